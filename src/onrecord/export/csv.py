"""Statements and events as CSV tables, UTF-8, as RFC 4180 has it.

A spreadsheet runs a cell that begins like a formula. Such a cell, and one that begins with apostrophes before such a
beginning, gets one apostrophe in front; `restore` takes it off again.
"""

from __future__ import annotations

import csv
import re
from typing import IO, TYPE_CHECKING

from onrecord.store.event_rows import event_rows
from onrecord.store.rows import document_row, statement_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.model import Record

#: The columns, named as in the record. Days are ISO 8601; several names or pieces in one cell are separated by "; ".
COLUMNS = (
    "id", "document_id", "title", "outlet", "url", "published", "speaker", "country", "sector",
    "kind", "act", "source", "cue", "content", "said_on", "within", "confidence",
    "commitment", "polarity", "negated", "tense", "anonymous", "venue", "about", "stance", "start", "end",
)  # fmt: skip

#: The columns of the events.
EVENT_COLUMNS = (
    "id", "document_id", "title", "outlet", "url", "published", "actor", "actor_country", "actor_sector", "type",
    "mode", "contexts", "recipient", "recipient_country", "recipient_sector", "cameo", "quad", "score", "goldstein",
    "modality", "trigger", "happened_on", "place", "counts", "lead", "within", "confidence", "start", "end",
)  # fmt: skip

# What spreadsheets take for the start of a formula; the last four are the full-width forms of the first four.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def write(records: Iterable[Record], file: IO[str]) -> int:
    """Writes the statements of records, with a header, to a text file opened with `newline=""`; returns how many.

    `start` and `end` are the first code point of the content in the report's text and one past its last.
    """
    return _write(COLUMNS, (row for record in records for row in _rows(record)), file)


def write_events(records: Iterable[Record], file: IO[str]) -> int:
    """Writes the events of records, with a header, as `write` does statements.

    `start` and `end` are the first code point of the trigger in the report's text and one past its last.
    """
    return _write(EVENT_COLUMNS, (row for record in records for row in _event_rows(record)), file)


def _write(columns: Iterable[str], rows: Iterable[Mapping[str, object]], file: IO[str]) -> int:
    writer = csv.writer(file)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([neutralise(v) if isinstance(v, str) else v for v in (row[name] for name in columns)])
        count += 1
    return count


def neutralise(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The cell that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _rows(record: Record) -> Iterable[Mapping[str, object]]:
    document = document_row(record)
    for statement, row in zip(record.statements, statement_rows(record), strict=True):
        yield {
            **{name: getattr(document, name) for name in ("title", "outlet", "url", "published")},
            **{name: getattr(row, name) for name in row.__struct_fields__},
            "negated": str(statement.negated).lower(),
            "start": min(e.span.start for e in statement.content),
            "end": max(e.span.end for e in statement.content),
        }


def _event_rows(record: Record) -> Iterable[Mapping[str, object]]:
    document = document_row(record)
    for event, row in zip(record.events, event_rows(record), strict=True):
        yield {
            **{name: getattr(document, name) for name in ("title", "outlet", "url", "published")},
            **{name: getattr(row, name) for name in row.__struct_fields__},
            "lead": str(event.lead).lower(),
            "start": min(e.span.start for e in event.trigger),
            "end": max(e.span.end for e in event.trigger),
        }
