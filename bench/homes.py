"""Whose people and bodies a report's officials are, where the words that name them often do not say so.

    python bench/homes.py [--half dev|test] [--misses]

The short reports of `homes_reports.jsonl` were written without sight of the resolver and its lexicons: invented persons
in real countries, with the country that a careful reader gives to each official, body or unnamed group; none for
international bodies and for those whom nothing tells. The half `dev` was used to find what the resolver lacks; `test`
was not looked at. `told` is the share of those with a country whose country is right, `none` that of those without
that are given none, `wrong` the share of all that are given another country. One JSON object is printed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onrecord
from onrecord.config import Config

if TYPE_CHECKING:
    from onrecord.model import Record

REPORTS = Path(__file__).with_name("homes_reports.jsonl")


def main() -> None:
    """Parse the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev", "test"))
    parser.add_argument("--misses", action="store_true", help="list on stderr what is found otherwise")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if arguments.half in (None, r["half"])]
    print(json.dumps(measured(rows, misses=arguments.misses), indent=2))


def measured(rows: list[dict[str, Any]], *, misses: bool) -> dict[str, Any]:
    """Shares over all that is told of the reports."""
    count: Counter[str] = Counter()
    for row in rows:
        text = f"{row['title']}\n\n{row['dateline']}{row['text']}"
        record = onrecord.read_text(text, published=row["published"], config=Config())
        for gold in row["gold"]:
            found = country(record, gold["words"], int(gold["nth"]))
            kind = "told" if gold["country"] else "none"
            count[kind] += 1
            count[f"{kind} right"] += found == gold["country"]
            count["wrong"] += found not in ("", gold["country"])
            if misses and found != gold["country"]:
                print(
                    row["id"],
                    gold["words"],
                    f"{gold['country'] or '-'}, found {found or '-'}",
                    sep=" | ",
                    file=sys.stderr,
                )
    return {
        "reports": len(rows),
        "told": [count["told right"], count["told"], round(count["told right"] / count["told"], 3)],
        "none": [count["none right"], count["none"]],
        "wrong": [count["wrong"], count["told"] + count["none"]],
    }


def country(record: Record, words: str, nth: int) -> str:
    """The country of the entity that the words name: of the mentions in them the longest that has one."""
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", record.document.text)]
    start, end = places[nth - 1]
    of = {m: e for e in record.entities for m in e.mentions}
    inside = [
        m for m in record.mentions
        if m.id in of and start <= m.evidence.span.start < end
    ]  # fmt: skip
    acting = [m for m in inside if of[m.id].kind in ("person", "group", "organisation")]
    best = max(acting or inside, key=lambda m: (m.kind in ("person", "role"), len(m.evidence.span)), default=None)
    code = (of[best.id].country or "") if best else ""
    return "" if code == "UNO" else code


if __name__ == "__main__":
    main()
