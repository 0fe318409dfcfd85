"""Statements and events as CSV tables, UTF-8, as RFC 4180 has it.

A spreadsheet runs a cell that begins like a formula. Such a cell, and one that begins with apostrophes before such a
beginning, gets one apostrophe in front; `restore` takes it off again.
"""

from __future__ import annotations

import csv
import re
from typing import IO, TYPE_CHECKING

from onrecord.export import tables
from onrecord.export.tables import COLUMNS, EVENT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Record

__all__ = ["COLUMNS", "EVENT_COLUMNS", "neutralise", "restore", "safe_cells", "write", "write_events"]

# What spreadsheets take for the start of a formula; the last four are the full-width forms of the first four.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def write(records: Iterable[Record], file: IO[str]) -> int:
    """Writes the statements of records, with a header, to a text file opened with `newline=""`; returns how many."""
    return _write(COLUMNS, (row for record in records for row in tables.statements(record)), file)


def write_events(records: Iterable[Record], file: IO[str]) -> int:
    """Writes the events of records, with a header, as `write` does statements."""
    return _write(EVENT_COLUMNS, (row for record in records for row in tables.events(record)), file)


def _write(columns: Iterable[str], rows: Iterable[tables.Row], file: IO[str]) -> int:
    writer = csv.writer(file)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow(map(_cell, row.values()))
        count += 1
    return count


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return neutralise(value) if isinstance(value, str) else value


def safe_cells(cells: Iterable[object]) -> list[object]:
    """Cells of a row that is printed or served, their values as they are, no text like a formula."""
    return [neutralise(c) if isinstance(c, str) else c for c in cells]


def neutralise(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The cell that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
