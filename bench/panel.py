"""Seconds that a year's panel of dyads takes out of a large store, and that joining events into occurrences takes.

    python bench/panel.py [--reports 100000] [--statements 10] [--events 6] [--store FILE]

The reports are invented: three years of occurrences between fifty countries, the large ones most often, each told by
one to ten reports, some of which are copies of others. To a store that is there already no reports are written.
Prints one JSON object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import resource
import tempfile
import time
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.lexicon.codebook import load_codebook
from onrecord.model import (
    Block,
    Date,
    Document,
    Entity,
    Event,
    Evidence,
    Mention,
    Origin,
    PloverCode,
    Provenance,
    Record,
    Span,
    Statement,
    document_id,
    entity_id,
    event_id,
    mention_id,
    statement_id,
    text_hash,
)
from onrecord.views.occurrences import find_occurrences
from onrecord.views.panel import Level, panel
from onrecord.views.periods import By
from onrecord.views.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.lexicon.codebook import Codebook

_COUNTRIES = [f"{a}{b}X" for a, b in itertools.product("ABCDE", "FGHIJKLMNO")]
_FIRST, _DAYS = dt.date(2022, 1, 1), 3 * 365
_TOLD_BY = 4  # reports, on average
_PROVENANCE = Provenance("bench", "invented", "0")
_WORDS = (
    "answer",
    "border",
    "crew",
    "dawn",
    "envoy",
    "ferry",
    "grain",
    "harbour",
    "inquiry",
    "journey",
    "keel",
    "lorry",
    "minister",
    "north",
    "order",
    "port",
)


def main() -> None:
    """Parse the arguments, make the store, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10, help="of a report")
    parser.add_argument("--events", type=int, default=6, help="of a report")
    parser.add_argument("--store", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "panel.sqlite"
        result: dict[str, object] = {}
        if not path.exists():
            result |= _written(path, given.reports, given.statements, given.events)
        result |= _joined(path)
        result |= _measured(path)
    result["peak MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
    print(json.dumps(result, indent=1))


def _written(path: Path, reports: int, statements: int, events: int) -> dict[str, object]:
    with store.open(path, mode="write") as kept:
        seconds = _seconds(lambda: [kept.write(record) for record in invented(reports, statements, events)])
    return {"making and writing reports": seconds}


def _joined(path: Path) -> dict[str, object]:
    with store.open(path, mode="write") as kept:
        copies, joined = CopyIndex(kept), OccurrenceIndex(kept)
        return {
            "finding copies": _seconds(copies.catch_up),
            "joining events": _seconds(joined.catch_up),
            "nothing to join": _seconds(joined.catch_up),
        }


def _measured(path: Path) -> dict[str, object]:
    since, until = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
    one, other = _COUNTRIES[0], _COUNTRIES[1]
    times: dict[str, dict[str, float]] = {}
    with store.open(path) as kept:
        tables = ("documents", "statements", "events", "dyads")
        sizes = {name: kept.select(f"SELECT count(*) FROM {name}")[0][0] for name in tables}  # noqa: S608 (our names)
        ((sizes["occurrences"],),) = kept.select("SELECT count(*) FROM dyads WHERE occurrence = row")
        for level, by in itertools.product(get_args(Level), get_args(By)):
            times[f"all pairs, {level} level by {by}"] = _seconds(partial(_panel, kept, level, by, since, until))
        times["all pairs of actors, occurrences by month"] = _seconds(
            lambda: panel(kept, unit="actor", since=since, until=until)
        )
        times["one pair, occurrences by week"] = _seconds(
            lambda: panel(kept, by="week", actor=one, recipient=other, since=since, until=until)
        )
        times["twenty occurrences of one pair, with their reports"] = _seconds(
            lambda: find_occurrences(kept, actor_country=one, recipient_country=other, since=since, until=until)
        )
        times["timeline of a country, fifty rows"] = _seconds(lambda: timeline(kept, one, since=since, until=until))
    return {"rows": sizes, "a year": times, "store MB": round(path.stat().st_size / 1e6)}


def _panel(kept: store.SqliteStore, level: Level, by: By, since: dt.date, until: dt.date) -> int:
    """Makes a panel and runs through its rows; how many there are."""
    return sum(1 for _ in panel(kept, level=level, by=by, since=since, until=until).rows())


def _seconds(run: Callable[[], object]) -> dict[str, float]:
    start, used = time.perf_counter(), time.process_time()
    run()
    return {"seconds": round(time.perf_counter() - start, 2), "cpu seconds": round(time.process_time() - used, 2)}


class _Deed(NamedTuple):
    """An invented occurrence."""

    kind: str
    one: str
    other: str
    day: dt.date


def invented(reports: int, statements: int, events: int) -> Iterator[Record]:
    """Invented reports in the order of their days, always the same ones."""
    chance = random.Random(7)  # noqa: S311 (invented reports, not secrets)
    book = load_codebook()
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(_COUNTRIES))))
    recent: list[_Deed] = []
    before: list[str] = []
    for number in range(reports):
        day = _FIRST + dt.timedelta(days=number * _DAYS // reports)
        for _ in range(max(1, events // _TOLD_BY)):
            one, other = chance.choices(_COUNTRIES, cum_weights=weights, k=2)
            recent = [*recent[-40:], _Deed(chance.choice(list(book.types)), one, other, day)]
        deeds = chance.sample(recent, min(events, len(recent)))
        is_copy = bool(before) and chance.random() < 1 / 5  # the same words in another outlet
        before = lines = before if is_copy else [_line(deed, chance) for deed in deeds]
        said = [" ".join(chance.choices(_WORDS, k=12)) for _ in range(statements)]
        yield _record([*lines, *said], len(lines), day, number, book, chance)


def _line(deed: _Deed, chance: random.Random) -> str:
    return f"{deed.one} {deed.kind} {deed.other} {deed.day} {' '.join(chance.choices(_WORDS, k=14))}"


def _record(  # noqa: PLR0913, PLR0917 (what a report is made from)
    lines: list[str], events: int, day: dt.date, number: int, book: Codebook, chance: random.Random
) -> Record:
    text = "\n".join(lines)
    outlet, sha256 = f"Outlet {number % 40}", text_hash(text)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    doc = Document(
        id=document_id(text=text, url=None, outlet=outlet, published=day), text=text,
        origin=Origin(f"{number}.txt", "text/plain", sha256, sha256, len(text), "utf-8", "bench"),
        blocks=tuple(Block("paragraph", Span(s, s + len(line))) for s, line in zip(starts, lines, strict=False)),
        outlet=outlet, published=day, key=f"{number}.txt",
    )  # fmt: skip
    mentions: list[Mention] = []
    entities: dict[str, Entity] = {}
    told: list[Event] = []
    for start, line in zip(starts, lines[:events], strict=False):
        one, kind, other, stated, *_ = line.split(" ")
        words, at = [], start
        for word in (one, kind, other):
            words.append(Evidence.of(text, at, at + len(word)))
            at += len(word) + 1
        parties = [_party(doc, word, mentions, entities) for word in (words[0], words[2])]
        date = Date(stated, "stated", Evidence.of(text, at, at + len(stated))) if chance.random() < 2 / 3 else None
        told.append(_event(doc, words, parties, kind, date, book))
    speakers = list(entities.values())
    said = [
        _statement(doc, Evidence.of(text, start, start + len(line)), chance.choice(speakers).id)
        for start, line in zip(starts[events:], lines[events:], strict=False)
    ]
    return Record(doc, tuple(mentions), tuple(entities.values()), tuple(said), "bench", tuple(told))


def _party(doc: Document, word: Evidence, mentions: list[Mention], entities: dict[str, Entity]) -> str:
    code = word.exact
    if code not in entities:
        mention = Mention(mention_id(doc.id, "country", word), doc.id, "country", word, _PROVENANCE)
        mentions.append(mention)
        entities[code] = Entity(
            entity_id(doc.id, "country", mention.id), doc.id, "country", code, (mention.id,), _PROVENANCE,
            country=code, ref=f"country:{code}",
        )  # fmt: skip
    return entities[code].id


def _event(  # noqa: PLR0913, PLR0917 (the parts of an event)
    doc: Document, words: list[Evidence], parties: list[str], kind: str, date: Date | None, book: Codebook
) -> Event:
    type_ = book.types[kind]
    one, trigger, other = ((word,) for word in words)
    return Event(
        id=event_id(doc.id, trigger, one, other), document_id=doc.id, trigger=trigger, actor=(parties[0],),
        recipient=(parties[1],), plover=PloverCode(kind), score=type_.score, quad=type_.quad, modality="asserted",
        confidence=0.8, provenance=_PROVENANCE, actor_words=one, recipient_words=other, cameo=type_.cameo,
        goldstein=book.cameo[type_.cameo].goldstein, date=date,
    )  # fmt: skip


def _statement(doc: Document, content: Evidence, speaker: str) -> Statement:
    return Statement(
        statement_id(doc.id, (), (), (content,)), doc.id, "indirect", (), (speaker,), (), (content,), "say", 0.9,
        _PROVENANCE,
    )  # fmt: skip


if __name__ == "__main__":
    main()
