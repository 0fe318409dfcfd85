"""The embedded store: one SQLite file, readable by many processes while one writes.

Its write-ahead log makes a commit survive the end of the process, however it ends. A power cut or a crash of the
operating system can lose the last commits before it (the log is not forced to the disk each time) but leaves a sound
store.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from onrecord import verify
from onrecord.errors import NotInStoreError, StoreError, VerifyError
from onrecord.model import Failure, Record
from onrecord.review import Entry, Reviewed, apply
from onrecord.store import findings, reviews
from onrecord.store.audit import audit
from onrecord.store.base import Applied, LoggedFailure, Written
from onrecord.store.connect import for_reading, for_writing, translated
from onrecord.store.rows import DocumentRow, document_row, from_columns
from onrecord.store.tables import FINDINGS, OF_DOCUMENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Mode = Literal["read", "write"]


def open(  # noqa: A001 (store.open)
    path: str | Path, *, mode: Mode = "read", timeout: float = 10.0, reviews: Applied = "apply"
) -> SqliteStore:
    """Opens a store.

    Args:
        path: the file.
        mode: `read` needs the store to be there and never changes it; `write` makes it, and its folder, if need be.
        timeout: seconds to wait for another process that is writing.
        reviews: what records the store gives: `apply`: corrected, without what was rejected; `only`: nothing but what
            a reviewer vouches for; `ignore`: as they were read. What `select` finds has the reviews applied always.

    Raises:
        StoreError: there is no store, it is no store, a newer onrecord made it, or it is locked or damaged.
    """
    file = Path(path)
    if mode == "read":
        if not file.is_file():
            raise StoreError(str(path), "does not exist", remedy="`onrecord read` makes a store; or give another path")
    else:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = f"its folder cannot be made: {error.strerror}"
            raise StoreError(str(path), why, remedy="choose another path") from error
    return SqliteStore(file, mode=mode, timeout=timeout, applied=reviews)


class SqliteStore:
    """A store in one SQLite file: `onrecord.store.Reader` and `Writer`. `open` makes one.

    Use it in the thread that opened it; open one for each thread. Leaving a `with` block closes it.
    """

    def __init__(self, file: Path, *, mode: Mode, timeout: float, applied: Applied = "apply") -> None:
        self._file = file
        self._applied = applied
        self._timeout = timeout
        with ExitStack() as stack:
            self._writing: sqlite3.Connection | None = None
            if mode == "write":
                self._writing = stack.enter_context(closing(for_writing(file, timeout=timeout)))
            self._reading = stack.enter_context(closing(for_reading(file, timeout=timeout)))
            self._reading.execute("PRAGMA query_only = ON")
            self._open = stack.pop_all()

    @property
    def path(self) -> str:
        """Where the store lies."""
        return str(self._file)

    def close(self) -> None:
        """Closes the file. Nothing is lost: every write was committed when it returned."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop_after(self, seconds: float) -> None:
        """Ends every question that is not answered `seconds` from now with a StoreError."""
        end = time.monotonic() + seconds
        self._reading.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)

    def write(self, record: Record) -> Written:
        """Stores a record after checking it; see `Writer.write`."""
        verify.check(record)
        doc = record.document
        with self.transaction() as db:
            stored = db.execute("SELECT text, findings FROM documents WHERE id = ?", (doc.id,)).fetchone()
            if stored and _unchanged(stored, record):
                return Written(doc.id, "unchanged")
            if stored:
                _update_document(db, record)
                _insert_findings(db, reviews.applied(db, record).record)
                return Written(doc.id, "updated")
            earlier = db.execute(f"{_VERSIONS} DESC LIMIT 1", (doc.key,)).fetchone()
            db.execute(_INSERT_DOCUMENT, _document_values(record))
            _insert_findings(db, reviews.applied(db, record).record)
        return Written(doc.id, "version", earlier[0]) if earlier else Written(doc.id, "new")

    def write_failure(self, failure: Failure) -> None:
        """Logs what could not be read; see `Writer.write_failure`."""
        # File names that are not UTF-8 come with lone surrogates, which the store cannot hold.
        values = [v if v is None else _legible(v) for v in msgspec.structs.astuple(failure)]
        with self.transaction() as db:
            db.execute(_LOG_FAILURE, (*values, _now()))

    def review(self, entries: Iterable[Entry]) -> int:
        """Adds entries to the log of reviews; see `Writer.review`."""
        taken = tuple(entries)
        with self.transaction() as db:
            new = reviews.insert(db, taken)
            for document, key in dict.fromkeys((e.document_id, e.document_key) for e in taken):
                for row in db.execute(_OF_VERSIONS, (document, key)).fetchall():
                    record = findings.decode(*row)
                    _delete_findings(db, record)
                    _insert_findings(db, reviews.applied(db, record).record)
        return new

    def entries(self, document_id: str | None = None) -> Iterator[Entry]:
        """The log of reviews; see `Reader.entries`."""
        if document_id is None:
            yield from map(reviews.decode, self.select(reviews.ALL))
            return
        keys = self.select("SELECT key FROM documents WHERE id = ?", (_storable(document_id),))
        yield from map(reviews.decode, self.select(reviews.OF_DOCUMENT, (document_id, keys[0][0] if keys else None)))

    def entry(self, entry_id: str) -> Entry:
        """An entry of the log of reviews; see `Reader.entry`."""
        for row in self.select(reviews.ONE, (_storable(entry_id),)):
            return reviews.decode(row)
        raise NotInStoreError(entry_id)

    def reviewed(self, document_id: str) -> Reviewed:
        """The record of a document with its reviews; see `Reader.reviewed`."""
        return self._reviewed(self.prediction(document_id))

    def prediction(self, document_id: str) -> Record:
        """The record of a document as it was read; see `Reader.prediction`."""
        for row in self.select("SELECT id, text, findings FROM documents WHERE id = ?", (_storable(document_id),)):
            return findings.decode(*row)
        raise NotInStoreError(document_id)

    def record(self, document_id: str) -> Record:
        """The record of a document; see `Reader.record`."""
        return self._given(self.prediction(document_id))

    def records(self) -> Iterator[Record]:
        """All records, in the order their documents were first written; see `Reader.records`."""
        return map(self._given, self.predictions())

    def _given(self, record: Record) -> Record:
        """A record as this store is to give it."""
        if self._applied == "ignore":
            return record
        made = self._reviewed(record)
        return made.only() if self._applied == "only" else made.record

    def _reviewed(self, record: Record) -> Reviewed:
        doc = record.document
        return apply(record, map(reviews.decode, self.select(reviews.OF_DOCUMENT, (doc.id, doc.key))))

    def predictions(self) -> Iterator[Record]:
        """All records as they were read, in the order their documents were first written; see `Reader.predictions`."""
        sql = "SELECT row, id, text, findings FROM documents WHERE row > ? ORDER BY row LIMIT 16"
        rows = self.select(sql, (_BEFORE_ALL,))
        while rows:
            yield from (findings.decode(*columns) for _, *columns in rows)
            rows = self.select(sql, (rows[-1][0],))

    def resolve(self, what: str) -> str:
        """The id of the document that `what` means; see `Reader.resolve`."""
        what = _storable(what)
        for (found,) in self.select(_BY_PLACE, (what, what)):
            return str(found)
        candidates: tuple[str, ...] = ()
        if _ID_START.fullmatch(what):
            candidates = tuple(str(row[0]) for row in self.select(_BY_START, (what, what + "~")))
        if len(candidates) != 1:
            raise NotInStoreError(what, candidates)
        return candidates[0]

    def versions(self, key: str) -> tuple[str, ...]:
        """Ids of the documents with this key, in the order they were first written."""
        return tuple(str(row[0]) for row in self.select(_VERSIONS, (_storable(key),)))

    def failures(self) -> tuple[LoggedFailure, ...]:
        """All failures, the oldest first."""
        names = Failure.__struct_fields__
        rows = self.select(f"SELECT at, {', '.join(names)} FROM failures ORDER BY at, row")  # noqa: S608 (our own names)
        return tuple(
            from_columns(
                {"at": at, "failure": dict(zip(names, values, strict=True))}, LoggedFailure, row=f"failure at {at}"
            )
            for at, *values in rows
        )

    def select(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
        """Rows of a question in SQL; see `Reader.select`."""
        with translated(self.path):
            return self._reading.execute(sql, parameters).fetchall()

    def audit(self) -> Iterator[Record | VerifyError]:
        """Every record, and every fault of the store's own making; see `Reader.audit`."""
        with translated(self.path), closing(for_reading(self._file, timeout=self._timeout)) as db:
            yield from audit(db, self.path)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection that writes what is kept beside the records; all of the block, or nothing of it.

        Raises:
            StoreError: the store was opened for reading, or is locked, full or damaged; nothing was written.
        """
        if self._writing is None:
            raise StoreError(self.path, "was opened for reading", remedy='open it with mode="write"')
        with translated(self.path):
            self._writing.execute("BEGIN IMMEDIATE")
            try:
                yield self._writing
                self._writing.execute("COMMIT")
            except BaseException:
                if self._writing.in_transaction:
                    self._writing.execute("ROLLBACK")
                raise


_STEPS_BETWEEN_LOOKS = 10_000  # of SQLite's machine, between two looks at the clock
_BEFORE_ALL = -(2**63)
_ID_START = re.compile(r"d-[0-9a-f]*", re.ASCII)
_DOCUMENT_COLUMNS = (*DocumentRow.__struct_fields__, "findings", "findings_sha256", "stored_at")


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (our own names)


_INSERT_DOCUMENT = _insert("documents", _DOCUMENT_COLUMNS)
_INSERT_FINDINGS = tuple((_insert(table.name, table.kind.__struct_fields__), table.rows) for table in FINDINGS)
#: Rows of the other tables go with those that they belong to.
_DELETE_FINDINGS = tuple(
    f"DELETE FROM {table.name} WHERE {OF_DOCUMENT}"  # noqa: S608 (our own names)
    for table in reversed(FINDINGS)
    if table.where == OF_DOCUMENT
)
_UPDATE_DOCUMENT = f"UPDATE documents SET {', '.join(f'{c} = ?' for c in _DOCUMENT_COLUMNS)} WHERE id = ?"  # noqa: S608 (our own names)
_LOG_FAILURE = (
    _insert("failures", (*Failure.__struct_fields__, "at"))
    + " ON CONFLICT DO UPDATE SET remedy = excluded.remedy, document_id = excluded.document_id, at = excluded.at"
)
_VERSIONS = "SELECT id FROM documents WHERE key = ? ORDER BY row"
_BY_PLACE = "SELECT id FROM documents WHERE location = ? OR url = ? ORDER BY row DESC LIMIT 1"
_OF_VERSIONS = "SELECT id, text, findings FROM documents WHERE id = ? OR key = ? ORDER BY row"
_BY_START = "SELECT id FROM documents WHERE id >= ? AND id < ? ORDER BY id"


def _update_document(db: sqlite3.Connection, record: Record) -> None:
    """Replaces a document's row and takes away its findings."""
    id_ = record.document.id
    db.execute(_UPDATE_DOCUMENT, (*_document_values(record), id_))
    _delete_findings(db, record)


def _delete_findings(db: sqlite3.Connection, record: Record) -> None:
    for sql in _DELETE_FINDINGS:
        db.execute(sql, (record.document.id,))


def _insert_findings(db: sqlite3.Connection, record: Record) -> None:
    for sql, rows in _INSERT_FINDINGS:
        db.executemany(sql, map(msgspec.structs.astuple, rows(record)))


def _document_values(record: Record) -> tuple[object, ...]:
    found = findings.encode(record)
    return (*msgspec.structs.astuple(document_row(record)), found, findings.digest(found), _now())


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _unchanged(stored: tuple[str, bytes], record: Record) -> bool:
    """Whether the stored record is the same but for the file that the same report was read from."""
    try:
        before = findings.decode(record.document.id, *stored)
    except VerifyError:
        return False  # damaged; writing it again repairs it
    doc = msgspec.structs.replace(before.document, origin=record.document.origin, key=record.document.key)
    return msgspec.structs.replace(before, document=doc) == record


def _storable(text: str) -> str:
    """The text, if a store can hold it.

    Raises:
        NotInStoreError: it holds half of a UTF-16 surrogate pair, as a file name that is not UTF-8 does.
    """
    legible = _legible(text)
    if legible != text:
        raise NotInStoreError(legible)
    return text


def _legible(text: str) -> str:
    r"""The text with halves of surrogate pairs written out, as in \\udce9."""
    return text.encode("utf-8", "backslashreplace").decode()
