from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from onrecord.watch.archive import Archive, Place
from onrecord.watch.fetch import Exchange

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2024, 5, 6)
EXCHANGE = Exchange(
    "http://news.example/a?b=1", "192.0.2.1", dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC),
    (("Host", "news.example"), ("User-Agent", "onrecord")), 200, "OK",
    (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")), b"<p>Words.",
)  # fmt: skip


def _unnoted(_name: str, _size: int) -> None:
    """Nobody remembers."""


def test_request_and_answer_are_written_as_they_were(tmp_path: Path) -> None:
    with Archive(tmp_path, sizes=lambda _: None, note=_unnoted) as archive:
        place = archive.add([EXCHANGE], today=DAY)
    assert place.end == (tmp_path / place.name).stat().st_size
    with (tmp_path / place.name).open("rb") as file:
        found = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), str(record.http_headers), body)
            for record in ArchiveIterator(file)
            for body in (record.raw_stream.read(),)
        ]
    assert [kind for kind, *_ in found] == ["warcinfo", "response", "request"]
    _, (_, url, answer, body), (_, _, request, _) = found
    assert (url, body) == (EXCHANGE.url, b"<p>Words.")
    assert answer == "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n"
    assert request == "GET /a?b=1 HTTP/1.1\r\nHost: news.example\r\nUser-Agent: onrecord\r\n"


def test_each_day_has_a_file_that_goes_on(tmp_path: Path) -> None:
    sizes: dict[str, int] = {}
    for _ in range(2):
        with Archive(tmp_path, sizes=sizes.get, note=sizes.__setitem__) as archive:
            for day in (DAY, DAY + dt.timedelta(days=1)):
                place = archive.add([EXCHANGE], today=day)
                sizes[place.name] = place.end
    assert sorted(p.name for p in tmp_path.glob("*.gz")) == ["watch-20240506.warc.gz", "watch-20240507.warc.gz"]
    for path in tmp_path.glob("*.gz"):
        with path.open("rb") as file:
            assert [r.rec_type for r in ArchiveIterator(file)] == ["warcinfo", *["response", "request"] * 2]


@pytest.mark.parametrize("torn", [1, 20, 300])
def test_what_a_crash_left_is_cut_off(tmp_path: Path, torn: int) -> None:
    with Archive(tmp_path, sizes=lambda _: None, note=_unnoted) as archive:
        first = archive.add([EXCHANGE], today=DAY)
        archive.add([EXCHANGE], today=DAY)
    path = tmp_path / first.name
    os.truncate(path, first.end + torn)
    with Archive(tmp_path, sizes={first.name: first.end}.get, note=_unnoted) as archive:
        second = archive.add([EXCHANGE], today=DAY)
    assert (second.name, second.start) == (first.name, first.end)
    with path.open("rb") as file:
        assert [r.rec_type for r in ArchiveIterator(file)] == ["warcinfo", *["response", "request"] * 2]


@pytest.mark.parametrize("noted", [None, 10_000_000])
def test_a_file_that_is_not_ours_or_lost_its_end_is_left_as_it_is(tmp_path: Path, noted: int | None) -> None:
    path = tmp_path / "watch-20240506.warc.gz"
    path.write_bytes(b"others'")
    with Archive(tmp_path, sizes=lambda name: noted if name == path.name else None, note=_unnoted) as archive:
        assert archive.add([EXCHANGE], today=DAY).name == "watch-20240506-1.warc.gz"
    assert path.read_bytes() == b"others'"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    sizes: dict[str, int] = {}
    with Archive(tmp_path, sizes=sizes.get, note=sizes.__setitem__) as archive:
        place = archive.add([EXCHANGE], today=DAY)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(OSError, match="No space"):
                archive.add([EXCHANGE], today=DAY)
        assert (tmp_path / place.name).stat().st_size == place.end
        assert archive.add([EXCHANGE], today=DAY).start == place.end


def test_what_is_lost_is_told(tmp_path: Path) -> None:
    with Archive(tmp_path, sizes=lambda _: None, note=_unnoted) as archive:
        place: Place = archive.add([EXCHANGE], today=DAY)
        assert archive.read(place.name, place.start, place.size).startswith(b"\x1f\x8b")
        with pytest.raises(OSError, match="ends before byte"):
            archive.read(place.name, place.start, 10_000_000)
