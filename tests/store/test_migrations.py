from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from onrecord.errors import StoreError
from onrecord.store import migrations

STEPS = (
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
            migrations.migrate(db, "a.db", steps=STEPS[:newest])
            assert version(db) == newest
            assert things(db) == names


def test_a_step_that_fails_leaves_the_store_as_it_was() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, "a.db", steps=STEPS[:1])
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            migrations.migrate(db, "a.db", steps=(*STEPS, ("INSERT INTO nowhere VALUES (1)",)))
        assert version(db) == 1
        assert things(db) == ["first"]


def test_a_newer_store_is_refused() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, "a.db", steps=STEPS)
        with pytest.raises(StoreError, match="schema version 3") as caught:
            migrations.migrate(db, "a.db", steps=STEPS[:2])
        assert caught.value.remedy == "upgrade onrecord"


def test_the_store_is_at_the_newest_version() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.migrate(db, "a.db")
        assert version(db) == len(migrations.STEPS)
        assert migrations.check(db, "a.db") == len(migrations.STEPS)
