"""Reading one input: what it is, which reader it goes to, and refusals as values."""

from __future__ import annotations

import io
import sys
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from onrecord.documents.failures import failure
from onrecord.documents.feed import read_feed
from onrecord.documents.html import read_html
from onrecord.documents.jsonl import read_file, read_lines
from onrecord.documents.plain import read_plain
from onrecord.documents.sniff import sniff
from onrecord.documents.streams import HEAD, open_stream, read_whole
from onrecord.documents.warc import read_warc
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.config import Config
    from onrecord.documents.sources import Input
    from onrecord.model import Document, Failure


def read(source: Input, *, config: Config, stdin: BinaryIO | None = None) -> Iterator[Document | Failure]:
    """Every report of an input, one after the other; archives and WARC files are streamed.

    Args:
        source: what to read, from `discover`.
        config: limits and field names.
        stdin: what `-` stands for; the process's own standard input by default.

    Yields:
        Document: a report.
        Failure: a report or a whole input that was refused, with a code of `onrecord.errors.DOCUMENT_CODES`. Nothing is
            raised for bad input.
    """
    if source.path is None:
        yield from _read_stream(stdin or sys.stdin.buffer, location=source.location, config=config)
        return
    try:
        handle = source.path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        yield failure(DocumentError(source.location, error.strerror or "not there", code="not-found"))
    except (OSError, ValueError) as error:
        yield failure(DocumentError(source.location, str(error), code="unreadable"))
    else:
        with handle:
            yield from _read_stream(handle, location=source.location, config=config)


def from_bytes(data: bytes, *, location: str, config: Config) -> Iterator[Document | Failure]:
    """Every report in some bytes; the kind is told by content, then by the ending of `location`.

    Args:
        data: a file's content, packed with gzip or not.
        location: what to call it.
        config: limits and field names.

    Yields:
        Document: a report.
        Failure: as for `read`.
    """
    return _read_stream(io.BytesIO(data), location=location, config=config)


def _read_stream(raw: BinaryIO, *, location: str, config: Config) -> Iterator[Document | Failure]:
    """The one place where refusals become values."""
    try:
        for build in _builders(raw, location=location, config=config):
            try:
                result: Document | Failure = build()
            except DocumentError as error:
                result = failure(error)
            yield result
    except DocumentError as error:
        yield failure(error)


def _builders(raw: BinaryIO, *, location: str, config: Config) -> Iterator[Callable[[], Document]]:
    stream = open_stream(raw, location=location, max_bytes=config.max_bytes)
    kind = sniff(stream.peek(HEAD), location=location)
    if kind == "jsonl":
        yield from read_lines(stream, location=location, config=config)
    elif kind == "json":
        yield from read_file(stream, location=location, config=config)
    elif kind == "feed":
        yield from read_feed(stream, location=location, config=config)
    elif kind == "warc":
        yield from read_warc(stream, location=location, config=config)
    else:
        data = read_whole(stream, location=location, max_bytes=config.max_bytes)
        reader = read_html if kind == "html" else read_plain
        yield partial(reader, data, location=location, config=config)
