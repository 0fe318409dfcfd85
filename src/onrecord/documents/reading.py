"""Reading one input: what it is, which reader it goes to, and refusals as values."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from onrecord.documents import remote
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A report that was cut out of its input and is not read yet. It pickles, so that another process can read it.

    Attributes:
        location: as in the document's origin.
        make: reads it; raises DocumentError.
        size: how many bytes it holds.
    """

    location: str
    make: Callable[[], Document]
    size: int

    def read(self) -> Document | Failure:
        """The report, or the failure that says why it was refused."""
        try:
            return self.make()
        except DocumentError as error:
            return failure(error)


class Cut(NamedTuple):
    """What comes next in an input.

    Attributes:
        report: a piece to read, a report that was read already, or a refusal.
        reached: bytes of the file, as it lies, that were taken up to here; 0 for standard input.
    """

    report: Piece | Document | Failure
    reached: int = 0


def cuts(source: Input, *, config: Config, stdin: BinaryIO | None = None) -> Iterator[Cut]:
    """Every report of an input as `read` gives it, in the same order and number, before the work of reading it."""
    if source.is_stdin:
        for report in _cut_stream(stdin or sys.stdin.buffer, location=source.location, config=config):
            yield Cut(report)
        return
    try:
        handle = source.path.open("rb") if source.path else remote.opened(source.location)
    except DocumentError as error:
        yield Cut(failure(error))
    except (FileNotFoundError, NotADirectoryError) as error:
        yield Cut(failure(DocumentError(source.location, error.strerror or "not there", code="not-found")))
    except (OSError, ValueError) as error:
        yield Cut(failure(DocumentError(source.location, str(error), code="unreadable")))
    else:
        with handle:
            reached = handle.tell if source.path is None or handle.seekable() else int
            for report in _cut_stream(handle, location=source.location, config=config):
                yield Cut(report, reached())


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
    for report, _ in cuts(source, config=config, stdin=stdin):
        yield report.read() if isinstance(report, Piece) else report


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
    for report in _cut_stream(io.BytesIO(data), location=location, config=config):
        yield report.read() if isinstance(report, Piece) else report


def _cut_stream(raw: BinaryIO, *, location: str, config: Config) -> Iterator[Piece | Document | Failure]:
    try:
        stream = open_stream(raw, location=location, max_bytes=config.max_bytes)
        kind = sniff(stream.peek(HEAD), location=location)
        for build in _builders(kind, stream, location=location, config=config):
            size = sum(len(part) for part in build.args if isinstance(part, bytes))
            piece = Piece(build.keywords["location"], build, size)
            # An entry of a feed holds on to the whole feed, which is too much to send about.
            yield piece.read() if kind == "feed" else piece
    except DocumentError as error:
        yield failure(error)


def _builders(kind: str, stream: BinaryIO, *, location: str, config: Config) -> Iterator[partial[Document]]:
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
