"""Makes src/onrecord/lexicon/data/holders_factbook.csv from today's heads of state and government.

usage: python tools/holders_factbook.py SOURCE_FOLDER

SOURCE_FOLDER holds `facts_factbook.jsonl` (World Factbook, public domain: chiefs of state and heads of government with
their first day). Rows are made only for those whom the tables by hand lack: one person must not have two rows for the
same time, and one office no two incumbents. Where a table by hand names another incumbent, that is printed.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sys
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from onrecord.lexicon.load import DATA, table_files
from onrecord.lexicon.offices import INCUMBENT, Offices, words_of
from onrecord.lexicon.offices import Tenure as Held
from onrecord.lexicon.schema import CountryCode, GivenName, Holder, Role, numbered_rows

OUT = DATA / "holders_factbook.csv"
COLUMNS = ("person", "names", "office", "country", "body", "since", "until", "confidence", "source")
CONFIDENCE = "0.98"
LEADS = 3  # rank of the offices that lead a state
ALIKE = 0.9  # likeness of two spellings of all words of a name

#: The Factbook's titles, the longest first where one begins like another, and the offices they are.
TITLES = (
    (r"Governor[- ]General(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?", "governor-general"),
    (r"Crown Prince and Prime Minister", "prime minister"),
    (r"Prime Minister(?: and [A-Z][a-z]+ Minister| and Co-Vice President| Crown Prince)?", "prime minister"),
    (r"Taoiseach", "prime minister"),
    (r"Premier", "premier"),
    (r"Vice President", "vice president"),
    (r"President(?: of the Swiss Confederation)?(?! of| and|,)", "president"),
    (r"Chancellor", "chancellor"),
    (r"Supreme Leader", "supreme leader"),
    (r"Sultan(?: and Prime Minister)?", "sultan"),
    (r"King(?: Sultan)?", "king"),
    (r"Queen", "queen"),
    (r"Emperor", "emperor"),
    (r"Amir", "emir"),
    (r"Grand Duke", "monarch"),
    (r"Prince", "prince"),
    (r"Pope", "pope"),
)
#: Offices that the source still lists and that are no more: Syria's cabinet has had no prime minister since 2025-03.
ABOLISHED = {("SYR", "prime minister")}
#: What does not change the office.
PROVISIONAL = re.compile(r"^(?:(?:Acting|Interim|Caretaker|Transitional?|GNU|CNSP) )+")
#: Before a name, and no part of it.
HONOURS = re.compile(r"^(?:(?:Sir|Dame|Dr|Sr|Gen|Col|Capt|Ratu|General|Grand Chief|Archbishop)\.? +)+")
#: Written small within a name.
SMALL = frozenset(("Bin", "Ibn", "De", "Da", "Dos", "Der", "E"))
#: Titles that make a name of a single one.
MONARCHS = ("King ", "Queen ", "Emperor ", "Sultan ", "Grand Duke ")
NUMERAL = re.compile(r"[IVX]+")
SINCE = re.compile(r"\(since (?:(?:(\d{1,2}) )?([A-Z][a-z]{2})[a-z]* )?(\d{4})")


class Tenure(NamedTuple):
    """Somebody in office.

    Attributes:
        person: the name, in ordinary case.
        names: the first name and the surname alone, which is written in capitals; empty where that is all.
        office: key of a role.
        since: first day, month or year.
    """

    person: str
    names: str
    office: str
    since: str


def tenure(text: str) -> Tenure | None:
    """Reads one entry, such as `Prime Minister Edi RAMA (since 10 September 2013)`.

    Returns:
        None where there is no title that is known, no name or no date.
    """
    found, date = title_of(text), SINCE.search(text)
    if not found or not date:
        return None
    title, office, rest = found
    written = re.split(r" \(since|;|, (?!Jr)| also spelled", re.sub(r' ?"[^"]*"| \((?!since)[^)]*\)', "", rest))[0]
    words = HONOURS.sub("", written.replace(",", "").strip()).split()
    if not words:
        return None
    person = " ".join(ordinary(word) for word in words)
    surname = [word for word in words[1:] if any(a.isupper() and b.isupper() for a, b in pairwise(word))]
    short = " ".join(ordinary(word) for word in (words[0], *surname)) if surname else ""
    if len(words) == 1:
        person = f"{title} {person}"
    return Tenure(person, short if short != person else "", office, day_of(date))


def title_of(text: str) -> tuple[str, str, str] | None:
    """The title, the office it is, and what follows it."""
    plain = PROVISIONAL.sub("", re.sub(r"^Taoiseach \(.*?\)", "Taoiseach", text))
    for pattern, office in TITLES:
        match = re.match(rf"({pattern}) (?=\S)", plain)
        if match:
            return match[1], office, plain[match.end() :]
    return None


def ordinary(word: str) -> str:
    """A word of a name in ordinary case: `LUKASHENKA`, `El-SISI`, `O'BRIEN`; numerals and initials stay."""
    parts = re.split(r"(\W)", word)
    cased = "".join(p.capitalize() if p.isupper() and not NUMERAL.fullmatch(p) else p for p in parts)
    return cased.lower() if cased in SMALL else cased


def day_of(date: re.Match[str]) -> str:
    """A date as precisely as it is given: `2019-12-12`, `2018-04`, `1997`."""
    day, month, year = date.groups()
    if not month:
        return year
    number = dt.datetime.strptime(month, "%b").month  # noqa: DTZ007 - a month's number has no time zone
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def tenures(fact: dict[str, str]) -> list[Tenure]:
    """Who leads a state: the chief of state, a monarch's governor-general in their place, the head of government."""
    chief, _, deputy = fact.get("chief_of_state", "").partition("represented by ")
    entries = (deputy if deputy.startswith("Gov") else "" if deputy else chief, fact.get("head_of_government", ""))
    found = [entry for entry in map(tenure, entries) if entry]
    if len(found) > 1 and (found[0].person, found[0].office) == (found[1].person, found[1].office):
        found = found[:1]
    return found


def countries() -> dict[str, str]:
    """FIPS code of each of today's states → ISO code; territories have no number in the lists of states."""
    rows = (row for path in table_files("country_codes") for _, row in numbered_rows(path, CountryCode))
    return {row.fips: row.iso3 for row in rows if row.fips and row.cow and not row.until}


def by_hand() -> Offices:
    """The tables of holders but the one made here."""
    rows = [row for path in table_files("holders") if path != OUT for _, row in numbered_rows(path, Holder)]
    roles = {row.surface: row for path in table_files("roles") for _, row in numbered_rows(path, Role)}
    given = [row.name for path in table_files("given_names") for _, row in numbered_rows(path, GivenName)]
    return Offices({str(number): row for number, row in enumerate(rows)}, roles, given)


def same_person(offices: Offices, entry: Tenure, iso3: str) -> list[Held]:
    """The tenures by hand, in that country, of those who are called the same on the first day of the entry."""
    day = dt.date.fromisoformat((entry.since + "-12-28"[len(entry.since) - 10 :])[:10])
    names = [name for name in (entry.person, entry.names) if name]
    found = [held for name in names for held in offices.named(name, on=day)]
    if len(words_of(entry.person.partition(" ")[2])) == 1 and entry.person.startswith(MONARCHS):
        found += offices.surnamed(entry.person, on=day)
    return [held for held in found if held.holder.country == iso3]


def new_row(offices: Offices, entry: Tenure, iso3: str) -> tuple[str, ...] | None:
    """The row for somebody who leads a state; None where the tables by hand have them, or somebody else."""
    known = same_person(offices, entry, iso3)
    if any(held.standing == "in" and (held.rank >= LEADS or held.holder.office == entry.office) for held in known):
        return None
    others = [held.holder.person for held in offices.held(entry.office, iso3, on=None) if held.standing == "in"]
    if others:
        print(f"{iso3} {entry.office}: {', '.join(others)} by hand, {entry.person} ({entry.since}) in the source")
        return None
    person = next((held.holder.person for held in known if held.likeness >= ALIKE), entry.person)
    names = "|".join(name for name in dict.fromkeys((entry.person, entry.names)) if name and name != person)
    return person, names, entry.office, iso3, "", entry.since, INCUMBENT, CONFIDENCE, "factbook"


def main(folder: Path) -> None:
    """Write the table."""
    offices, codes = by_hand(), countries()
    rows: list[tuple[str, ...]] = []
    with (folder / "facts_factbook.jsonl").open(encoding="utf-8") as lines:
        facts = [(codes.get(Path(fact["file"]).stem.upper(), ""), fact) for fact in map(json.loads, lines)]
    for iso3, fact in facts:
        for entry in tenures(fact) if iso3 else ():
            row = new_row(offices, entry, iso3) if (iso3, entry.office) not in ABOLISHED else None
            rows += [row] if row else []
    rows.sort(key=itemgetter(3, 2))
    with OUT.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(f"{OUT}: {len(rows)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
