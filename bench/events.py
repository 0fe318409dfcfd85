"""How well the events of plain sentences are found, by the countries of who did what to whom.

    python bench/events.py [--half dev|test] [--part codes|leads|news] [--misses]

The sentences of `events_sentences.jsonl` were written without sight of the coder and its lexicons: one for each CAMEO
code (`codes`), ordinary sentences of reports, a quarter of them without an event (`leads`), and later short ones as
news agencies have them, a dozen for each PLOVER type and some of hard structure (`news`). The half `dev` was used to
find what the coder lacks; `test` was not looked at. Parties count as ISO 3166 codes, international bodies as `IGO`;
`---` is nobody, `???` somebody of no known country. An event of several parties counts once for each pair, one of
equals both ways.
One JSON object is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.config import Config
from onrecord.documents.metadata import Claims
from onrecord.documents.plain import read_plain
from onrecord.model import Failure
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Record

SENTENCES = Path(__file__).with_name("events_sentences.jsonl")
#: Codes that stand for international bodies where a state's would.
BODIES = frozenset({"UNO", "EUR", "NAT"})
NOBODY, UNKNOWN, BODY = "---", "???", "IGO"
#: Actor, recipient, type, and whether it happened.
Told = tuple[str, str, str, str]


def main() -> None:
    """Parse the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev", "test"))
    parser.add_argument("--part", choices=("codes", "leads", "news"))
    parser.add_argument("--misses", action="store_true", help="list on stderr what is found otherwise")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    rows = [r for r in rows if arguments.half in (None, half(r["id"])) and arguments.part in (None, r["part"])]
    print(json.dumps(measured(rows, Pipeline(Config()), misses=arguments.misses), indent=2))


def half(key: str) -> str:
    """Which half a sentence belongs to: one that stays the same whatever else is added."""
    return "test" if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 else "dev"


def measured(rows: list[dict[str, Any]], pipeline: Pipeline, *, misses: bool) -> dict[str, Any]:
    """Precision, recall and F1 of roots, pairs, and pairs with their root."""
    counts: Counter[tuple[str, str]] = Counter()
    empty = false_alarms = 0
    for row in rows:
        gold = {
            t for e in row["events"] for t in triples(e["actor"], e["recipient"], e["root"], modality=e["modality"])
        }
        found = told(row, pipeline)
        empty += not gold
        false_alarms += bool(found) and not gold
        for measure, of in MEASURES.items():
            wanted, given = of(gold), of(found)
            counts.update({(measure, "right"): len(wanted & given), (measure, "found"): len(given)})
            counts[measure, "wanted"] += len(wanted)
        if misses and gold != found:
            lost, extra = sorted(gold - found), sorted(found - gold)
            sys.stderr.write(f"{row['id']} {row['sentence']}\n  not found {lost}\n  too many {extra}\n")
    scores = {
        measure: _score(*(counts[measure, side] for side in ("right", "found", "wanted"))) for measure in MEASURES
    }
    return {"sentences": len(rows), "without an event": empty, "of these with one found": false_alarms, **scores}


def _named(found: set[Told]) -> set[Told]:
    return {t for t in found if not {NOBODY, UNKNOWN}.intersection(t[:2])}


MEASURES: dict[str, Callable[[set[Told]], set[Any]]] = {
    "root": lambda found: {t[2] for t in found},
    "pair": lambda found: {t[:2] for t in found},
    "triple": lambda found: {t[:3] for t in found},
    "pair of two countries": lambda found: {t[:2] for t in _named(found)},
    "triple of two countries": lambda found: {t[:3] for t in _named(found)},
    "that, and whether it happened": _named,
}


def _score(right: int, found: int, wanted: int) -> dict[str, float | int]:
    both = found + wanted
    return {
        "precision": round(right / found, 3) if found else 0.0,
        "recall": round(right / wanted, 3) if wanted else 0.0,
        "f1": round(2 * right / both, 3) if both else 0.0,
        "right": right, "found": found, "wanted": wanted,
    }  # fmt: skip


def triples(actors: list[str], recipients: list[str], root: str, *, modality: str) -> set[Told]:
    """Every pair of an actor and a recipient with the root, nobody with himself unless there is nobody else."""
    alone = len({*actors, *recipients}) == 1
    pairs = ((a, r) for a in actors or [NOBODY] for r in recipients or [NOBODY])
    return {(a, r, root, modality) for a, r in pairs if alone or a != r}


def told(row: dict[str, Any], pipeline: Pipeline) -> set[Told]:
    """What is found in a sentence."""
    claims = Claims()
    claims.add_day(row["published"], "given")
    data = row["sentence"].encode()
    document = read_plain(data, location=row["id"], config=pipeline.config, declared="utf-8", claims=claims)
    if isinstance(document, Failure):
        raise SystemExit(f"{row['id']}: {document.message}")
    record = pipeline(document)
    found: set[Told] = set()
    for event in record.events:
        actors, recipients = ([c for e in side for c in codes(record, e)] for side in (event.actor, event.recipient))
        if not recipients and len(event.actor) > 1:
            recipients = actors
        found |= triples(actors, recipients, event.plover.type, modality=event.modality)
    return found


def codes(record: Record, entity_id: str) -> list[str]:
    """The codes of an entity, those of its parts if it stands for several."""
    entity = record.entity(entity_id)
    if entity.parts:
        return [code for part in entity.parts for code in codes(record, part)]
    if entity.sector == BODY or entity.country in BODIES:
        return [BODY]
    return [entity.country or UNKNOWN]


if __name__ == "__main__":
    main()
