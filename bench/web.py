"""How long the pages of the reading room take over a store with many statements, and how heavy their scripts are.

    python -m bench.web [--statements 100000] [--times 20] [--store PATH] [--pages WORDS]

The store is that of `bench.positions`: ten statements and five events in each report, a tenth of them copies, by 2,000
actors of 60 countries over three years. Each report also names three of 800 places, speaks of one of them, and tells
that events happened there; copies are compared and events joined. One report more has 300 marks. To a store that is
there already nothing is written. The app is asked in this process, each page `--times` times after a first one that
does not count. Prints one JSON object: milliseconds at the median and at the 95th percentile, processor milliseconds at
the median, and what was asked for, which is compared with the processor time, as other programs may have the machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.positions import invented
from msgspec.structs import replace
from starlette.testclient import TestClient

from onrecord import store as stores
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.model import (
    Block,
    Document,
    Entity,
    Evidence,
    Mention,
    Origin,
    Place,
    Provenance,
    Record,
    Span,
    Statement,
    document_id,
    entity_id,
    mention_id,
    statement_id,
    text_hash,
)
from onrecord.web import Settings, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BY = Provenance(stage="bench", rule="invented", version="0")
_A_REPORT = 10  # statements
_AT_ONCE = 100  # reports of a transaction
_PLACES, _NAMED = 800, 3
_SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
_MOST_SCRIPT = 300_000  # bytes with gzip

#: Pages by name: the address, and how many milliseconds it may take; None where nothing was asked for.
PAGES: dict[str, tuple[str, int | None]] = {
    "first page": ("/", 150),
    "statements": ("/statements", 200),
    "a word": ("/statements?words=WORD", 200),
    "two words": ("/statements?words=WORD+WORD", 200),
    "a speaker": ("/statements?speaker=Name{number}", 200),
    "a country and an act": ("/statements?country=PER&act=deny", 200),
    "a month": ("/statements?since=2022-03-01&until=2022-03-31", 200),
    "a word that every statement has": ("/statements?words=actor", None),
    "a report with 300 marks": ("/documents/{marks}", 200),
    "reports": ("/documents", 200),
    "actors": ("/actors", 200),
    "actors by name": ("/actors?name=Name7", 200),
    "actors, far down": ("/actors?offset=1000", 200),
    "an actor": ("/actor?name=Actor+Name7", 200),
    "the busiest actor": ("/actor?name=Actor+Name1", None),
    "dyads of countries": ("/dyads?one=OMN&other=PER", 200),
    "dyads of actors": ("/dyads?one=Name7&other=Name3", 200),
    "events": ("/events", 200),
    "events at a place": ("/events?place=Town+7", 200),
    "events of a country": ("/events?actor_country=PER", 200),
    "map of events": ("/map", 200),
    "map of events by country": ("/map?unit=country", 200),
    "map of a month": ("/map?since=2022-03-01&until=2022-03-31", 200),
    "map of statements": ("/map?counted=about", 200),
    "map of statements by country": ("/map?counted=about&unit=country", 200),
    "map of speakers": ("/map?counted=said&unit=country", 200),
    "network of countries": ("/network", 500),
    "network of actors": ("/network?unit=actor", 500),
    "network of actors, copies counted": ("/network?unit=actor&copies=count", 500),
    "timeline": ("/timeline?actor=Name7", None),
    "positions": ("/positions?actor=Actor+Name7", None),
    "copies": ("/copies", 200),
    "stream": ("/stream", 200),
    "review": ("/review", 200),
    "review, far down": ("/review?offset=50000&after={place}", 200),
    "review, far down without the finding before": ("/review?offset=50000", None),
    "log of reviews": ("/review/log", 200),
}


def main() -> None:
    """Parse the arguments, make the store unless it is there, ask the pages, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--pages", default="", metavar="WORDS", help="only pages with these words in their names")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "store.sqlite"
        if not path.exists():
            make(path, given.statements // _A_REPORT)
        client = TestClient(create_app(Settings(store=path, query_seconds=600)), base_url="http://127.0.0.1")
        with stores.open(path) as reader:
            ((held,),) = reader.select("SELECT count(*) FROM statements")
            ((marks,),) = reader.select("SELECT id FROM documents WHERE location = 'marks.txt'")
        names = {"marks": marks, "place": _far_down(client)}
        chosen = {name: page for name, page in PAGES.items() if given.pages in name}
        pages = {name: _page(client, page, given.times, names) for name, page in chosen.items()}
        scripts = {name: _scripts(client, page[0].format(number=7, **names)) for name, page in chosen.items()}
    missed = [name for name, of in pages.items() if of["asked for"] and of["cpu ms"] > of["asked for"]]
    print(json.dumps({"statements": held, "pages": pages, "missed": missed, "scripts": _heaviest(scripts)}, indent=1))


def make(path: Path, reports: int) -> None:
    """Writes the invented store."""
    chance = random.Random(5)  # noqa: S311 (invented places, not secrets)
    towns = [_town(number) for number in range(_PLACES)]
    with stores.open(path, mode="write") as store:
        waiting = [marked()]
        for record in invented(reports):
            waiting.append(placed(record, towns, chance))
            if len(waiting) >= _AT_ONCE:
                store.write_all(waiting)
                waiting.clear()
        store.write_all(waiting)
        CopyIndex(store).catch_up()
        OccurrenceIndex(store).catch_up()


def _town(number: int) -> Place:
    return Place(
        f"Town {number}", "city", latitude=(number * 37 % 1200) / 10 - 60, longitude=(number * 61 % 3600) / 10 - 180,
        country=f"{'ABCDEFGH'[number % 8]}{'ABCDEFGH'[number // 8 % 8]}X",
    )  # fmt: skip


def placed(record: Record, towns: list[Place], chance: random.Random) -> Record:
    """A report in which the first words of some statements stand for places."""
    doc = record.document.id
    mentions, entities = [], []
    for statement in chance.sample(record.statements, _NAMED):
        words = statement.content[0]
        where = Evidence.of(record.document.text, words.span.start, words.span.start + words.exact.index(" "))
        mention = Mention(mention_id(doc, "place", where), doc, "place", where, _BY)
        town = towns[min(int(chance.paretovariate(0.4)) - 1, _PLACES - 1)]
        mentions.append(mention)
        entities.append(
            Entity(
                entity_id(doc, "place", mention.id), doc, "place", town.name, (mention.id,), _BY, country=town.country,
                place=town,
            )
        )  # fmt: skip
    events = tuple(replace(e, place=chance.choice(entities).id) for e in record.events)
    return replace(
        record, mentions=(*record.mentions, *mentions), entities=(*record.entities, *entities), events=events,
        statements=tuple(replace(s, about=(*s.about, chance.choice(entities).id)) for s in record.statements),
    )  # fmt: skip


def marked() -> Record:
    """A report of a hundred statements, each with a source, a cue and a content."""
    lines = [f"Person{number} said that the road number {number} would be closed." for number in range(100)]
    text = "\n".join(lines)
    id_ = document_id(text=text, url=None, outlet="Outlet 1", published=None)
    mentions, entities, statements, blocks, at = [], [], [], [], 0
    for line in lines:
        name, _, said = line.partition(" said that ")
        end, told = at + len(name), at + len(line) - len(said)
        source, content = Evidence.of(text, at, end), Evidence.of(text, told, at + len(line))
        cue = Evidence.of(text, end + 1, end + 1 + len("said"))
        mention = Mention(mention_id(id_, "person", source), id_, "person", source, _BY)
        person = Entity(entity_id(id_, "person", mention.id), id_, "person", name, (mention.id,), _BY)
        statements.append(
            Statement(
                statement_id(id_, (source,), (cue,), (content,)), id_, "indirect", (source,), (person.id,), (cue,),
                (content,), "say", 0.9, _BY,
            )
        )  # fmt: skip
        mentions.append(mention)
        entities.append(person)
        blocks.append(Block("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    origin = Origin("marks.txt", "text/plain", text_hash(text), text_hash(text), len(text), "utf-8", "bench")
    document = Document(id_, text, origin, tuple(blocks), outlet="Outlet 1")
    return Record(document, tuple(mentions), tuple(entities), tuple(statements), "bench 1")


def _far_down(client: TestClient) -> str:
    """The place of the middle of the queue."""
    half = client.get("/review?format=json&limit=1").json()["page"]["total"] // 2
    (row,) = client.get(f"/review?format=json&limit=1&offset={half}").json()["page"]["rows"]
    return f"{row['doubt']}+{row['id']}"


def _page(client: TestClient, page: tuple[str, int | None], times: int, names: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds of a page; words and numbers in its address are others each time."""
    chance = random.Random(3)  # noqa: S311 (which words, not secrets)
    taken, used = [], []
    for address in _addresses(page[0], times + 1, names, chance):
        start, cpu = time.perf_counter(), time.process_time()
        client.get(address).raise_for_status()
        taken.append((time.perf_counter() - start) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    ordered = sorted(taken[1:])
    return {
        "p50 ms": round(statistics.median(ordered), 1),
        "p95 ms": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1),
        "cpu ms": round(statistics.median(used[1:]), 1),
        "asked for": page[1] or 0,
    }


def _addresses(address: str, number: int, names: Mapping[str, str], chance: random.Random) -> Iterator[str]:
    known = random.Random(7)  # noqa: S311 (the words that `invented` made)
    words = ["".join(known.choices("abdefgiklmnoprstuvz", k=known.randrange(3, 10))) for _ in range(1_000)]
    for _ in range(number):
        once = address.format(number=chance.randrange(1, 200), **names)
        while "WORD" in once:
            once = once.replace("WORD", chance.choice(words), 1)
        yield once


def _scripts(client: TestClient, address: str) -> int:
    """Bytes of all scripts of a page, with gzip."""
    page = client.get(address.replace("WORD", "ab")).text
    return sum(len(gzip.compress(client.get(source).content)) for source in _SCRIPT.findall(page))


def _heaviest(scripts: Mapping[str, int]) -> dict[str, object]:
    name = max(scripts, key=lambda page: scripts[page])
    return {"heaviest page": name, "bytes with gzip": scripts[name], "asked for": _MOST_SCRIPT}


if __name__ == "__main__":
    main()
