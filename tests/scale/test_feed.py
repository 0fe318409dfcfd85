from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from onrecord import documents
from onrecord.config import Config
from onrecord.documents import Input, Piece
from onrecord.model import Failure
from onrecord.scale.feed import Feed

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
CONFIG = Config()


def lines(folder: Path, name: str, *texts: str) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps({"text": t}) + "\n" for t in texts), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(GOLDEN.iterdir()), ids=lambda p: p.name)
def test_pieces_that_went_through_pickle_read_as_the_input_itself(path: Path) -> None:
    source = Input(str(path), path, path.stat().st_size)
    cuts = list(documents.cuts(source, config=CONFIG))
    reports = [c.report for c in cuts]
    sent = pickle.loads(pickle.dumps(reports))  # noqa: S301 - our own bytes
    read = [r.read() if isinstance(r, Piece) else r for r in sent]
    assert read == list(documents.read(source, config=CONFIG))
    assert [r.location for r in reports if isinstance(r, Piece)] == [
        d.location if isinstance(d, Failure) else d.origin.location
        for d, r in zip(read, reports, strict=True) if isinstance(r, Piece)
    ]  # fmt: skip
    assert all(r.size > 0 for r in reports if isinstance(r, Piece))
    assert cuts[-1].reached == path.stat().st_size


def test_batches_end_at_so_many_reports_or_bytes(tmp_path: Path) -> None:
    path = lines(tmp_path, "a.jsonl", "x", "y", "z" * 1000, "u", "v")
    feed = Feed(documents.discover([path]), CONFIG)
    numbers = []
    while batch := feed.batch(most=2, most_bytes=900):
        numbers.append([w.ticket.number for w in batch])
    assert numbers == [[1, 2], [3], [4, 5]]


def test_what_is_done_is_passed_over(tmp_path: Path) -> None:
    paths = [lines(tmp_path, name, "x", "y", "z") for name in ("a.jsonl", "b.jsonl", "c.jsonl")]
    done = {str(paths[0]): -1, str(paths[1]): 2}
    feed = Feed(documents.discover([*paths, "none"]), CONFIG, done=lambda source: done.get(source.location, 0))
    tickets = [w.ticket for w in feed]
    assert [(t.source.location if t.source else "", t.number) for t in tickets] == [
        (str(paths[1]), 3), *((str(paths[2]), n) for n in (1, 2, 3)), ("", 1),
    ]  # fmt: skip


def test_a_stop_ends_the_feed_before_the_next_report(tmp_path: Path) -> None:
    path, stopped = lines(tmp_path, "a.jsonl", "x", "y", "z"), [False]
    feed = iter(Feed(documents.discover([path]), CONFIG, stop=lambda: stopped[0]))
    next(feed)
    stopped[0] = True
    assert list(feed) == []
