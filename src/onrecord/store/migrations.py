"""Brings a store to the newest version of its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import StoreError
from onrecord.store.schema import STEPS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from onrecord.store.schema import Step

#: Marks a file as an onrecord store ("onrc").
APPLICATION_ID = 0x6F6E7263

#: In one statement, and so of one moment: another process may be making the store.
_STATE = """
    SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema),
           (SELECT user_version FROM pragma_user_version)
"""


def check(db: sqlite3.Connection, path: str, *, newest: int = len(STEPS)) -> int:
    """The schema version of a store, after seeing that the file is one and that this version of onrecord knows it.

    Raises:
        StoreError: it is the file of another application, or of a newer onrecord.
    """
    application, tables, found = db.execute(_STATE).fetchone()
    if application != APPLICATION_ID and (application or tables):
        raise StoreError(path, "is a database of another application", remedy="give the path of an onrecord store")
    if found > newest:
        why = f"has schema version {found}; this onrecord knows versions up to {newest}"
        raise StoreError(path, why, remedy="upgrade onrecord")
    return int(found)


def migrate(db: sqlite3.Connection, path: str, *, steps: Sequence[Step] = STEPS) -> None:
    """Brings a store to the newest version, all steps in one transaction; an empty file becomes a store.

    Raises:
        StoreError: the file is not a store that these steps lead on from.
        sqlite3.Error: a step failed; the store is as it was.
    """
    if check(db, path, newest=len(steps)) == len(steps):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        for number in range(check(db, path, newest=len(steps)), len(steps)):
            for statement in steps[number]:
                if isinstance(statement, str):
                    db.execute(statement)
                else:
                    statement(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(steps)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
