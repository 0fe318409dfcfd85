"""Where the copies of a report come from: which was first, and which paragraphs each of the others added or cut."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.corpus.comparison import overlap
from onrecord.corpus.copies import body
from onrecord.corpus.wording import Wording
from onrecord.errors import NotInStoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.corpus.agencies import Agencies
    from onrecord.model import Document
    from onrecord.store import Reader

_KEPT = 0.5  # share of a paragraph's words that the other report has when it is not an addition


class Member(Struct, frozen=True):
    """A report of a group, beside the group's original.

    Attributes:
        document_id: the report.
        title: headline.
        outlet: who published it.
        url: its address.
        published: day of publication.
        agency: news agency that it credits.
        is_original: whether the others are measured by it.
        of_document: share of its words (three in a row) that the original has, 0 to 1.
        of_original: share of the original's words that it has.
        added: paragraphs that the original does not have, as they stand.
        cut: paragraphs of the original that it does not have.
    """

    document_id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: dt.date | None
    agency: str | None
    is_original: bool
    of_document: float
    of_original: float
    added: tuple[str, ...]
    cut: tuple[str, ...]


class Lineage(Struct, frozen=True):
    """A group of copies.

    Attributes:
        group_id: id of the first of them that was read; never changes.
        original_id: the one they come from, as far as the store knows: the report on the page of the agency that most
            of them credit, else the earliest by date, then the one that was read first.
        agency: the news agency that most of those that credit any do.
        members: the original first, then by date; at most as many as asked for.
        total: how many there are.
    """

    group_id: str
    original_id: str
    agency: str | None
    members: tuple[Member, ...]
    total: int


def lineage(reader: Reader, document_id: str, *, agencies: Agencies, limit: int = 100) -> Lineage:
    """The group that a report belongs to.

    Args:
        reader: the store.
        document_id: any report of the group.
        agencies: recognise an agency's own page and credits to it.
        limit: how many reports to compare, those read first.

    Raises:
        NotInStoreError: the report is not in the store, or has not been compared yet.
        VerifyError: a stored report was damaged.
    """
    rows = reader.select("SELECT group_id FROM copies WHERE document_id = ?", (document_id,))
    if not rows:
        raise NotInStoreError(document_id)
    group_id = str(rows[0][0])
    ids = [str(id_) for (id_,) in reader.select(_MEMBERS, (group_id,))]
    documents = [reader.record(id_).document for id_ in ids[:limit]]
    credits_ = [agencies.credited(document) for document in documents]
    agency = next((name for name, _ in Counter(c for c in credits_ if c).most_common(1)), None)
    original = _original(documents, agency, agencies)
    others = sorted(
        ((d, c) for d, c in zip(documents, credits_, strict=True) if d is not original), key=lambda pair: _when(pair[0])
    )
    ordered = [(original, credits_[documents.index(original)]), *others]
    members = tuple(_member(document, credit, original) for document, credit in ordered)
    return Lineage(group_id, original.id, agency, members, len(ids))


def _original(documents: Sequence[Document], agency: str | None, agencies: Agencies) -> Document:
    by_date = sorted(documents, key=_when)
    own = [document for document in by_date if agency is not None and agencies.own(document) == agency]
    return (own or by_date)[0]


def _when(document: Document) -> tuple[dt.date, dt.datetime]:
    """When a report appeared, for sorting; what is not known comes last."""
    last = dt.datetime.max.replace(tzinfo=dt.UTC)
    return document.published or dt.date.max, document.published_at or last


def _member(document: Document, agency: str | None, original: Document) -> Member:
    is_original = document is original
    mine, theirs = _wording(document), _wording(original)
    shared = overlap(mine, theirs)
    return Member(
        document.id, document.title, document.outlet, document.url, document.published, agency, is_original,
        of_document=1.0 if is_original else round(shared.of_one, 4),
        of_original=1.0 if is_original else round(shared.of_other, 4),
        added=() if is_original else tuple(_missing(document, theirs)),
        cut=() if is_original else tuple(_missing(original, mine)),
    )  # fmt: skip


def _wording(document: Document) -> Wording:
    start, end = body(document)
    return Wording(document.text[start:end])


def _missing(document: Document, other: Wording) -> Iterator[str]:
    """The paragraphs of which another text has not even half of the words; a shorter one is there or not as it is."""
    words = f" {' '.join(other.words)} "
    for block in document.blocks:
        if block.kind == "paragraph":
            text = document.block_text(block)
            paragraph = Wording(text)
            if paragraph.distinct:
                is_there = len(paragraph.distinct & other.distinct) >= _KEPT * len(paragraph.distinct)
            else:
                is_there = f" {' '.join(paragraph.words)} " in words
            if not is_there:
                yield text


_MEMBERS = "SELECT document_id FROM copies WHERE group_id = ? ORDER BY document_row"
