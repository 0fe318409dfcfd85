from __future__ import annotations

import re
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import store, verify
from onrecord.errors import VerifyError
from onrecord.model import Failure, Place, Record
from onrecord.views.documents import documents
from onrecord.views.search import search
from onrecord.views.stats import stats

from factories import document, entity, event, mention, nested, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.store import Reader

OTHER = record("{S:Cy} {C:said} {T:nothing}.", title="Other", location="other.txt")


def placed() -> Record:
    """A report of talks in a town on the map."""
    doc = document("Talks were held in Oslo.", location="talks.txt")
    where = mention(doc, "Oslo", kind="place")
    town = replace(entity([where], kind="place"), place=Place("Oslo", "city", 59.91, 10.75, "NOR"))
    return Record(doc, (where,), (town,), (), "model 1", (event(doc, trigger="Talks", place=town),))


IDS = {
    "document": nested().document.id,
    "entity": nested().entities[0].id,
    "statement": nested().statements[0].id,
    "inner": nested().statements[1].id,
    "event": nested().events[0].id,
    "other": OTHER.document.id,
    "placed": placed().document.id,
}


def tampering() -> list[tuple[str, str]]:
    table = tomllib.loads((Path(__file__).parents[1] / "cases" / "tampering.toml").read_text())
    return [
        (case["sql"].replace("{column}", column), case["names"].format(**IDS))
        for case in table["case"]
        for column in case.get("columns", [""])
    ]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "store.db"
    with store.open(path, mode="write") as opened:
        opened.write(nested())
        opened.write(OTHER)
        opened.write(placed())
        assert not list(verify.verify_store(opened))
    return path


@pytest.fixture
def path(untouched: Path, tmp_path: Path) -> Path:
    """A store of three records, which the test may spoil."""
    path = tmp_path / "store.db"
    path.write_bytes(untouched.read_bytes())
    return path


@pytest.mark.parametrize(("sql", "named"), tampering())
def test_a_tampered_row_is_named(path: Path, sql: str, named: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        assert db.execute(sql, IDS).rowcount != 0, "the tampering does nothing"
    with store.open(path) as opened:
        assert named in {fault.row for fault in verify.verify_store(opened)}


@pytest.mark.parametrize(
    "table",
    ["documents", "entities", "statements", "speakers", "targets", "events", "parties", "topics", "ties", "spots"],
)
def test_every_column_is_tampered_with(path: Path, table: str) -> None:
    changed = {
        column
        for sql, _ in tampering()
        if sql.startswith(f"UPDATE {table} ")
        for column in re.findall(r"(?:SET|,) (\w+) =", sql)
    }
    with store.open(path) as opened:
        columns = {row[1] for row in opened.select(f"PRAGMA table_info({table})")}
    assert columns - changed <= {"row", "stored_at"}


def test_damage_to_the_file_is_found(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 6] = bytes(4096 * 3)
    path.write_bytes(content)
    with store.open(path) as opened:
        assert list(verify.verify_store(opened))


def test_verifying_changes_nothing_and_keeps_nobody_from_writing(path: Path) -> None:
    with store.open(path) as reader:
        faults = verify.verify_store(reader)
        audit = reader.audit()
        assert isinstance(next(audit), Record)
        with store.open(path, mode="write", timeout=0) as writer:
            writer.write(record("{S:Dee} {C:said} {T:so}.", location="dee.txt"))
        assert len(list(audit)) == 2, "it sees the store as it was"
        assert not list(faults)
    with store.open(path) as reader:
        assert len(list(reader.records())) == 4


@pytest.mark.parametrize(
    ("sql", "ask"),
    [
        ("UPDATE documents SET published = 'x'", search),
        ("UPDATE documents SET published = 'x'", documents),
        ("UPDATE documents SET stored_at = 'x'", documents),
        ("UPDATE documents SET published = 'x'", stats),
        ("UPDATE failures SET at = 'x'", lambda reader: reader.failures()),
        ("UPDATE documents SET findings = x'00'", lambda reader: list(reader.records())),
    ],
)
def test_asking_a_tampered_store_is_a_verify_error(path: Path, sql: str, ask: Callable[[Reader], object]) -> None:
    with store.open(path, mode="write") as opened:
        opened.write_failure(Failure("a.txt", "documents", "empty", "a.txt: empty"))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(sql)
    with store.open(path) as reader, pytest.raises(VerifyError):
        ask(reader)
