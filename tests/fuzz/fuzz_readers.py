"""Seeded mutation fuzzing of the readers: only Documents and refusals may come out.

    python tests/fuzz/fuzz_readers.py --reader html --count 10000 --seed 0

prints one line for each reader: inputs, documents, refusals by code, crashes. A crash is printed with the number of its
input, and `--only NUMBER` runs that one again. Exit code 1 when there was one.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import sys
import time
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by itself, this file finds the checks that the tests share

from document_checks import check_all, check_plain
from onrecord.config import Config
from onrecord.documents import from_bytes
from onrecord.documents.failures import failure
from onrecord.documents.feed import read_feed
from onrecord.documents.html import read_html
from onrecord.documents.jsonl import read_lines
from onrecord.documents.plain import read_plain
from onrecord.documents.warc import read_warc
from onrecord.errors import DocumentError
from onrecord.model import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parents[1] / "golden" / "documents"
CONFIG = Config(any_language=True, max_bytes=200_000, max_chars=100_000)
LOCATION = "fuzz"

#: Pieces that trip readers: quotes, marks of direction and order, broken sequences, nesting, limits.
PIECES = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xe2\x80\x8f", b"\xe2\x80\xa8", b"\xc2\xa0",
    b"\xf0\x9f\x98\x80", b"\x1f\x8b", b"\r", b"\r\n\r\n", b"''", b"\xe2\x80\x9c", b"\x93", b'"', b"\\ud800", b"\\u0000",
    b"<", b"</", b"<!--", b"<![CDATA[", b"]]>", b"&#x110000;", b"&#0;", b"&amp;", b"<!ENTITY a 'b'>", b"&a;",
    b"<div>" * 300, b"[" * 2000, b'{"a":' * 500, b"<table><tr><td>", b"<p>", b"<br>", b"<script>", b"{}", b"null",
    b"1e999", b"9" * 400, b"-1", b"WARC/1.1\r\n", b"Content-Length: 0\r\n", b"Content-Length: 99999999999\r\n",
    b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"charset=utf-16", b"charset=base64",
    b"MOSCOW, Feb 29 (AP) - ", b"By ", b"31/02/2023", b"0000-00-00", b"2023-02-24T25:61:00+99:99",
    b"<base href='//['>", b"<link rel=canonical href='http://[::1'>", b"<html lang=''>", b"<time datetime=''>",
)  # fmt: skip


def read_any(data: bytes) -> Iterator[Document | Failure]:
    """As the command line reads it, the kind told by the content."""
    return from_bytes(data, location=LOCATION, config=CONFIG)


def forced(build: Callable[[bytes], Iterator[Callable[[], Document]]], data: bytes) -> Iterator[Document | Failure]:
    """As one reader reads it, whatever it is."""
    try:
        for one in build(data):
            try:
                yield one()
            except DocumentError as error:
                yield failure(error)
    except DocumentError as error:
        yield failure(error)


def _plain(data: bytes) -> Iterator[Callable[[], Document]]:
    def one() -> Document:
        document = read_plain(data, location=LOCATION, config=CONFIG)
        check_plain(document, data)
        return document

    yield one


def _html(data: bytes) -> Iterator[Callable[[], Document]]:
    yield partial(read_html, data, location=LOCATION, config=CONFIG)


def _jsonl(data: bytes) -> Iterator[Callable[[], Document]]:
    return read_lines(io.BytesIO(data), location=LOCATION, config=CONFIG)


def _feed(data: bytes) -> Iterator[Callable[[], Document]]:
    return read_feed(io.BytesIO(data), location=LOCATION, config=CONFIG)


def _warc(data: bytes) -> Iterator[Callable[[], Document]]:
    return read_warc(io.BytesIO(data), location=LOCATION, config=CONFIG)


#: Reader → how it is called, and the samples that are mutated for it.
READERS: dict[str, tuple[Callable[[bytes], Iterator[Callable[[], Document]]], tuple[str, ...]]] = {
    "plain": (_plain, ("report.txt",)),
    "html": (_html, ("report.html",)),
    "jsonl": (_jsonl, ("archive.jsonl",)),
    "feed": (_feed, ("feed.xml", "atom.xml")),
    "warc": (_warc, ("crawl.warc",)),
}


def mutate(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """A sample with one to eight random changes: bytes, pieces, cuts, repeats, splices with another sample."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(changed) + 1)
        to = min(len(changed), at + rng.choice((1, 2, 8, 40, 400)))
        match rng.randrange(8):
            case 0 | 1:
                changed[at:at] = rng.choice(PIECES)
            case 2:
                del changed[at:to]
            case 3:
                changed[at:to] = rng.randbytes(to - at)
            case 4:
                changed[at:at] = changed[at:to] * rng.randint(1, 6)
            case 5:
                other = rng.choice(others)
                start = rng.randrange(len(other))
                changed[at:to] = other[start : start + rng.choice((4, 40, 400))]
            case 6 if at < len(changed):
                changed[at] ^= 1 << rng.randrange(8)
            case _:
                del changed[at + rng.choice((0, len(changed))) :]
    return wrap(bytes(changed), rng)


def wrap(data: bytes, rng: random.Random) -> bytes:
    """The same in another encoding, or gzip-ed and damaged, one time in twenty each."""
    match rng.randrange(20):
        case 0:
            codec = rng.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig"))
            return data.decode("utf-8", "replace").encode(codec, "replace")
        case 1:
            packed = bytearray(gzip.compress(data, 1, mtime=0))
            packed[rng.randrange(len(packed))] ^= rng.choice((0, 1, 255))
            return bytes(packed)
        case _:
            return data


def inputs(reader: str, *, count: int, seed: int) -> Iterator[bytes]:
    """The inputs of a run: the same for the same seed."""
    rng = random.Random(f"{reader}/{seed}")  # noqa: S311 - repeatable, nothing secret
    samples = [(SAMPLES / name).read_bytes() for name in READERS[reader][1]]
    others = [path.read_bytes() for path in sorted(SAMPLES.iterdir())]
    for _ in range(count):
        yield mutate(rng.choice(samples), rng, others)


def run(reader: str, data: bytes) -> Counter[str]:
    """What came of one input, read by its reader and by whichever reader the content asks for.

    Raises:
        AssertionError: a result does not hold.
        Exception: whatever a reader let through.
    """
    outcome: Counter[str] = Counter()
    for results in (forced(READERS[reader][0], data), read_any(data)):
        for result in check_all(results):
            outcome["document" if isinstance(result, Document) else result.code] += 1
    return outcome


def main() -> int:
    """Fuzz one reader or all of them."""
    parser = argparse.ArgumentParser(description="Seeded mutation fuzzing of the readers.")
    parser.add_argument("--reader", choices=[*READERS, "all"], default="all")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument(
        "--minutes", type=float, help="go on for so long with each reader, with one seed after the other"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="run this input of the run alone")
    options = parser.parse_args()
    crashed = 0
    for reader in READERS if options.reader == "all" else (options.reader,):
        seed, end = options.seed, time.monotonic() + 60 * (options.minutes or 0)
        crashed += fuzz(reader, count=options.count, seed=seed, only=options.only)
        while time.monotonic() < end:
            seed += 1
            crashed += fuzz(reader, count=options.count, seed=seed, only=options.only)
    return 1 if crashed else 0


def fuzz(reader: str, *, count: int, seed: int, only: int | None) -> int:
    """Fuzz a reader with the inputs of one seed; returns how many broke it."""
    outcome: Counter[str] = Counter()
    for number, data in enumerate(inputs(reader, count=count, seed=seed)):
        if only not in {None, number}:
            continue
        try:
            outcome += run(reader, data)
        except Exception:  # noqa: BLE001 - finding any of them is what this is for
            outcome["CRASH"] += 1
            print(f"{reader} input {number}, seed {seed}:\n{traceback.format_exc(limit=-4)}")  # noqa: T201 - a script
    counts = ", ".join(f"{name} {found}" for name, found in sorted(outcome.items()))
    print(f"{reader}: {count} inputs, seed {seed}: {counts}", flush=True)  # noqa: T201 - a script
    return outcome["CRASH"]


if __name__ == "__main__":
    sys.exit(main())
