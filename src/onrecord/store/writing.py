"""Writes records into the tables of a store, in a transaction that is open.

The rows of all records are inserted table by table, and then their words are put into the full-text indexes together:
SQLite's index is flushed at each statement that feeds it, so that a trigger for each row takes five times as long.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import VerifyError
from onrecord.review import apply
from onrecord.store import findings, reviews
from onrecord.store.base import Written
from onrecord.store.indexes import INDEXES
from onrecord.store.rows import DocumentRow, document_row
from onrecord.store.tables import FINDINGS, OF_DOCUMENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from onrecord.model import Record


class NotNewError(Exception):
    """A record changes rows that are there, so that SQLite has to look after the rows which refer to them."""


class Batch:
    """Records that are written in one transaction; `finish` belongs to its end.

    Args:
        db: a connection with an open transaction.
        only_new: whether to refuse what changes rows that are there. New records refer to nothing but their own rows,
            which was checked; they are written without SQLite's looking up each reference once more.
    """

    def __init__(self, db: sqlite3.Connection, *, only_new: bool = False) -> None:
        self._db = db
        self._only_new = only_new
        self._new: list[str] = []
        self._told: list[str] = []
        self._rows: list[list[tuple[object, ...]]] = [[] for _ in FINDINGS]

    def write(self, record: Record) -> Written:
        """Writes a record that was checked.

        Raises:
            NotNewError: it changes rows that are there; some of it may have been written.
        """
        doc = record.document
        stored = self._db.execute("SELECT text, findings FROM documents WHERE id = ?", (doc.id,)).fetchone()
        if stored and _unchanged(stored, record):
            return Written(doc.id, "unchanged")
        if stored:
            self._change()
            self.finish()  # triggers take the words of the old rows out of the indexes
            self._db.execute(_UPDATE_DOCUMENT, (*_document_values(record), doc.id))
            self.rewrite_findings(record)
            return Written(doc.id, "updated")
        earlier = self._db.execute(f"{VERSIONS} DESC LIMIT 1", (doc.key,)).fetchone()
        self._db.execute(_INSERT_DOCUMENT, _document_values(record))
        self._new.append(doc.id)
        self._insert_findings(record)
        return Written(doc.id, "version", earlier[0]) if earlier else Written(doc.id, "new")

    def rewrite_findings(self, record: Record) -> None:
        """Makes the rows of a record anew, with its reviews applied."""
        self.finish()
        for sql in _DELETE_FINDINGS:
            self._db.execute(sql, (record.document.id,))
        self._insert_findings(record)

    def finish(self) -> None:
        """Writes the rows of findings, and puts the words of what was written into the full-text indexes."""
        for sql, rows in zip(_INSERT_FINDINGS, self._rows, strict=True):
            self._db.executemany(sql, rows)
            rows.clear()
        for sql, ids in ((_INDEX_DOCUMENTS, self._new), (_INDEX_STATEMENTS, self._told)):
            if ids:
                self._db.execute(sql, (msgspec.json.encode(ids).decode(),))
                ids.clear()

    def _change(self) -> None:
        if self._only_new:
            raise NotNewError

    def _insert_findings(self, record: Record) -> None:
        log = reviews.of_document(self._db, record.document)
        if log:
            self._change()  # what was reviewed may refer to what is not in the record
        applied = apply(record, log).record if log else record
        for table, rows in zip(FINDINGS, self._rows, strict=True):
            rows.extend(map(msgspec.structs.astuple, table.rows(applied)))
        self._told.append(record.document.id)


def _document_values(record: Record) -> tuple[object, ...]:
    found = findings.encode(record)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return (*msgspec.structs.astuple(document_row(record)), found, findings.digest(found), now)


def _unchanged(stored: tuple[str, bytes], record: Record) -> bool:
    """Whether the stored record is the same but for the file that the same report was read from."""
    try:
        before = findings.decode(record.document.id, *stored)
    except VerifyError:
        return False  # damaged; writing it again repairs it
    doc = msgspec.structs.replace(before.document, origin=record.document.origin, key=record.document.key)
    return msgspec.structs.replace(before, document=doc) == record


def insert(table: str, columns: Sequence[str]) -> str:
    """SQL that inserts a row into a table, with a mark for each column."""
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (our own names)


#: Ids of the documents with a key, in the order they were first written.
VERSIONS = "SELECT id FROM documents WHERE key = ? ORDER BY row"
_DOCUMENT_COLUMNS = (*DocumentRow.__struct_fields__, "findings", "findings_sha256", "stored_at")
_INSERT_DOCUMENT = insert("documents", _DOCUMENT_COLUMNS)
_INSERT_FINDINGS = tuple(insert(table.name, table.kind.__struct_fields__) for table in FINDINGS)
#: Rows of the other tables go with those that they belong to.
_DELETE_FINDINGS = tuple(
    f"DELETE FROM {table.name} WHERE {OF_DOCUMENT}"  # noqa: S608 (our own names)
    for table in reversed(FINDINGS)
    if table.where == OF_DOCUMENT
)
_UPDATE_DOCUMENT = f"UPDATE documents SET {', '.join(f'{c} = ?' for c in _DOCUMENT_COLUMNS)} WHERE id = ?"  # noqa: S608 (our own names)
# In the order of the rows, as the index is flushed whenever a row number is not higher than the one before.
_INDEX = """
    INSERT INTO {index} (rowid, {columns}) SELECT row, {columns} FROM {table}
    WHERE {of} IN (SELECT value FROM json_each(?)) ORDER BY row
"""


def _indexing(index: str, of: str) -> str:
    table, columns = INDEXES[index]
    return _INDEX.format(index=index, table=table, columns=columns, of=of)


_INDEX_DOCUMENTS = _indexing("documents_fts", "id")
_INDEX_STATEMENTS = _indexing("statements_fts", "document_id")
