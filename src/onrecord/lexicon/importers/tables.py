"""Imported rows as CSV files, one for each table, in the form that `--lexicon` takes."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from onrecord.lexicon.importers.rows import tidy
from onrecord.lexicon.load import TABLES
from onrecord.lexicon.schema import SEPARATOR, Holder, Row

if TYPE_CHECKING:
    from pathlib import Path

#: A tenure is the same when all of these are.
_TENURE = ("person", "office", "country", "body", "since")


class TableWriter:
    """Writes each row into the file of its table in a folder; a context manager, which closes the files.

    A row with the key of one that has been written is left out, since the lexicon takes a key once.

    Attributes:
        written: rows by table.
        repeated: rows left out by table.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = ExitStack()
        self._writers: dict[str, Any] = {}
        self._keys: dict[str, set[tuple[str, ...]]] = {}
        self._tables: dict[type[Row], tuple[str, tuple[str, ...]]] = {Holder: ("holders", _TENURE)}
        self._tables.update({kind: (name, key) for name, (kind, key) in TABLES.items()})
        self.written: Counter[str] = Counter()
        self.repeated: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def write(self, row: Row) -> None:
        """Write a row, unless its key has been written."""
        table, columns = self._tables[type(row)]
        key = tuple(str(getattr(row, column)) for column in columns)
        keys = self._keys.setdefault(table, set())
        if key in keys:
            self.repeated[table] += 1
            return
        keys.add(key)
        if table not in self._writers:
            self._writers[table] = self._opened(table, type(row))
        self._writers[table].writerow([_cell(getattr(row, name)) for name in row.__struct_fields__])
        self.written[table] += 1

    def _opened(self, table: str, kind: type[Row]) -> Any:  # noqa: ANN401 - the csv module does not name its writers
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{table}.csv"
        writer = csv.writer(
            self._files.enter_context(path.open("w", encoding="utf-8", newline="")), lineterminator="\n"
        )
        writer.writerow(kind.__struct_fields__)
        return writer


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return SEPARATOR.join(_cell(v) for v in value)
    return tidy(str(value))
