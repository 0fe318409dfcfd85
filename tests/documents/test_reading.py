from __future__ import annotations

import gzip
import io
import os
import threading
from pathlib import Path

import pytest

from document_checks import check_all
from onrecord.config import Config
from onrecord.documents import Input, discover, from_bytes, read
from onrecord.errors import DOCUMENT_CODES
from onrecord.model import Document, Failure

GOLDEN = Path(__file__).parents[1] / "golden" / "documents"
CONFIG = Config()
REPORT = (GOLDEN / "report.txt").read_bytes()

#: A way to reach every refusal: the name of a file and what is in it.
REFUSED = {
    "empty": ("a.txt", b" \r\n\t"),
    "too-large": ("a.txt", b"word " * 4_000_000),
    "too-deep": ("a.html", b"<html>" + b"<div>" * 300),
    "binary": ("a.txt", b"%PDF-1.7\n" + REPORT),
    "bad-encoding": ("a.txt", "“Talks” – he said – ended".encode() + b"\xff"),
    "not-english": ("a.txt", "Министр заявил в понедельник, что переговоры продолжатся в июне. ".encode() * 3),
    "malformed": ("a.jsonl", b'{"text": '),
    "no-body": ("a.html", b"<html><body><nav>Home</nav></body></html>"),
    "missing-field": ("a.jsonl", b'{"words": "a"}'),
}


@pytest.mark.parametrize("code", [*REFUSED])
def test_every_refusal(code: str, tmp_path: Path) -> None:
    name, data = REFUSED[code]
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = discover([path])
    assert isinstance(found, Input)
    (result,) = check_all(read(found, config=CONFIG))
    assert isinstance(result, Failure)
    assert result.code == code


def test_a_file_that_is_gone_or_not_a_file(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.txt", "not-found"), (tmp_path, "unreadable")):
        (result,) = check_all(read(Input(str(path), path), config=CONFIG))
        assert isinstance(result, Failure)
        assert result.code == code
    assert {*REFUSED, "not-found", "unreadable"} == set(DOCUMENT_CODES)


def test_a_disk_that_fails_while_reading() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:  # noqa: ARG002 - nothing is put into it
            raise OSError(5, "Input/output error")

    (result,) = check_all(read(Input("-"), config=CONFIG, stdin=io.BufferedReader(Broken())))
    assert isinstance(result, Failure)
    assert (result.code, result.location) == ("unreadable", "-")


def test_errors_of_the_program_are_not_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("onrecord.documents.plain.structure", fail)
    with pytest.raises(MemoryError):
        list(from_bytes(REPORT, location="a.txt", config=CONFIG))


def test_a_folder_of_every_kind() -> None:
    documents: list[Document] = []
    for found in discover([GOLDEN]):
        assert isinstance(found, Input)
        documents += [result for result in check_all(read(found, config=CONFIG)) if isinstance(result, Document)]
    kinds = {document.origin.media_type for document in documents}
    assert kinds == {
        "text/plain",
        "text/html",
        "application/json",
        "application/rss+xml",
        "application/atom+xml",
    }
    assert len({document.id for document in documents}) == len(documents) == 9


@pytest.mark.parametrize("name", ["report.txt", "report.html", "archive.jsonl", "feed.xml", "atom.xml", "crawl.warc"])
def test_the_kind_is_told_by_the_content_and_packing_changes_nothing(name: str) -> None:
    data = (GOLDEN / name).read_bytes()
    as_named = check_all(from_bytes(data, location="x", config=CONFIG))
    assert check_all(from_bytes(gzip.compress(data), location="x", config=CONFIG))[0] == as_named[0]
    assert isinstance(as_named[0], Document)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(REPORT)

    monkeypatch.setattr("sys.stdin", Stdin())
    (document,) = check_all(read(Input("-"), config=CONFIG))
    assert isinstance(document, Document)
    assert document.origin.location == document.key == "-"


def test_reports_come_out_while_the_archive_is_still_being_written() -> None:
    here, there = os.pipe()
    line = b'{"text": "The crossing will open in June, the minister said.", "x": "' + b"." * 70_000 + b'"}\n'
    first_read = threading.Event()

    def write() -> None:
        with os.fdopen(there, "wb", buffering=0) as pipe:
            pipe.write(line * 2)
            first_read.wait(60)
            pipe.write(line)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(here, "rb") as pipe:
        results = read(Input("-"), config=CONFIG, stdin=pipe)
        assert isinstance(next(results), Document)  # while the writer waits
        first_read.set()
        assert len(list(results)) == 2
    writer.join()


def test_a_damaged_or_exploding_gzip_file_is_refused() -> None:
    packed = gzip.compress(REPORT)
    bomb = gzip.compress((b" " * 90_000 + b"\n") * 400)
    for data, location, code in (
        (packed[:-9], "a.txt.gz", "malformed"),
        (packed[:20] + b"\0" * 20 + packed[40:], "a.txt.gz", "malformed"),
        (gzip.compress(packed), "a.txt.gz", "binary"),
        (gzip.compress(b"a " * 20_000_000), "a.txt.gz", "too-large"),
        (bomb, "a.jsonl.gz", "too-large"),
    ):
        config = Config(max_bytes=100_000)
        last = check_all(from_bytes(data, location=location, config=config))[-1]
        assert isinstance(last, Failure)
        assert last.code == code
