"""Fills the FIPS column of src/onrecord/lexicon/data/country_codes.csv and adds the states and territories it lacks.

usage: python tools/country_codes.py SOURCE_FOLDER

SOURCE_FOLDER holds `facts_country_codes.csv` (datahub country-codes, PDDL). The codes of the Correlates of War project
and of Gleditsch and Ward's list stand in the table by hand and stay as they are.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

DATA = Path(__file__).parent.parent / "src/onrecord/lexicon/data"
OUT = DATA / "country_codes.csv"
COLUMNS = ("iso3", "cow", "cow_number", "gw_number", "fips", "since", "until", "source")

#: Where the source has no code or that of another area.
FIPS = {"BES": "", "ESH": "WI", "PSE": "WE", "SRB": "RI", "SJM": "SV", "CUW": "UC", "SXM": "NN", "XKX": "KV"}


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(folder: Path) -> None:
    """Write the table anew."""
    codes = {row["ISO3166-1-Alpha-3"]: row["FIPS"].strip() for row in read(folder / "facts_country_codes.csv")} | FIPS
    rows = read(OUT)
    for row in rows:
        row["fips"] = row["fips"] or codes.get(row["iso3"], "")
    there = {row["iso3"] for row in rows}
    for country in read(DATA / "countries.csv"):
        fips = codes.get(country["iso3"], "")
        if country["iso3"] not in there and fips.isalpha():
            rows.append(dict.fromkeys(COLUMNS, "") | {"iso3": country["iso3"], "fips": fips, "source": "country-codes"})
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: (row["iso3"], row["cow"])))
    print(f"{OUT}: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
