"""WARC files: every stored response that is a page or a text is a report; the other records are passed over."""

from __future__ import annotations

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


def read_warc(stream: BinaryIO, *, location: str, config: Config) -> Iterator[partial[Document]]:
    """One builder for each page or text.

    Raises:
        DocumentError: `malformed`, a record breaks off; `empty`, no record is a page or text. A builder raises what is
            wrong with its record.
    """
    found = False
    number = 0
    try:
        for record in ArchiveIterator(
            stream,
            record_types=WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion,
            parse_http=True,
            auto_decode="all",
        ):
            number += 1
            if _kind(record) in _PAGES | _TEXTS:
                found = True
                yield _builder(record, location=f"{location}#record{number}", config=config)
    except (OSError, ValueError) as error:
        place = f"{location}#record{number + 1}"
        raise DocumentError(place, f"broken WARC record: {error}", code="malformed") from error
    if not found:
        raise DocumentError(location, "no record holds a page or a text", code="empty")


def _kind(record: Any) -> str:  # noqa: ANN401 - fastwarc is not typed
    """The media type of a record that was answered with success; empty for any other."""
    if not record.is_http:
        return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if record.http_headers is None or record.http_headers.status_code != _OK:
        return ""
    return (record.http_content_type or "").strip().lower()


def _builder(record: Any, *, location: str, config: Config) -> partial[Document]:  # noqa: ANN401 - as above
    try:
        data = read_whole(record.reader, location=location, max_bytes=config.max_bytes)
    except (OSError, ValueError) as error:
        why = f"its body cannot be unpacked: {error}"
        return partial(_refuse, DocumentError(location, why, code="malformed"), location=location)
    except DocumentError as error:
        return partial(_refuse, error, location=location)
    claims = Claims()
    claims.add("url", web_address(record.headers.get("WARC-Target-URI")), "warc")
    if record.record_date is not None:
        claims.add_day(record.record_date.date(), "warc")
    charset = record.http_charset if record.is_http else None
    page = _kind(record) in _PAGES
    return partial(_read_body, data, page=page, charset=charset, claims=claims, location=location, config=config)


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
