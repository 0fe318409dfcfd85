"""Statements and events as Parquet tables, with the columns of the CSV tables. Needs the extra `parquet`."""

from __future__ import annotations

import importlib
import itertools
from typing import IO, TYPE_CHECKING, Any

from onrecord.errors import ExtraMissingError
from onrecord.export import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Record

#: Rows of one row group, which is what is held in memory.
GROUP = 10_000

# What is not text.
_TYPES = {
    "confidence": "float64", "score": "float64", "goldstein": "float64", "negated": "bool", "lead": "bool",
    "start": "int64", "end": "int64",
}  # fmt: skip


def write(records: Iterable[Record], file: IO[bytes]) -> int:
    """Writes the statements of records to a binary file; returns how many.

    Raises:
        ExtraMissingError: pyarrow is not installed.
    """
    return _write(tables.COLUMNS, (row for record in records for row in tables.statements(record)), file)


def write_events(records: Iterable[Record], file: IO[bytes]) -> int:
    """Writes the events of records to a binary file; returns how many. Raises as `write`."""
    return _write(tables.EVENT_COLUMNS, (row for record in records for row in tables.events(record)), file)


def _write(columns: Iterable[str], rows: Iterator[tables.Row], file: IO[bytes]) -> int:
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    schema = arrow.schema([(name, arrow.type_for_alias(_TYPES.get(name, "string"))) for name in columns])
    count = 0
    with parquet.ParquetWriter(file, schema) as writer:
        while group := list(itertools.islice(rows, GROUP)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


def _library(name: str) -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ExtraMissingError("pyarrow", "parquet") from error
