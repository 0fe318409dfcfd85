"""How long the pages of review take over a store with many statements.

    python -m bench.review --statements 100000

Makes a store of invented reports, each with the same number of statements, gives it a log, and asks each page
`--times` times. Writes one JSON object: milliseconds at the median and at the 95th percentile for each page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from onrecord import store as stores
from onrecord.model import (
    Block,
    Document,
    Entity,
    Evidence,
    Mention,
    Origin,
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
from onrecord.review.changes import Signed, accept, reject
from onrecord.web import Settings, create_app

A_REPORT = 20  # statements
BY_HAND = Provenance(stage="bench", rule="made", version="0")


def made(number: int, chance: random.Random) -> Record:
    """A report of invented statements."""
    lines = [f"Person {chance.randrange(500)} said that road {number}-{n} would be closed." for n in range(A_REPORT)]
    text = "\n".join(lines)
    key = f"report-{number}"
    id_ = document_id(text=text, url=None, outlet="Bench", published=dt.date(2024, 1, 1))
    origin = Origin(key, "text/plain", text_hash(text), text_hash(text), len(text), "utf-8", "bench")
    mentions, entities, statements, blocks, at = [], [], [], [], 0
    for line in lines:
        who = line.partition(" said")[0]
        name, cue, content = ((at, len(who)), (at + len(who) + 1, 4), (at + len(who) + 11, len(line) - len(who) - 12))
        source, said, told = (Evidence.of(text, start, start + length) for start, length in (name, cue, content))
        mention = Mention(mention_id(id_, "person", source), id_, "person", source, BY_HAND)
        entity = Entity(entity_id(id_, "person", mention.id), id_, "person", who, (mention.id,), BY_HAND)
        sid = statement_id(id_, (source,), (said,), (told,))
        statements.append(
            Statement(sid, id_, "indirect", (source,), (entity.id,), (said,), (told,), "say", chance.random(), BY_HAND)
        )
        mentions.append(mention)
        entities.append(entity)
        blocks.append(Block("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    document = Document(
        id_, text, origin, tuple(blocks), title=key, outlet="Bench", published=dt.date(2024, 1, 1), key=key
    )
    return Record(document, tuple(mentions), tuple(entities), tuple(statements), "bench 1")


def main() -> None:
    """Make the store, ask the pages, write the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--reviewed", type=int, default=200, help="reports with entries in the log")
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    chance = random.Random(1)  # noqa: S311 (invented text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite"
        with stores.open(path, mode="write") as store:
            ids = [store.write(made(n, chance)).document_id for n in range(asked.statements // A_REPORT)]
            start = time.perf_counter()
            for number, id_ in enumerate(ids[: asked.reviewed]):
                reviewed = store.reviewed(id_)
                at = dt.datetime(2024, 1, 2, tzinfo=dt.UTC) + dt.timedelta(seconds=number)
                verdict = accept if number % 2 else reject
                store.review([verdict(reviewed, reviewed.findings[0].finding.id, Signed("Kim", at))])
            taken = (time.perf_counter() - start) * 1000 / max(1, asked.reviewed)
        client = TestClient(create_app(Settings(store=path, query_seconds=600)), base_url="http://127.0.0.1")
        first = client.get("/review?format=json").json()["page"]["rows"][0]["id"]
        pages = {
            "queue": "/review", "queue of statements": "/review?kind=statement", "far": "/review?offset=50000",
            "finding": f"/review/findings/{first}", "log": "/review/log", "agreement": "/review/agreement",
        }  # fmt: skip
        figures = {name: _figures(client, address, asked.times) for name, address in pages.items()}
    told = {"statements": len(ids) * A_REPORT, "one entry, ms": round(taken, 1), "pages, ms": figures}
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def _figures(client: TestClient, address: str, times: int) -> dict[str, float]:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        client.get(address).raise_for_status()
        taken.append((time.perf_counter() - start) * 1000)
    return {
        "median": round(statistics.median(taken), 1),
        "p95": round(sorted(taken)[max(0, int(times * 0.95) - 1)], 1),
    }


if __name__ == "__main__":
    main()
