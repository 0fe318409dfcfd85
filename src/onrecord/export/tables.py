"""Statements and events as flat rows, which the kinds of tables have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.store.event_rows import event_rows
from onrecord.store.rows import document_row, statement_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Evidence, Record

#: The columns of the statements, named as in the record. Days are ISO 8601; several names or pieces in one cell are
#: separated by "; ". `start` and `end` are the first code point of the content and one past its last.
#: `review` is predicted, checked, corrected or added.
COLUMNS = (
    "id", "document_id", "title", "outlet", "url", "published", "speaker", "country", "sector",
    "kind", "act", "source", "cue", "content", "said_on", "within", "confidence",
    "commitment", "polarity", "negated", "tense", "anonymous", "venue", "about", "stance", "start", "end",
    "review",
)  # fmt: skip

#: The columns of the events; `start` and `end` are those of the trigger.
EVENT_COLUMNS = (
    "id", "document_id", "title", "outlet", "url", "published", "actor", "actor_country", "actor_sector", "type",
    "mode", "contexts", "recipient", "recipient_country", "recipient_sector", "cameo", "quad", "score", "goldstein",
    "modality", "trigger", "happened_on", "place", "counts", "lead", "within", "confidence", "start", "end",
    "review",
)  # fmt: skip

Row = dict[str, object]


def statements(record: Record) -> Iterator[Row]:
    """The rows of a record's statements; `negated` is a truth value."""
    document = _document(record)
    for statement, row in zip(record.statements, statement_rows(record), strict=True):
        own = {name: getattr(row, name) for name in row.__struct_fields__}
        yield _ordered(document | own | _span(statement.content) | {"negated": statement.negated}, COLUMNS)


def events(record: Record) -> Iterator[Row]:
    """The rows of a record's events; `lead` is a truth value."""
    document = _document(record)
    for event, row in zip(record.events, event_rows(record), strict=True):
        own = {name: getattr(row, name) for name in row.__struct_fields__}
        yield _ordered(document | own | _span(event.trigger) | {"lead": event.lead}, EVENT_COLUMNS)


def _document(record: Record) -> Row:
    document = document_row(record)
    return {name: getattr(document, name) for name in ("title", "outlet", "url", "published")}


def _span(pieces: tuple[Evidence, ...]) -> Row:
    return {"start": min(e.span.start for e in pieces), "end": max(e.span.end for e in pieces)}


def _ordered(values: Row, columns: tuple[str, ...]) -> Row:
    return {name: values[name] for name in columns}
