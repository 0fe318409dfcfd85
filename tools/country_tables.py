"""Makes src/onrecord/lexicon/data/countries.csv from public facts.

usage: python tools/country_tables.py SOURCE_FOLDER

SOURCE_FOLDER holds `facts_factbook.jsonl` (World Factbook, public domain: names, capitals, demonyms) and
`facts_country_codes.csv` (datahub country-codes, PDDL: ISO and FIPS codes, display names). What those two lack or write
otherwise stands by hand in `country_names.csv`.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/onrecord/lexicon/data/countries.csv"
COLUMNS = ("iso3", "iso2", "name", "names", "demonyms", "capitals", "article", "source")

#: The Factbook's FIPS codes where the code table has none or another.
FIPS = {"ESH": "WI", "PSE": "WE", "SRB": "RI", "SJM": "SV", "CUW": "UC", "SXM": "NN"}

#: Names by which the news calls them, where the tables prefer another.
NAMES = {
    "USA": "United States", "GBR": "United Kingdom", "COG": "Republic of the Congo", "VAT": "Vatican",
    "COD": "Democratic Republic of the Congo", "MMR": "Myanmar", "BIH": "Bosnia and Herzegovina", "TUR": "Turkey",
    "CIV": "Ivory Coast", "HKG": "Hong Kong", "PSE": "Palestine", "CZE": "Czech Republic", "GMB": "Gambia",
    "VIR": "US Virgin Islands", "UMI": "US Outlying Islands",
}  # fmt: skip

#: Surfaces that mean something else more often, or another country.
DROPPED = {
    "Male", "Victoria", "Hamilton", "Kingston", "Stanley", "Plymouth", "Jamestown", "Douglas", "George Town",
    "Georgetown", "Nassau", "Alofi", "Adamstown", "Saint-Denis", "Saint-Pierre", "Gibraltar", "Hong Kong",
    "San Juan", "Road Town", "Saint Helier", "West Island", "Basse-Terre", "The Valley", "Brades", "Korean",
    "Korea", "Koreans", "none", "NA", "Macedonia", "Channel Islander", "Congo", "Washington", "Yaren", "Guatemala",
    "Chinese/Hong Kong", "Chinese/Hong Konger", "Monaco", "San Marino", "Singapore", "Luxembourg", "Djibouti",
    "Christmas Island", "Falkland Island", "Dominican", "Vatican City", "Diego Garcia", "Dutch Guiana", "Castries",
    "Saint George's", "St. George's", "Melekeok",
}  # fmt: skip

#: Territories whose people the Factbook calls by the name of the mother country.
NO_DEMONYMS = {
    "ABW",
    "BES",
    "CUW",
    "HKG",
    "MAC",
    "SPM",
    "PRK",
    "KOR",
    "DMA",
    "COG",
    "ESH",
    "GIN",
    "GNB",
    "DOM",
    "SWZ",
    "WLF",
    "MNP",
    "GGY",
    "JEY",
    "TWN",
}

#: Names that take an article within a sentence.
ARTICLE = re.compile(
    r"^United|Republic|Islands$|Territor|^(?:Netherlands|Philippines|Gambia|Bahamas|Maldives|Comoros|Vatican)$"
)

#: Rows that the code table lacks: Kosovo, and past states by their ISO 3166-3 codes.
ADDED = (
    ("XKX", "XK", "Kosovo", "", "", "", "", "factbook"),
    (
        "SUN",
        "SU",
        "Soviet Union",
        "USSR|U.S.S.R.|Union of Soviet Socialist Republics|Soviet Russia",
        "",
        "",
        "the",
        "iso3166-3",
    ),
    ("YUG", "YU", "Yugoslavia", "Federal Republic of Yugoslavia|Serbia and Montenegro", "", "", "", "iso3166-3"),
    ("CSK", "CS", "Czechoslovakia", "", "", "", "", "iso3166-3"),
    ("DDR", "DD", "East Germany", "GDR|German Democratic Republic", "", "East Berlin", "", "iso3166-3"),
)

#: Rows for which the Factbook's entry under that code is another area's.
OWN = {"BES", "PSE"}

#: Territories too small for the news to let their capital stand for them.
NO_CAPITAL = re.compile("Part of|Territor|Commonwealth|Associated|Crown|International")


def clean(text: str) -> str:
    """A name without notes, brackets and a leading article."""
    text = re.sub(r"\s*[(\[].*?[)\]]", "", text).split(";")[0].strip()
    text = re.sub(r"\s+(?:in Romanian|aka|note|is the).*", "", text)
    text = re.sub(r"^[Tt]he (?=[A-Z])", "", text).strip(" ,*")
    return "" if text in {"none", "NA"} else text


def demonyms(fact: dict[str, str]) -> list[str]:
    """Nouns with their plurals, and adjectives."""
    found: list[str] = []
    for part in re.split(r",\s*|\s+or\s+|;\s*", fact.get("nationality_noun", "")):
        word = clean(part.replace("(collective plural)", ""))
        if word.endswith("man") and "men" in part:
            found += [word, word[:-3] + "men"]
        elif word.endswith("woman") and "women" in part:
            found += [word, word[:-5] + "women"]
        elif word:
            found += [word, word + "s"] if "(s)" in part else [word]
    for part in re.split(r",\s*|\s+or\s+|;\s*", fact.get("nationality_adjective", "")):
        found.append(clean(part))
    return [d for d in dict.fromkeys(found) if d and d[0].isupper() and d not in DROPPED]


def capitals(fact: dict[str, str], code_row: dict[str, str]) -> list[str]:
    """Seats of government, without notes; none for small territories."""
    if NO_CAPITAL.match(code_row["is_independent"]):
        return []
    found = [clean(part) for part in re.split(r";|,(?! D\.C)", re.sub(r"\(.*?\)", "", fact.get("capital", "")))]
    found.append(code_row["Capital"].strip())
    words = [c for c in dict.fromkeys(found) if c[:1].isupper() and "note" not in c]
    return [c for c in words if c not in DROPPED and c != code_row["CLDR display name"]]


def names(fact: dict[str, str], code_row: dict[str, str], name: str) -> list[str]:
    """Other names: short and long form, the UN's, the CLDR's; `&` written out, `St.` and `Saint` both."""
    found = [clean(fact.get("short", "")), clean(fact.get("long", ""))]
    found += [
        clean(code_row["UNTERM English Short"]),
        clean(code_row["UNTERM English Formal"]),
        code_row["CLDR display name"],
    ]
    found = [n.replace("’", "'").replace("&", "and") for n in found]
    found += [n.replace("St. ", "Saint ") for n in found] + [n.replace("Saint ", "St. ") for n in found]
    return [n for n in dict.fromkeys(found) if n and n != name and n not in DROPPED and " - " not in n]


def main(folder: Path) -> None:
    """Write the table."""
    with (folder / "facts_factbook.jsonl").open(encoding="utf-8") as lines:
        facts = {Path(f["file"]).stem.upper(): f for f in map(json.loads, lines)}
    with (folder / "facts_country_codes.csv").open(encoding="utf-8", newline="") as handle:
        codes = list(csv.DictReader(handle))
    rows: list[tuple[str, ...]] = list(ADDED)
    for code in codes:
        iso3 = code["ISO3166-1-Alpha-3"]
        fact = facts.get(FIPS.get(iso3, code["FIPS"]), {}) if iso3 not in OWN else {}
        name = NAMES.get(iso3, code["CLDR display name"].replace("&", "and"))
        people = [] if iso3 in NO_DEMONYMS else [d for d in demonyms(fact) if d != name]
        cells = (names(fact, code, name), people, capitals(fact, code))
        source = "factbook" if fact else "country-codes"
        article = "the" if ARTICLE.search(name) else ""
        rows.append((iso3, code["ISO3166-1-Alpha-2"], name, *("|".join(c) for c in cells), article, source))
    with OUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))
    print(f"{OUT}: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
