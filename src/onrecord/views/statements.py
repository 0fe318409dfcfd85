"""Statements as plain rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.store.rows import document_row, from_columns, statement_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Record
    from onrecord.store import Reader


class StatementView(Struct, frozen=True):
    """A statement with what a reader wants to know about its report.

    Several speakers, codes or sources stand in one field, separated by "; "; pieces of a split quotation by " … ".

    Attributes:
        id: the statement's.
        document_id: its report's.
        title: headline of the report.
        outlet: who published it.
        url: its address.
        published: day of publication.
        speaker: names of the speakers, else the words of the source; None when the text has neither.
        country: country codes of the speakers.
        sector: sector codes of the speakers.
        kind: direct, indirect or mixed.
        act: what kind of saying.
        source: who, as the text says it.
        cue: the words of saying.
        content: what is said.
        said_on: TIMEX3 value, when the report dates the statement.
        within: id of the statement this one is reported in.
        confidence: 0 to 1.
        commitment: whether the reporter vouches for it: factive, neutral or distancing.
        polarity: of the act: positive, neutral or negative.
        negated: the report says that this was not said.
        tense: of the cue's verb.
        anonymous: type of a source that the report does not name.
        venue: on what occasion or in which medium.
        about: names of the entities that it is about, the most important first.
        stance: towards whom the speaker is not neutral, as in "oppose Iran; support Oman".
        review: predicted, checked, corrected or added; what was rejected is nowhere.
    """

    id: str
    document_id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: dt.date | None
    speaker: str | None
    country: str | None
    sector: str | None
    kind: str
    act: str
    source: str | None
    cue: str | None
    content: str
    said_on: str | None
    within: str | None
    confidence: float
    commitment: str
    polarity: str
    negated: bool
    tense: str | None
    anonymous: str | None
    venue: str | None
    about: str | None
    stance: str | None
    review: str


def statements(record: Record) -> tuple[StatementView, ...]:
    """The statements of one report, in reading order."""
    of_document = msgspec.structs.asdict(document_row(record))
    return tuple(
        msgspec.convert({**of_document, **msgspec.structs.asdict(row), "negated": bool(row.negated)}, StatementView)
        for row in statement_rows(record)
    )


def statements_by_id(reader: Reader, ids: Sequence[str]) -> tuple[StatementView, ...]:
    """The statements with these ids, the latest first.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    names = StatementView.__struct_fields__
    rows = (dict(zip(names, row, strict=True)) for row in reader.select(_BY_ID, (msgspec.json.encode(ids).decode(),)))
    return tuple(
        from_columns({**fields, "negated": bool(fields["negated"])}, StatementView, row=str(fields["id"]))
        for fields in rows
    )


_OF_DOCUMENT = ("title", "outlet", "url", "published")
#: The fields of a StatementView as columns of the tables `statements s` and `documents d`.
COLUMNS = ", ".join(f"{'d' if name in _OF_DOCUMENT else 's'}.{name}" for name in StatementView.__struct_fields__)
_BY_ID = f"""
    SELECT {COLUMNS} FROM statements s JOIN documents d ON d.id = s.document_id
    WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY s.first_day DESC, s.document_id, s.position
"""  # noqa: S608 (our own column names)
