"""A report as read: its text, its parts and what it says of itself."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from onrecord.model.ids import make_id, text_hash
from onrecord.model.span import Span

BlockKind = Literal["headline", "byline", "dateline", "heading", "paragraph", "caption", "boilerplate"]

#: Blocks that are read for statements; the others are metadata.
READ_KINDS: frozenset[BlockKind] = frozenset({"headline", "heading", "paragraph", "caption"})

MetadataField = Literal["title", "byline", "outlet", "url", "published", "language"]


class Block(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the text. Blocks are in text order, do not overlap and have no blank edges."""

    kind: BlockKind
    span: Span


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    """What one part of the input says about the report, such as `published` = 2023-02-24 by `json-ld`."""

    field: MetadataField
    value: str
    by: str


class Origin(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the text came from.

    Attributes:
        location: path as given, URL, or `-`; with `#line` or `#record` for one of several in a file.
        media_type: what the bytes were taken for.
        bytes_sha256: SHA-256 of the bytes of this report (of its line or record where a file holds several).
        text_sha256: SHA-256 of `Document.text` as UTF-8.
        size: number of those bytes.
        encoding: the codec that decoded them; for plain text, decoding again gives `Document.text` exactly.
        extractor: what made text of them, with its version, such as `trafilatura 2.0.0`.
    """

    location: str
    media_type: str
    bytes_sha256: str
    text_sha256: str
    size: int
    encoding: str
    extractor: str


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """One report. `text` is never changed after this; every span counts its code points.

    Attributes:
        id: hash of url, outlet, publication date and text.
        text: the report as published.
        origin: bytes, text and extractor.
        blocks: the parts of `text`, in order.
        title: headline, without a trailing line break.
        byline: authors as printed, without a leading "By".
        outlet: who published it.
        url: canonical address.
        published: day of publication, as the report states it.
        published_at: the moment of publication, when stated with a time zone.
        language: ISO 639-1.
        key: what stays the same when the report is edited (URL, archive id or location); links versions.
        claims: every statement of metadata found, also those that lost.
    """

    id: str
    text: str
    origin: Origin
    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    language: str | None = None
    key: str | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def disagreements(self) -> dict[str, tuple[Claim, ...]]:
        """The metadata fields for which the report's parts say different things."""
        fields: dict[str, list[Claim]] = {}
        for claim in self.claims:
            fields.setdefault(claim.field, []).append(claim)
        return {name: tuple(cs) for name, cs in fields.items() if len({c.value.casefold() for c in cs}) > 1}

    def block_text(self, block: Block) -> str:
        """The words of a block."""
        return self.text[block.span.start : block.span.end]


def document_id(*, text: str, url: str | None, outlet: str | None, published: dt.date | None) -> str:
    """The id of a report: the same text from the same place is the same report, whatever file it was read from."""
    return make_id("d", url or "", outlet or "", published.isoformat() if published else "", text_hash(text))
