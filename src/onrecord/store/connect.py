"""Connections to a store's file, and SQLite's errors in the words of ours."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from onrecord.errors import StoreError
from onrecord.store import migrations
from onrecord.store.schema import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: How a file is opened. Writing makes it. Reading opens it for writing too, as SQLite would otherwise leave its log's
#: files behind, but is kept from writing by `query_only`. A medium that cannot be written has no log and no writer.
How = Literal["mode=rwc", "mode=rw", "mode=ro&immutable=1"]


def for_writing(file: Path, *, timeout: float) -> sqlite3.Connection:
    """A connection that writes; makes the store, or brings it to the newest schema version.

    Args:
        file: the store.
        timeout: seconds to wait for another process that is writing.

    Raises:
        StoreError: the file is no store that this onrecord knows, cannot be written, or is locked or damaged.
    """
    with translated(str(file)), closed_on_error(_connect(file, "mode=rwc", timeout)) as db:
        migrations.check(db, str(file))  # before anything is changed
        if _journal(db, timeout) != "wal":
            raise StoreError(str(file), "lies where SQLite cannot keep a write-ahead log", remedy="use a local disk")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA wal_autocheckpoint = 4000")  # pages; fewer waits for the disk than with the usual 1000
        db.execute("PRAGMA cache_size = -131072")  # KiB; ids are hashes, so that rows go to pages all over the file
        migrations.migrate(db, str(file))
        return db


def _journal(db: sqlite3.Connection, timeout: float) -> str:
    """Turns the write-ahead log on and gives the journal mode now in force.

    SQLite does not wait here when another process makes the store at the same moment; so this does.
    """
    end = time.monotonic() + timeout
    while True:
        try:
            return str(db.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(_PAUSE)


def for_reading(file: Path, *, timeout: float) -> sqlite3.Connection:
    """A connection that reads, and may make temporary tables until `PRAGMA query_only` forbids them.

    Args:
        file: the store.
        timeout: seconds to wait while another process recovers the store after a crash.

    Raises:
        StoreError: the file is no store that this onrecord knows, cannot be read, or is locked or damaged.
    """
    with translated(str(file)):
        try:
            return _for_reading(file, "mode=rw", timeout)
        except sqlite3.OperationalError as error:
            denied = error.sqlite_errorcode & _PRIMARY in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
            if not denied or _has_log(file):
                raise
            return _for_reading(file, "mode=ro&immutable=1", timeout)


def _has_log(file: Path) -> bool:
    """Whether commits lie beside the file that are not in it yet."""
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _for_reading(file: Path, how: How, timeout: float) -> sqlite3.Connection:
    with closed_on_error(_connect(file, how, timeout)) as db:
        db.execute("PRAGMA trusted_schema = OFF")  # writing needs it: the triggers feed the full-text indexes
        found = migrations.check(db, str(file))
        if found == 0:
            raise StoreError(str(file), "is not an onrecord store", remedy="give the path of an onrecord store")
        if found < len(STEPS):
            why = f"has the older schema version {found}"
            raise StoreError(str(file), why, remedy="`onrecord read` into it brings it up to date")
        return db


def _connect(file: Path, how: How, timeout: float) -> sqlite3.Connection:
    uri = f"{file.absolute().as_uri()}?{how}"
    db = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
    with closed_on_error(db):
        db.execute("PRAGMA foreign_keys = ON")
    return db


@contextmanager
def closed_on_error(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Closes the connection when the block raises."""
    try:
        yield db
    except BaseException:
        db.close()
        raise


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Raises SQLite's errors of the block as StoreError, with a remedy where there is one."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
        raise StoreError(path, str(error), remedy=_REMEDIES.get(code, "")) from error


_PAUSE = 0.02  # seconds between two attempts
_PRIMARY = 0xFF  # the part of SQLite's extended error codes that names the kind

_REMEDIES = {
    sqlite3.SQLITE_BUSY: "another process is writing to it; wait until it is done",
    sqlite3.SQLITE_LOCKED: "another process is writing to it; wait until it is done",
    sqlite3.SQLITE_CANTOPEN: "check the path and its permissions",
    sqlite3.SQLITE_CORRUPT: "`onrecord doctor --repair` saves what can be saved into a new store",
    sqlite3.SQLITE_FULL: "make room on the disk and run the command again; everything reported as stored is safe",
    sqlite3.SQLITE_INTERRUPT: "the question took too long; ask for less, such as fewer days or rarer words",
    sqlite3.SQLITE_IOERR: "check the disk; everything reported as stored was written",
    sqlite3.SQLITE_NOTADB: "give the path of an onrecord store",
    sqlite3.SQLITE_PERM: "check the file's permissions",
    sqlite3.SQLITE_READONLY: "check the permissions of the file and its folder",
}
