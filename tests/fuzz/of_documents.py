"""The readers of documents: only Documents and refusals come out, and each Document holds."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from document_checks import check_all, check_plain
from onrecord.config import Config
from onrecord.documents import from_bytes
from onrecord.documents.failures import failure
from onrecord.documents.feed import read_feed
from onrecord.documents.html import read_html
from onrecord.documents.jsonl import read_file, read_lines
from onrecord.documents.plain import read_plain
from onrecord.documents.warc import read_warc
from onrecord.errors import DocumentError
from onrecord.model import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

CONFIG = Config(any_language=True, max_bytes=200_000, max_chars=100_000)
LOCATION = "fuzz"


def read_any(data: bytes, _: Path) -> bool:
    """As the command line reads it, the kind told by the content."""
    return _taken(from_bytes(data, location=LOCATION, config=CONFIG))


def plain(data: bytes, _: Path) -> bool:
    """As plain text."""

    def one() -> Document:
        document = read_plain(data, location=LOCATION, config=CONFIG)
        check_plain(document, data)
        return document

    return _taken(_built([one]))


def html(data: bytes, _: Path) -> bool:
    """As a page."""
    return _taken(_built([partial(read_html, data, location=LOCATION, config=CONFIG)]))


def json_file(data: bytes, _: Path) -> bool:
    """As one object or array."""
    return _taken(_built(read_file(io.BytesIO(data), location=LOCATION, config=CONFIG)))


def jsonl(data: bytes, _: Path) -> bool:
    """As an archive in lines."""
    return _taken(_built(read_lines(io.BytesIO(data), location=LOCATION, config=CONFIG)))


def feed(data: bytes, _: Path) -> bool:
    """As a feed."""
    return _taken(_built(read_feed(io.BytesIO(data), location=LOCATION, config=CONFIG)))


def warc(data: bytes, _: Path) -> bool:
    """As a WARC file."""
    return _taken(_built(read_warc(io.BytesIO(data), location=LOCATION, config=CONFIG)))


def _built(builders: Iterable[Callable[[], Document]]) -> Iterator[Document | Failure]:
    for build in builders:
        try:
            yield build()
        except DocumentError as error:
            yield failure(error)


def _taken(results: Iterable[Document | Failure]) -> bool:
    return any(isinstance(result, Document) for result in check_all(results))
