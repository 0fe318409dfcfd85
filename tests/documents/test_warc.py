from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from document_checks import check_all
from onrecord.config import Config
from onrecord.documents import Input, from_bytes, read
from onrecord.model import Document, Failure

CRAWL = Path(__file__).parents[1] / "golden" / "documents" / "crawl.warc"
CONFIG = Config()
NOTE = b"The ministry said on Tuesday that the crossing would open at noon."


def results_of(data: bytes, config: Config = CONFIG) -> list[Document | Failure]:
    return check_all(from_bytes(data, location="a.warc", config=config))


def record(body: bytes, *headers: tuple[str, str], packed: bool = False) -> bytes:
    """One stored response, in a gzip member of its own when `packed`."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    http = f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2031-06-01T00:00:00Z\r\n"
        "WARC-Target-URI: https://vale.example/a\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    data = head.encode() + http + b"\r\n\r\n"
    return gzip.compress(data, mtime=0) if packed else data


def test_pages_and_texts_are_read_and_the_rest_passed_over() -> None:
    page, note = results_of(CRAWL.read_bytes())
    assert isinstance(page, Document)
    assert page.title == "Invented report: Harvest begins late"
    assert page.url == page.key == "https://vale.example/harvest"
    assert page.origin.encoding == "cp1252"  # as the HTTP header says
    assert "“Nobody sold a sack before July,” the union’s head" in page.text
    assert page.origin.location == "a.warc#record1"
    assert isinstance(note, Document)
    assert note.origin.media_type == "text/plain"


def test_the_day_of_the_crawl_is_the_last_resort() -> None:
    page, note = results_of(CRAWL.read_bytes())
    assert isinstance(page, Document)
    assert isinstance(note, Document)
    assert str(page.published) == "2031-06-01"
    assert [claim.by for claim in page.claims if claim.field == "published"] == ["warc"]
    assert str(note.published) == "2031-06-03"


def test_packed_records_and_packed_bodies() -> None:
    plain = ("Content-Type", "text/plain")
    packed = record(gzip.compress(NOTE, mtime=0), plain, ("Content-Encoding", "gzip"), packed=True)
    first, second = results_of(packed + record(NOTE, plain, packed=True))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == second.text == NOTE.decode()


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b" ", [("Content-Type", "text/plain")], "empty"),
        (b"a\0b" * 9, [("Content-Type", "text/plain")], "binary"),
        (NOTE * 100, [("Content-Type", "text/plain")], "too-large"),
        (
            gzip.compress(b"a " * 90_000, mtime=0),
            [("Content-Type", "text/plain"), ("Content-Encoding", "gzip")],
            "too-large",
        ),
        (b"<html><nav>Home</nav></html>", [("Content-Type", "text/html")], "no-body"),
        (NOTE, [("Content-Type", "text/plain"), ("Content-Encoding", "gzip")], "malformed"),
        (gzip.compress(NOTE, mtime=0)[:-9], [("Content-Type", "text/plain"), ("Content-Encoding", "br")], "malformed"),
        (b"ffffffff\r\nabc", [("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked")], "malformed"),
    ],
)
def test_a_record_that_is_refused_and_the_next_is_read(body: bytes, headers: list[tuple[str, str]], code: str) -> None:
    data = record(body, *headers) + record(NOTE, ("Content-Type", "text/plain"))
    bad, good = results_of(data, Config(max_bytes=5_000))
    assert isinstance(bad, Failure)
    assert (bad.code, bad.location) == (code, "a.warc#record1")
    assert isinstance(good, Document)
    assert good.text == NOTE.decode()


def test_a_crawl_without_pages_is_empty() -> None:
    (result,) = results_of(record(b"\x89PNG", ("Content-Type", "image/png")))
    assert isinstance(result, Failure)
    assert result.code == "empty"


def test_a_crawl_that_breaks_off_gives_what_was_whole() -> None:
    data = gzip.compress(CRAWL.read_bytes() * 400)
    results = results_of(data[: len(data) // 2])
    assert isinstance(results[0], Document)
    assert isinstance(results[-1], Failure)
    assert results[-1].code == "malformed"


def test_a_crawl_from_a_pipe_that_cannot_seek() -> None:
    class Pipe(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            return super().read1(min(7, size or 7))

        def seek(self, offset: int, whence: int = 0, /) -> int:
            raise io.UnsupportedOperation(offset, whence)

        tell = seek  # type: ignore[assignment] # whatever it is called with

    results = check_all(read(Input("-"), config=CONFIG, stdin=Pipe(CRAWL.read_bytes())))
    assert [type(result) for result in results] == [Document, Document]
