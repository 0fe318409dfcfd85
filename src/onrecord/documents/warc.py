"""WARC files: every stored response that is a page or a text is a report; the other records are passed over."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.documents.html import read_html
from onrecord.documents.metadata import Claims, web_address
from onrecord.documents.plain import read_plain
from onrecord.documents.streams import read_whole
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.config import Config
    from onrecord.model import Document

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain"})
_OK = 200
_HTTP_HEADER = 1_000_000  # bytes that a record may have beside its body
_ANSWER = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"


def read_warc(stream: BinaryIO, *, location: str, config: Config) -> Iterator[partial[Document]]:
    """One builder for each page or text.

    Raises:
        DocumentError: `malformed`, a record breaks off; `empty`, no record is a page or text. A builder raises what is
            wrong with its record.
    """
    found = False
    number = 0
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        for record in ArchiveIterator(stream, record_types=kinds, parse_http=False):
            number += 1
            build = _builder(record, location=f"{location}#record{number}", config=config)
            if build is not None:
                found = True
                yield build
    except (OSError, ValueError) as error:
        place = f"{location}#record{number + 1}"
        raise DocumentError(place, f"broken WARC record: {error}", code="malformed") from error
    if not found:
        raise DocumentError(location, "no record holds a page or a text", code="empty")


def _builder(record: Any, *, location: str, config: Config) -> partial[Document] | None:  # noqa: ANN401 - fastwarc is not typed
    """What reads a record; None for one that is neither a page nor a text."""
    raw = record.reader.read(config.max_bytes + _HTTP_HEADER + 1)
    # Apart from its archive, which does not end where a body cannot be unpacked.
    answers = ArchiveIterator(io.BytesIO(_ANSWER % len(raw) + raw), parse_http=False) if record.is_http else (record,)
    part = next(iter(answers))
    try:
        data = _body(part, raw, location=location, max_bytes=config.max_bytes)
    except (OSError, ValueError) as error:
        why = f"its body cannot be unpacked: {error}"
        return partial(_refuse, DocumentError(location, why, code="malformed"), location=location)
    except DocumentError as error:
        return partial(_refuse, error, location=location)
    if data is None:
        return None
    claims = Claims()
    claims.add("url", web_address(record.headers.get("WARC-Target-URI")), "warc")
    if record.record_date is not None:
        claims.add_day(record.record_date.date(), "warc")
    charset = part.http_charset if record.is_http else None
    page = _kind(part) in _PAGES
    return partial(_read_body, data, page=page, charset=charset, claims=claims, location=location, config=config)


def _body(part: Any, raw: bytes, *, location: str, max_bytes: int) -> bytes | None:  # noqa: ANN401 - as above
    """The unpacked body of a page or text, `raw` as far as it was read; None for anything else."""
    part.parse_http(auto_decode="all")
    if _kind(part) not in _PAGES | _TEXTS:
        return None
    if len(raw) > max_bytes + _HTTP_HEADER:
        raise DocumentError(location, f"larger than {max_bytes:,} bytes", code="too-large")
    return read_whole(part.reader if part.is_http else io.BytesIO(raw), location=location, max_bytes=max_bytes)


def _kind(record: Any) -> str:  # noqa: ANN401 - as above
    """The media type of a record that was answered with success; empty for any other."""
    if not record.is_http:
        return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if record.http_headers is None or record.http_headers.status_code != _OK:
        return ""
    return (record.http_content_type or "").strip().lower()


def _refuse(error: DocumentError, *, location: str) -> Document:
    raise DocumentError(location, error.why, code=error.code)


def _read_body(  # noqa: PLR0913 - what is known of a record
    data: bytes, *, page: bool, charset: str | None, claims: Claims, location: str, config: Config
) -> Document:
    if not data.strip():
        raise DocumentError(location, "no bytes but white space", code="empty")
    if page:
        return read_html(data, location=location, config=config, charset=charset, claims=claims)
    return read_plain(data, location=location, config=config, declared=charset, claims=claims)
