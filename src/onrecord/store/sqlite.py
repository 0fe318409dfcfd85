"""The embedded store: one SQLite file, readable by many processes while one writes.

Its write-ahead log makes a commit survive the end of the process, however it ends. A power cut or a crash of the
operating system can lose the last commits before it (the log is not forced to the disk each time) but leaves a sound
store.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec

from onrecord import verify
from onrecord.errors import NotInStoreError, QueryError, StoreError, VerifyError
from onrecord.model import Failure, Record
from onrecord.review import Entry, Reviewed, apply
from onrecord.store import findings, reviews
from onrecord.store.audit import audit
from onrecord.store.base import Applied, LoggedFailure, Written
from onrecord.store.connect import for_reading, for_writing, translated
from onrecord.store.rows import from_columns
from onrecord.store.writing import VERSIONS, Batch, NotNewError, insert

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
        return self.write_all((record,))[0]

    def write_all(self, records: Iterable[Record]) -> tuple[Written, ...]:
        """Stores records in one transaction; see `Writer.write_all`."""
        taken = tuple(records)
        for record in taken:
            verify.check(record)
        with suppress(NotNewError), self._without_lookups():
            return self._write(taken, only_new=True)
        return self._write(taken, only_new=False)

    def _write(self, records: tuple[Record, ...], *, only_new: bool) -> tuple[Written, ...]:
        with self.transaction() as db:
            batch = Batch(db, only_new=only_new)
            written = tuple(batch.write(record) for record in records)
            batch.finish()
        return written

    @contextmanager
    def _without_lookups(self) -> Iterator[None]:
        """Within the block, SQLite does not look up what new rows refer to: two lookups for each row less."""
        if self._writing is not None:
            self._writing.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            if self._writing is not None:
                self._writing.execute("PRAGMA foreign_keys = ON")

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
            batch = Batch(db)
            for document, key in dict.fromkeys((e.document_id, e.document_key) for e in taken):
                for row in db.execute(_OF_VERSIONS, (document, key)).fetchall():
                    batch.rewrite_findings(findings.decode(*row))
            batch.finish()
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
        return tuple(str(row[0]) for row in self.select(VERSIONS, (_storable(key),)))

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
        try:
            with translated(self.path):
                return self._reading.execute(sql, parameters).fetchall()
        except UnicodeEncodeError as error:
            raise QueryError(error.object, "holds half of a surrogate pair, which no report does") from error

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


_LOG_FAILURE = (
    insert("failures", (*Failure.__struct_fields__, "at"))
    + " ON CONFLICT DO UPDATE SET remedy = excluded.remedy, document_id = excluded.document_id, at = excluded.at"
)
_BY_PLACE = "SELECT id FROM documents WHERE location = ? OR url = ? ORDER BY row DESC LIMIT 1"
_OF_VERSIONS = "SELECT id, text, findings FROM documents WHERE id = ? OR key = ? ORDER BY row"
_BY_START = "SELECT id FROM documents WHERE id >= ? AND id < ? ORDER BY id"


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


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
