"""Seconds of processor time that positions, networks, sources and the contents of a store take to be told.

    python bench/positions.py [--statements 100000] [--store PATH]

The store is made of invented reports of ten statements and five events each, a tenth of them copies of another report,
by 2,000 actors of 60 countries, over three years; it is written as any report is. Without a path it is made in a
temporary folder. Each question is asked three times; the middle one counts. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import store as stores
from onrecord.corpus.copies import CopyIndex
from onrecord.model import (
    Block,
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
    Stance,
    Statement,
    document_id,
    entity_id,
    event_id,
    mention_id,
    statement_id,
    text_hash,
)
from onrecord.views.holdings import holdings
from onrecord.views.network import network
from onrecord.views.positions import positions
from onrecord.views.sources import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BY = Provenance(stage="bench", rule="invented", version="0")
_STATEMENTS, _EVENTS, _ACTORS, _COUNTRIES = 10, 5, 2_000, 60
_ACTS = ("say", "say", "say", "deny", "reject", "agree", "promise", "condemn", "warn")
_SECTORS = ("GOV", "GOV", "MIL", "LEG", "CVL", None)
_FIRST = dt.date(2021, 1, 1)


def main() -> None:
    """Parse the arguments, make the store unless it is there, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--store", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "store.sqlite"
        if not path.exists():
            make(path, given.statements // _STATEMENTS)
        with stores.open(path) as reader:
            result: dict[str, object] = {"statements": reader.select("SELECT count(*) FROM statements")[0][0]}
            questions: dict[str, Callable[[], object]] = {
                "positions of an actor": partial(positions, reader, "Actor Name7"),
                "positions of an actor on a country": partial(positions, reader, "Actor Name7", on="Peru"),
                "positions of a country": partial(positions, reader, "Oman"),
                "positions of a country's officials on another": partial(
                    positions, reader, "Oman", on="Peru", official=True
                ),
                "positions of an actor, words": partial(positions, reader, "Actor Name7", words="bado*"),
                "network of countries": partial(network, reader),
                "network of actors": partial(network, reader, unit="actor"),
                "network of actors, a month": partial(
                    network, reader, unit="actor", since=dt.date(2022, 3, 1), until=dt.date(2022, 3, 31)
                ),
                "sources by outlet": partial(sources, reader),
                "sources by country": partial(sources, reader, by="country"),
                "sources of an outlet by speaker": partial(sources, reader, by="speaker", outlet="Outlet 7"),
                "stats": partial(holdings, reader),
            }
            for name, ask in questions.items():
                result[name] = round(statistics.median(_seconds(ask) for _ in range(3)), 3)
    print(json.dumps(result, indent=1))


def _seconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return time.process_time() - start


def make(path: Path, reports: int) -> None:
    """Writes the invented store."""
    with stores.open(path, mode="write") as store:
        for record in invented(reports):
            store.write(record)
        CopyIndex(store).catch_up()


def invented(reports: int) -> Iterator[Record]:
    """Records; always the same ones."""
    chance = random.Random(7)  # noqa: S311 (invented words, not secrets)
    words = ["".join(chance.choices("abdefgiklmnoprstuvz", k=chance.randrange(3, 10))) for _ in range(5_000)]
    codes = ["OMN", "PER", *(f"{a}{b}X" for a in "ABCDEFGH" for b in "ABCDEFGH")][:_COUNTRIES]
    text, parts = _text(words, chance)
    for number in range(reports):
        if number % 10:
            text, parts = _text(words, chance)
        yield _record(text, parts, number, codes, chance)


def _text(words: list[str], chance: random.Random) -> tuple[str, list[tuple[Span, int, Span]]]:
    """A text, and of each sentence the speaker's name with its number and what is said."""
    text, parts = "", []
    for _ in range(_STATEMENTS):
        actor = min(int(chance.paretovariate(0.5)), _ACTORS)
        name, said = f"Actor Name{actor}", " ".join(chance.choices(words, k=chance.randrange(8, 30)))
        start = len(text)
        text += f"{name} said {said}. "
        content = start + len(name) + len(" said ")
        parts.append((Span(start, start + len(name)), actor, Span(content, content + len(said))))
    return text.rstrip(), parts


def _record(
    text: str, parts: list[tuple[Span, int, Span]], number: int, codes: list[str], chance: random.Random
) -> Record:
    outlet, day = f"Outlet {number % 40}", _FIRST + dt.timedelta(days=number // 10 % 1_095)
    url = f"https://example.org/{number}"
    id_ = document_id(text=text, url=url, outlet=outlet, published=day)
    origin = Origin(url, "text/plain", text_hash(text), text_hash(text), len(text), "utf-8", "bench")
    blocks = (Block("paragraph", Span(0, len(text))),)
    document = Document(id_, text, origin, blocks, None, None, outlet, url, day, None, "en", url)
    people: dict[int, Entity] = {}
    mentions = []
    for span, actor, _ in parts:
        where = Evidence.of(text, span.start, span.end)
        mention = Mention(mention_id(id_, "person", where), id_, "person", where, _BY)
        mentions.append(mention)
        if actor not in people:
            people[actor] = Entity(
                entity_id(id_, "person", mention.id), id_, "person", where.exact, (mention.id,), _BY,
                country=codes[actor % len(codes)], sector=_SECTORS[actor % len(_SECTORS)],
                ref=f"person:{actor}" if actor % 3 == 0 else None,
            )  # fmt: skip
    everybody = tuple(people.values())
    statements = tuple(_statement(document, part, people[part[1]], everybody, chance) for part in parts)
    events = tuple(_event(document, part, people[part[1]], everybody, chance) for part in parts[:_EVENTS])
    return Record(document, tuple(mentions), everybody, statements, "bench 1", events)


def _statement(
    document: Document, part: tuple[Span, int, Span], speaker: Entity, all_: tuple[Entity, ...], chance: random.Random
) -> Statement:
    source, content = (Evidence.of(document.text, span.start, span.end) for span in (part[0], part[2]))
    about = chance.choice(all_).id
    score = chance.choice((0.0, 0.0, 0.7, -0.7))
    stance = Stance(
        about, "support" if score > 0 else "oppose" if score < 0 else "neutral", score, (content,) if score else ()
    )
    return Statement(
        statement_id(document.id, (source,), (), (content,)), document.id, chance.choice(("direct", "indirect")),
        (source,), (speaker.id,), (), (content,), chance.choice(_ACTS), 0.9, _BY,  # type: ignore[arg-type]
        about=(about,), stance=(stance,),
    )  # fmt: skip


def _event(
    document: Document, part: tuple[Span, int, Span], actor: Entity, all_: tuple[Entity, ...], chance: random.Random
) -> Event:
    trigger = Evidence.of(document.text, part[0].end + 1, part[0].end + 5)
    return Event(
        event_id(document.id, (trigger,), (), ()), document.id, (trigger,), (actor.id,), (chance.choice(all_).id,),
        PloverCode("CONSULT"), chance.uniform(-10, 10), chance.choice(("1", "2", "3", "4")), "asserted", 0.8, _BY,
    )  # fmt: skip


if __name__ == "__main__":
    main()
