"""Finds what in a store differs from the records it was made from."""

from __future__ import annotations

import sqlite3
from reprlib import repr as short
from typing import TYPE_CHECKING, TypeVar

import msgspec

from onrecord.errors import VerifyError
from onrecord.store import findings, migrations, reviews
from onrecord.store.event_rows import PartyRow
from onrecord.store.indexes import INDEXES, index_faults
from onrecord.store.reviews import JudgementRow
from onrecord.store.rows import DocumentRow, SpeakerRow, TargetRow, document_row
from onrecord.store.tables import FINDINGS, FindingRow
from onrecord.store.topic_rows import TopicRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Record

T = TypeVar("T")
Row = DocumentRow | FindingRow


def audit(db: sqlite3.Connection, path: str) -> Iterator[Record | VerifyError]:
    """Every record, and every fault of the store's own making; see `Reader.audit`.

    It sees the store as it was at the start, also while another process writes, and keeps nobody from writing.

    Args:
        db: a connection of its own, free to make temporary tables.
        path: what faults of the file as a whole are named by.
    """
    db.execute("BEGIN")
    yield from _guarded(path, _file_faults(db, path))
    yield from _guarded(path, _documents(db))
    yield from _guarded("reviews", reviews.log_faults(db))
    for index in INDEXES:
        yield from _guarded(index, index_faults(db, index))


def _guarded(row: str, items: Iterable[T]) -> Iterator[T | VerifyError]:
    """The items; when SQLite cannot read on, a fault of `row` and the end."""
    try:
        yield from items
    except sqlite3.Error as error:
        yield VerifyError(row, f"cannot be read: {error}")


def _file_faults(db: sqlite3.Connection, path: str) -> Iterator[VerifyError]:
    for (message,) in db.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield VerifyError(path, message)
    kept, due = _schema(db), _fresh_schema()
    for name in sorted(kept.keys() | due.keys()):
        if kept.get(name) != due.get(name):
            what = "is missing" if name not in kept else "was changed" if name in due else "does not belong here"
            yield VerifyError(f"schema {name}", what)
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield VerifyError(f"{table} row {row}", f"refers to a row of {parent} that is not there")


def _schema(db: sqlite3.Connection) -> dict[str, str]:
    rows = db.execute("SELECT type || ' ' || name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
    return dict(rows.fetchall())


def _fresh_schema() -> dict[str, str]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.migrate(db, ":memory:")
        return _schema(db)
    finally:
        db.close()


def _documents(db: sqlite3.Connection) -> Iterator[Record | VerifyError]:
    for (row,) in db.execute("SELECT row FROM documents ORDER BY row").fetchall():
        yield from _guarded(f"documents row {row}", _document(db, row))


def _document(db: sqlite3.Connection, row: int) -> Iterator[Record | VerifyError]:
    columns = ", ".join(DocumentRow.__struct_fields__)
    sql = f"SELECT findings, findings_sha256, {columns} FROM documents WHERE row = ?"  # noqa: S608 (our own column names)
    found, sha256, *values = db.execute(sql, (row,)).fetchone()
    stored = DocumentRow(*values)
    try:
        record = findings.decode(stored.id, stored.text, found)
    except VerifyError as error:
        yield error
        return
    if findings.digest(found) != sha256:
        yield VerifyError(stored.id, "its findings differ from their SHA-256")
    yield from _differences("documents", stored.id, stored, document_row(record))
    for found in reviews.reviewed_faults(db, record):
        if isinstance(found, VerifyError):
            yield found
        else:
            yield from _findings(db, found)
    yield record


def _findings(db: sqlite3.Connection, record: Record) -> Iterator[VerifyError]:
    for table, kind, rows_of, where in FINDINGS:
        columns = ", ".join(kind.__struct_fields__)
        sql = f"SELECT {columns} FROM {table} WHERE {where}"  # noqa: S608 (our own names)
        stored = [kind(*values) for values in db.execute(sql, (record.document.id,))]
        yield from _compare(table, stored, rows_of(record))


def _compare(table: str, stored: Iterable[Row], due: Iterable[Row]) -> Iterator[VerifyError]:
    rows, made = {_name(r): r for r in stored}, {_name(r): r for r in due}
    for name in sorted(rows.keys() | made.keys()):
        if name not in rows:
            yield VerifyError(name, f"is missing from table {table}")
        elif name not in made:
            yield VerifyError(name, f"is in table {table} but not in its document's record")
        else:
            yield from _differences(table, name, rows[name], made[name])


def _name(row: Row) -> str:
    if isinstance(row, SpeakerRow | TargetRow):
        return f"{row.statement_id} {'speaker' if isinstance(row, SpeakerRow) else 'target'} {row.position}"
    if isinstance(row, PartyRow):
        return f"{row.event_id} {row.side} {row.position}"
    if isinstance(row, JudgementRow):
        return f"{row.document_id} judgement {row.position}"
    if isinstance(row, TopicRow):
        return f"{row.document_id} topic {row.position}"
    return row.id


def _differences(table: str, name: str, stored: Row, due: Row) -> Iterator[VerifyError]:
    if stored == due:
        return
    for column, is_, should in zip(
        stored.__struct_fields__, msgspec.structs.astuple(stored), msgspec.structs.astuple(due), strict=True
    ):
        if is_ != should:
            yield VerifyError(name, f"{table}.{column} is {short(is_)}, its record says {short(should)}")
