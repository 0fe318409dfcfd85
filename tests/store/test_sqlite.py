from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import onrecord
from onrecord import store, verify
from onrecord.errors import StoreError, VerifyError
from onrecord.store.schema import STEPS
from onrecord.views.search import search

from factories import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Record
    from onrecord.store.sqlite import Mode


def made(number: int) -> Record:
    return record(f"{{S:Speaker {number}}} {{C:said}} {{T:thing {number}}}.", location=f"{number}.txt")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one record, closed."""
    path = tmp_path / "store.db"
    with store.open(path, mode="write") as opened:
        opened.write(made(0))
    return path


def test_the_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "store.db"
    with store.open(path, mode="write") as opened:
        assert opened.path == str(path)
    assert path.is_file()


@pytest.mark.parametrize("name", ["with space.db", "per%20cent.db", "hash#mark.db", "question?mode=memory.db", "é.db"])
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    with store.open(tmp_path / name, mode="write") as opened:
        opened.write(made(0))
    assert [f.name for f in tmp_path.iterdir()] == [name]
    with store.open(tmp_path / name) as opened:
        assert list(opened.records()) == [made(0)]


def test_reading_makes_no_file(tmp_path: Path, path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist") as caught:
        store.open(tmp_path / "none.db")
    assert caught.value.remedy
    with store.open(path) as opened:
        assert list(opened.records()) == [made(0)]
    assert [f.name for f in tmp_path.iterdir()] == ["store.db"]


def test_a_store_opened_for_reading_is_not_written(path: Path) -> None:
    with store.open(path) as opened:
        with pytest.raises(StoreError, match="opened for reading"):
            opened.write(made(1))
        with pytest.raises(StoreError, match="readonly"):
            opened.select("DELETE FROM failures")


def test_a_question_does_not_change_a_store_opened_for_writing(path: Path) -> None:
    with store.open(path, mode="write") as opened:
        with pytest.raises(StoreError, match="readonly"):
            opened.select("DELETE FROM failures RETURNING code")
        assert list(opened.records()) == [made(0)]


def test_wrong_sql_is_a_store_error(path: Path) -> None:
    with store.open(path) as opened, pytest.raises(StoreError, match="syntax"):
        opened.select("SELEKT 1")


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (url)")


def foreign_application(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA application_id = 7")


def newer(path: Path) -> None:
    store.open(path, mode="write").close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")


def text(path: Path) -> None:
    path.write_text("not a database, though long enough to be read as the header of one\n" * 20)


@pytest.mark.parametrize("mode", ["read", "write"])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (foreign, "another application"),
        (foreign_application, "another application"),
        (newer, f"schema version {len(STEPS) + 1}"),
        (text, "not a database"),
        (Path.mkdir, "does not exist|unable to open"),
    ],
)
def test_what_is_not_a_store_is_left_alone(tmp_path: Path, make: Callable[[Path], None], why: str, mode: Mode) -> None:
    path = tmp_path / "odd.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=why) as caught:
        store.open(path, mode=mode)
    assert caught.value.remedy
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [f.name for f in tmp_path.iterdir()] == ["odd.db"]


def test_an_empty_file_is_no_store_to_read_but_may_become_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="not an onrecord store"):
        store.open(path)
    store.open(path, mode="write").close()
    store.open(path).close()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="folder"):
        store.open(tmp_path / "file" / "store.db", mode="write")


def test_a_locked_store_is_a_store_error(path: Path) -> None:
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        store.open(path, mode="write", timeout=0) as opened,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked") as caught:
            opened.write(made(1))
        assert "another process" in caught.value.remedy
        assert list(opened.records()) == [made(0)], "readers do not wait"
        other.execute("ROLLBACK")
        assert opened.write(made(1)).status == "new"


def test_a_reader_sees_what_a_writer_beside_it_has_written(path: Path) -> None:
    with store.open(path) as reader, store.open(path, mode="write") as writer:
        assert search(reader, words="thing").total == 1
        writer.write(made(1))
        assert search(reader, words="thing").total == 2
        assert [r.document.id for r in reader.records()] == [made(n).document.id for n in range(2)]
        assert not list(verify.verify_store(reader))


def test_many_make_and_fill_a_store_at_once(tmp_path: Path) -> None:
    def fill(first: int) -> None:
        with store.open(tmp_path / "store.db", mode="write") as opened:
            for number in range(first, first + 5):
                opened.write(made(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fill, range(0, 40, 5)))
    with store.open(tmp_path / "store.db") as opened:
        assert {r.document.id for r in opened.records()} == {made(n).document.id for n in range(40)}
        assert not list(verify.verify_store(opened))


def test_a_failed_write_leaves_nothing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON speakers BEGIN SELECT raise(ABORT, 'disk full'); END")
    with store.open(path, mode="write") as opened:
        with pytest.raises(StoreError, match="disk full"):
            opened.write(made(1))
        assert list(opened.records()) == [made(0)]
        assert search(opened, words="thing").total == 1


def test_a_damaged_record_is_repaired_by_reading_the_report_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE documents SET findings = x'00'")
    with store.open(path, mode="write") as opened:
        assert opened.write(made(0)).status == "updated"
        assert not list(verify.verify_store(opened))


def test_without_a_log_a_store_is_read_where_none_can_be_made(path: Path) -> None:
    # A link that leads nowhere, in the place of the log, does what a read-only medium does, also to root.
    path.with_name("store.db-shm").symlink_to(path.parent / "nowhere" / "else")
    with store.open(path) as opened:
        assert list(opened.records()) == [made(0)]
        assert not list(verify.verify_store(opened))
    with pytest.raises(StoreError, match="unable to open"):
        store.open(path, mode="write")


def test_a_store_whose_log_cannot_be_read_is_not_read_without_it(path: Path) -> None:
    path.with_name("store.db-shm").symlink_to(path.parent / "nowhere" / "else")
    path.with_name("store.db-wal").write_bytes(b"commits")
    with pytest.raises(StoreError, match="unable to open") as caught:
        store.open(path)
    assert caught.value.remedy


CHILD = textwrap.dedent(
    """
    import sys
    from factories import record
    from onrecord import store

    path, first = sys.argv[1], int(sys.argv[2])
    with store.open(path, mode="write") as opened:
        for number in range(first, first + 100_000):
            made = record(f"{{S:Ann}} {{C:said}} {{T:thing {number}}}.", location=f"{number}.txt")
            print(opened.write(made).document_id, flush=True)
    """
)


def child(*args: str) -> subprocess.Popen[str]:
    folders = [str(Path(__file__).parents[1]), str(Path(onrecord.__path__[0]).parent)]
    return subprocess.Popen(  # noqa: S603 (this interpreter, our own program)
        [sys.executable, "-c", f"import sys; sys.path[:0] = {folders!r}\n{CHILD}", *args],
        stdout=subprocess.PIPE,
        text=True,
    )


def killed_after(process: subprocess.Popen[str], lines: int, pause: float) -> list[str]:
    """Reads some lines, waits a moment more, kills the process, and gives everything that it printed."""
    assert process.stdout is not None
    with process, process.stdout:
        printed = [process.stdout.readline() for _ in range(lines)]
        time.sleep(pause)
        process.kill()
        printed += process.stdout.readlines()
    # The last line may have been cut short by the kill.
    return [line.strip() for line in printed if line.endswith("\n")]


def test_a_store_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.1, other.execute, ["COMMIT"])
        release.start()
        with store.open(path, mode="write") as opened:
            assert opened.write(record("{S:Ann} {C:said} {T:yes}.")).status == "new"
        release.join()


@pytest.mark.slow
def test_what_was_reported_stored_survives_kill(tmp_path: Path) -> None:
    path, chance, stored = tmp_path / "store.db", random.Random(7), set[str]()  # noqa: S311 (moments, not secrets)
    rounds = 21
    running = [child(str(path), "0")]
    for number in range(1, rounds + 1):
        if number < rounds:
            running.append(child(str(path), str(number * 100_000)))
        printed = killed_after(running.pop(0), chance.randrange(1, 40), chance.random() * 0.01)
        assert printed
        stored.update(printed)
        with store.open(path) as opened:
            kept = {row[0] for row in opened.select("SELECT id FROM documents")}
            assert stored <= kept
    with store.open(path) as opened:
        assert opened.select("PRAGMA integrity_check") == [("ok",)]
        assert not list(verify.verify_store(opened))


def test_many_records_are_written_at_once_and_found(tmp_path: Path) -> None:
    one, other = record("{S:Ann} {C:said} {T:maples fell}."), record("{S:Bob} {C:said} {T:oaks stood}.")
    with store.open(tmp_path / "many.db", mode="write") as kept:
        written = kept.write_all([one, other, one])
        assert [w.status for w in written] == ["new", "version", "unchanged"]
        assert kept.select("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'maples OR oaks'") == [(2,)]
        changed = replace(other, model="another")
        assert [w.status for w in kept.write_all([changed, changed])] == ["updated", "unchanged"]
        assert kept.select("SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'oaks'") == [(1,)]
        third = record("{S:Cem} {C:said} {T:elms}.")
        assert [w.status for w in kept.write_all([third, replace(one, statements=())])] == ["version", "updated"]
        assert kept.select("SELECT content FROM statements ORDER BY row") == [("oaks stood",), ("elms",)]
        assert [f for f in kept.audit() if isinstance(f, VerifyError)] == []
