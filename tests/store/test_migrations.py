from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec
import pytest

from onrecord.errors import StoreError
from onrecord.store import findings, migrations
from onrecord.store.rows import document_row, entity_rows, statement_rows
from onrecord.store.schema import STEPS

from factories import nested

if TYPE_CHECKING:
    from onrecord.model import Record

SMALL = (
    ("CREATE TABLE things (name TEXT)", "INSERT INTO things VALUES ('first')"),
    ("INSERT INTO things VALUES ('second')",),
    ("INSERT INTO things VALUES ('third')",),
)


def version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def things(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM things ORDER BY rowid")]


def test_steps_run_in_order_and_once() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for newest, names in ((1, ["first"]), (3, ["first", "second", "third"]), (3, ["first", "second", "third"])):
            migrations.migrate(db, "a.db", steps=SMALL[:newest])
            assert version(db) == newest
            assert things(db) == names


def test_a_step_that_fails_leaves_the_store_as_it_was() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, "a.db", steps=SMALL[:1])
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            migrations.migrate(db, "a.db", steps=(*SMALL, ("INSERT INTO nowhere VALUES (1)",)))
        assert version(db) == 1
        assert things(db) == ["first"]


def test_a_newer_store_is_refused() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, "a.db", steps=SMALL)
        with pytest.raises(StoreError, match="schema version 3") as caught:
            migrations.migrate(db, "a.db", steps=SMALL[:2])
        assert caught.value.remedy == "upgrade onrecord"


def test_the_store_is_at_the_newest_version() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, "a.db")
        assert version(db) == len(STEPS)
        assert migrations.check(db, "a.db") == len(STEPS)


def test_statements_of_an_older_store_get_their_manner_and_targets() -> None:
    made = nested()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, "a.db", steps=STEPS[:1])
        _write_as_first_version(db, made)
        migrations.migrate(db, "a.db")
        rows = db.execute("SELECT id, commitment, negated, about FROM statements ORDER BY position").fetchall()
        assert rows == [(s.id, "neutral", 0, "Bob" if s.about else None) for s in made.statements]
        assert db.execute("SELECT statement_id, entity_id, stance FROM targets").fetchall() == [
            (made.statements[0].id, made.entities[1].id, "neutral")
        ]
        assert db.execute("SELECT count(*) FROM events").fetchone() == (0,)


def _write_as_first_version(db: sqlite3.Connection, made: Record) -> None:
    """Stores a record in the columns that the first version had."""
    bare = msgspec.structs.replace(made, events=(), topics=())
    kept = findings.encode(bare)
    values = (*msgspec.structs.astuple(document_row(bare)), kept, findings.digest(kept), "2024-05-06T00:00:00+00:00")
    db.execute(f"INSERT INTO documents VALUES (1, {', '.join('?' * len(values))})", values)  # noqa: S608 - marks alone
    for table, rows in (("entities", entity_rows(bare)), ("statements", statement_rows(bare))):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")][1:]
        marks = ", ".join("?" * len(columns))
        for made_row in rows:
            cells = [getattr(made_row, column) for column in columns]
            db.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", cells)  # noqa: S608 - our own names
