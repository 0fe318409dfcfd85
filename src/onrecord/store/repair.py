"""Saves what can be saved of a damaged store: into a new one beside it. The damaged file is not changed."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from onrecord.errors import StoreError, VerifyError
from onrecord.store import findings, migrations
from onrecord.store.connect import translated
from onrecord.store.sqlite import SqliteStore
from onrecord.store.sqlite import open as open_store
from onrecord.store.tables import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Tables that are not copied row by row: the records themselves, and what is made from them or can be found again.
_MADE_ANEW = frozenset({"documents", "copies", "copy_matches", "copy_bands", "checkpoints", "dyads", "dyad_blocks"}) | {
    table.name for table in FINDINGS
}
_STRIDE = 64  # rows asked for at once; where that fails, one by one


class Lost(Struct, frozen=True):
    """What could not be saved.

    Attributes:
        what: the table and its row or rows, with the document's id where it can be read.
        why: what is wrong with it.
    """

    what: str
    why: str


class Repaired(Struct, frozen=True):
    """What came of a repair.

    Attributes:
        path: the new store.
        records: how many it has.
        rows: how many other rows were copied: failures, judgements and the like.
        lost: what it lacks.
    """

    path: Path
    records: int
    rows: int
    lost: tuple[Lost, ...]


def repair(file: Path, target: Path) -> Repaired:
    """Copies every record that still holds, and every row that is made from no record, into a new store.

    It works on a copy of the damaged file, so that there must be room for it and for the new store. Which reports are
    copies of others is for `onrecord.corpus.CopyIndex` to find again.

    Args:
        file: the damaged store.
        target: where the new store is made; nothing may be there.

    Raises:
        StoreError: there is no store, `target` is taken, or nothing of the file can be read.
    """
    if not file.is_file():
        raise StoreError(str(file), "does not exist")
    if target.exists():
        raise StoreError(str(target), "is there already", remedy="move it out of the way")
    with tempfile.TemporaryDirectory(prefix=target.name, dir=target.absolute().parent) as folder:
        copy = _copied(file, Path(folder))
        with translated(str(file)), closing(sqlite3.connect(copy, isolation_level=None)) as db:
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA cell_size_check = ON")
            migrations.check(db, str(file))
            with open_store(target, mode="write") as fresh:
                saving = _Saving(db, fresh)
                rows = saving.rows()  # first, as the reviews among them are applied to records that are written
                return Repaired(target, saving.records(), rows, saving.lost())


def _copied(file: Path, folder: Path) -> Path:
    """A copy of a store with the commits that lie beside it: opening the original would move them into it."""
    try:
        for name in (file.name, f"{file.name}-wal"):
            if file.with_name(name).exists():
                shutil.copyfile(file.with_name(name), folder / name)
    except OSError as error:
        raise StoreError(str(file), f"cannot be copied: {error.strerror}") from error
    return folder / file.name


class _LostRow(NamedTuple):
    table: str
    row: int
    why: str
    what: str = ""


class _Saving:
    """Reads what can be read of one store, and writes it to another."""

    def __init__(self, db: sqlite3.Connection, fresh: SqliteStore) -> None:
        self._db = db
        self._fresh = fresh
        self._lost: list[_LostRow] = []

    def records(self) -> int:
        """Saves the records; how many."""
        saved = 0
        columns = ("id", "text", "findings", "findings_sha256", "stored_at")
        for row, (id_, text, found, sha256, at) in self._read("documents", columns):
            try:
                self._record(str(id_), text, found, str(sha256), str(at))
                saved += 1
            except (VerifyError, TypeError, ValueError) as error:
                self._lost.append(_LostRow("documents", row, str(error), str(id_)))
        return saved

    def _record(self, id_: str, text: str, found: bytes, sha256: str, at: str) -> None:
        if findings.digest(found) != sha256:
            raise VerifyError(id_, "its findings differ from their SHA-256")
        self._fresh.write(findings.decode(id_, text, found))
        with self._fresh.transaction() as db:
            db.execute("UPDATE documents SET stored_at = ? WHERE id = ?", (at, id_))

    def rows(self) -> int:
        """Saves the rows that are made from no record; how many."""
        return sum(self._copy(table, columns) for table, columns in _own_tables(self._fresh))

    def _copy(self, table: str, columns: Sequence[str]) -> int:
        saved = 0
        marks = ", ".join("?" for _ in columns)
        insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (our own names)
        for row, values in self._read(table, columns):
            try:
                with self._fresh.transaction() as db:
                    saved += db.execute(insert, values).rowcount
            except StoreError as error:  # it is of a wrong type, or refers to a row that is lost
                self._lost.append(_LostRow(table, row, str(error.__cause__)))
        return saved

    def _read(self, table: str, columns: Sequence[str]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Each row that can be read, with its number; the others are lost."""
        names = ", ".join(columns)
        try:
            if self._is_without_rowid(table):
                found = self._db.execute(f"SELECT {names} FROM {table}").fetchall()  # noqa: S608 (our own names)
                yield from enumerate(found, start=1)
                return
            last = self._last(table)
        except sqlite3.Error as error:
            self._lost.append(_LostRow(table, 0, str(error)))
            return
        sql = f"SELECT rowid, {names} FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608 (our own names)
        for start in range(1, last + 1, _STRIDE):
            end = min(start + _STRIDE - 1, last)
            try:
                found = self._db.execute(sql, (start, end)).fetchall()
            except sqlite3.Error:
                found = [row for n in range(start, end + 1) for row in self._read_one(sql, table, n)]
            yield from ((row, tuple(values)) for row, *values in found)

    def _is_without_rowid(self, table: str) -> bool:
        ((without,),) = self._fresh.select("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'", (table,))
        return bool(without)

    def _read_one(self, sql: str, table: str, number: int) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, (number, number)).fetchall()
        except sqlite3.Error as error:
            self._lost.append(_LostRow(table, number, str(error)))
            return []

    def _last(self, table: str) -> int:
        """The greatest row number, by the table itself or by an index that can still be read."""
        indexes = self._db.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall()
        for hint in ("", *(f'INDEXED BY "{name}"' for (name,) in indexes)):
            try:
                sql = f"SELECT max(row) FROM (SELECT rowid AS row FROM {table} {hint})"  # noqa: S608 (names of the schema)
                return int(self._db.execute(sql).fetchone()[0] or 0)
            except sqlite3.Error as error:
                fault = error
        raise fault

    def lost(self) -> tuple[Lost, ...]:
        """What could not be read or does not hold; neighbours that are lost for the same reason are one."""
        numbered = enumerate(self._lost)
        runs = groupby(numbered, key=lambda item: (item[1].table, item[1].why, item[1].what, item[1].row - item[0]))
        return tuple(_told([row for _, row in run]) for _, run in runs)


def _told(rows: list[_LostRow]) -> Lost:
    first, last = rows[0], rows[-1]
    if not first.row:
        return Lost(f"table {first.table}", first.why)
    numbers = f"row {first.row}" if len(rows) == 1 else f"rows {first.row} to {last.row}"
    return Lost(f"{first.table} {numbers}{f': {first.what}' if first.what else ''}", first.why)


def _own_tables(fresh: SqliteStore) -> list[tuple[str, tuple[str, ...]]]:
    """The tables that are copied row by row, with their columns; those that others refer to come first."""
    tables = fresh.select(
        "SELECT name FROM sqlite_schema WHERE name IN (SELECT name FROM pragma_table_list WHERE type = 'table')"
        " AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    )
    columns = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
    return [
        (str(name), tuple(str(c) for (c,) in fresh.select(columns, (name,))))
        for (name,) in tables
        if name not in _MADE_ANEW
    ]
