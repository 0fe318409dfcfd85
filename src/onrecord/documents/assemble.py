"""The last step of every reader: from text, blocks and claims to a Document."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from onrecord.documents import language
from onrecord.documents.blocks import is_blank
from onrecord.errors import DocumentError
from onrecord.model import READ_KINDS, Document, Origin, document_id, text_hash

if TYPE_CHECKING:
    from onrecord.config import Config
    from onrecord.documents.blocks import Body
    from onrecord.documents.metadata import Claims


class Raw(NamedTuple):
    """The bytes of one report.

    Attributes:
        data: its bytes; of its line or record where a file holds several.
        location: where they lie.
        media_type: what they were taken for.
        encoding: the codec that decoded them.
        extractor: what made text of them, with its version.
    """

    data: bytes
    location: str
    media_type: str
    encoding: str
    extractor: str


def assemble(raw: Raw, body: Body, *, claims: Claims, config: Config, key: str | None = None) -> Document:
    """The Document.

    Args:
        raw: the bytes and how they were read.
        body: `Document.text` and its blocks.
        claims: what was found about it; the language is added here.
        config: limits, and whether any language will do.
        key: what stays the same when the report is edited; the URL or the location by default.

    Raises:
        DocumentError: `empty`, `too-large` or `not-english`.
    """
    text = body.text
    if is_blank(text):
        raise DocumentError(raw.location, "no words in it", code="empty")
    if len(text) > config.max_chars:
        why = f"{len(text):,} characters, more than {config.max_chars:,}"
        raise DocumentError(raw.location, why, code="too-large")
    found = _identify(body)
    if found:
        claims.add("language", found, "detected")
    if found not in {None, "en"} and not config.any_language:
        raise DocumentError(raw.location, f"its language is {found!r}, by its letters", code="not-english")
    url, outlet, published = claims.settle("url"), claims.settle("outlet"), claims.day()
    return Document(
        id=document_id(text=text, url=url, outlet=outlet, published=published),
        text=text,
        origin=_origin(raw, text),
        blocks=body.blocks,
        title=claims.settle("title"),
        byline=claims.settle("byline"),
        outlet=outlet,
        url=url,
        published=published,
        published_at=claims.moment(),
        language=found or claims.settle("language"),
        key=key or url or raw.location,
        claims=claims.all(),
    )


def _identify(body: Body) -> str | None:
    read = " ".join(body.text[b.span.start : b.span.end] for b in body.blocks if b.kind in READ_KINDS)
    return language.identify(read or body.text)


def _origin(raw: Raw, text: str) -> Origin:
    return Origin(
        location=raw.location,
        media_type=raw.media_type,
        bytes_sha256=hashlib.sha256(raw.data).hexdigest(),
        text_sha256=text_hash(text),
        size=len(raw.data),
        encoding=raw.encoding,
        extractor=raw.extractor,
    )
