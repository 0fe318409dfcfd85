from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import store, verify
from onrecord.errors import NotInStoreError, VerifyError
from onrecord.review.changes import StatementEdit, accept, correct, known, reject, withdraw
from onrecord.review.entity_changes import EntityEdit, correct_entity, merge
from onrecord.views.actors import actors, profile
from onrecord.views.events import find_events
from onrecord.views.search import search
from onrecord.views.stats import stats
from review.made import TEXT, report, signed, span

import factories

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.store import SqliteStore

RECORD = report()
ID = RECORD.document.id
ONE, TWO = RECORD.statements


@pytest.fixture
def kept(tmp_path: Path) -> SqliteStore:
    opened = store.open(tmp_path / "store.db", mode="write")
    opened.write(RECORD)
    return opened


def corrected(kept: SqliteStore, at: int = 0) -> None:
    edit = StatementEdit(
        content=(span(RECORD, "the road"),), source=(ONE.source[0].span,),
        cue=(ONE.cue[0].span,), act="announce", speakers=(known(RECORD, RECORD.entities[1].id),),
    )  # fmt: skip
    kept.review([correct(kept.reviewed(ID), ONE.id, edit, signed(at))])


def sound(kept: SqliteStore) -> bool:
    return not list(verify.verify_store(kept))


def test_a_correction_is_found_by_its_new_words_and_speaker(kept: SqliteStore) -> None:
    corrected(kept)
    (hit,) = search(kept, words="road").rows
    assert (hit.content, hit.speaker, hit.act, hit.review) == ("the road", "Bob Roe", "announce", "corrected")
    assert not search(kept, words="closed").rows
    assert sound(kept)


def test_a_rejected_finding_is_in_no_count(kept: SqliteStore) -> None:
    kept.review([reject(kept.reviewed(ID), ONE.id, signed()), reject(kept.reviewed(ID), RECORD.events[0].id, signed())])
    assert stats(kept).statements == search(kept).total == 1
    assert find_events(kept).total == 0
    assert kept.select("SELECT status FROM judgements") == [("rejected",)] * 2
    assert sound(kept)


def test_reviews_survive_a_newer_reading(kept: SqliteStore) -> None:
    corrected(kept)
    kept.review([reject(kept.reviewed(ID), TWO.id, signed(1))])
    kept.write(report(model="test-model 2"))
    assert [(h.content, h.act, h.review) for h in search(kept).rows] == [("the road", "announce", "corrected")]
    assert kept.prediction(ID) == report(model="test-model 2")
    gone = replace(report(model="test-model 3"), statements=(TWO,), events=())
    kept.write(gone)
    assert [(h.content, h.review) for h in search(kept).rows] == [("the road", "added")]
    assert sound(kept)


def test_a_name_given_by_a_reviewer_shows_in_views_and_outlives_a_newer_reading(kept: SqliteStore) -> None:
    edit = EntityEdit("Robert Roe", "person", country="FIN", ref="person:FIN/Robert Roe")
    kept.review([correct_entity(kept.reviewed(ID), RECORD.entities[1].id, edit, signed())])
    for model in ("test-model 1", "test-model 2"):
        kept.write(report(model=model))
        assert [h.speaker for h in search(kept, country="FIN").rows] == ["Robert Roe"]
        assert {(a.name, a.ref, a.country) for a in actors(kept).rows} == {
            ("Ann Lee", None, None), ("Robert Roe", "person:FIN/Robert Roe", "FIN"),
        }  # fmt: skip
        assert profile(kept, ref="person:FIN/Robert Roe").totals["said"] == 1
        assert sound(kept)
    assert kept.prediction(ID) == report(model="test-model 2")


def test_a_withdrawal_restores_what_was_read(kept: SqliteStore) -> None:
    before = kept.select("SELECT * FROM statements")
    kept.review([merge(kept.reviewed(ID), [e.id for e in RECORD.entities], signed())])
    assert {h.speaker for h in search(kept).rows} == {"Ann Lee"}
    (entry,) = kept.entries(ID)
    kept.review([withdraw(kept.entry(entry.id), signed(1))])
    assert [row[1:] for row in kept.select("SELECT * FROM statements")] == [row[1:] for row in before]
    assert kept.record(ID) == RECORD
    assert len(list(kept.entries())) == 2
    assert sound(kept)


def test_records_are_given_as_the_store_was_opened(kept: SqliteStore, tmp_path: Path) -> None:
    kept.review([accept(kept.reviewed(ID), ONE.id, signed()), reject(kept.reviewed(ID), TWO.id, signed(1))])
    given = {}
    for how in ("apply", "only", "ignore"):
        with store.open(tmp_path / "store.db", reviews=how) as reader:
            (record,) = reader.records()
            assert record == reader.record(ID)
            given[how] = (len(record.statements), len(record.events), len(record.reviews))
    assert given == {"apply": (1, 1, 2), "only": (1, 0, 2), "ignore": (2, 1, 0)}


def test_an_entry_written_twice_is_one(kept: SqliteStore) -> None:
    entry = accept(kept.reviewed(ID), ONE.id, signed())
    assert (kept.review([entry]), kept.review([entry])) == (1, 0)


def test_an_entry_that_does_not_hold_is_refused(kept: SqliteStore) -> None:
    entry = accept(kept.reviewed(ID), ONE.id, signed())
    with pytest.raises(VerifyError):
        kept.review([entry, replace(entry, by="Other")])
    assert not list(kept.entries())
    with pytest.raises(NotInStoreError):
        kept.entry(entry.id)


@pytest.mark.parametrize("sql", ["UPDATE reviews SET note = 'x'", "DELETE FROM reviews"])
def test_the_file_itself_keeps_the_log_from_changes(kept: SqliteStore, tmp_path: Path, sql: str) -> None:
    kept.review([accept(kept.reviewed(ID), ONE.id, signed())])
    with (
        closing(sqlite3.connect(tmp_path / "store.db")) as db,
        pytest.raises(sqlite3.IntegrityError, match="only grows"),
    ):
        db.execute(sql)


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE reviews SET note = 'other'", "its content has the id"),
        ("UPDATE reviews SET before = '{'", "is no entry of the log"),
        ("UPDATE reviews SET action = 'praise'", "is no entry of the log"),
        ("UPDATE judgements SET status = 'checked'", "judgements.status"),
        ("DELETE FROM judgements", "is missing from table judgements"),
        ("UPDATE statements SET review = 'checked'", "statements.review"),
    ],
)
def test_a_log_changed_behind_the_programs_back_is_named(
    kept: SqliteStore, tmp_path: Path, sql: str, named: str
) -> None:
    corrected(kept)
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as db:
        db.execute("DROP TRIGGER reviews_update")
        assert db.execute(sql).rowcount
    faults = [str(fault) for fault in verify.verify_store(kept)]
    assert any(named in fault for fault in faults)
    assert any("reviews_update" in fault and "missing" in fault for fault in faults)


def test_a_withdrawal_of_nothing_is_named(kept: SqliteStore) -> None:
    kept.review([withdraw(accept(kept.reviewed(ID), ONE.id, signed()), signed(1))])
    assert any("not in the log" in str(fault) for fault in verify.verify_store(kept))


def test_a_new_version_of_the_report_shows_older_entries_as_stale(kept: SqliteStore) -> None:
    kept.review([reject(kept.reviewed(ID), ONE.id, signed())])
    newer = factories.record(TEXT + " Corrected.", title="Road", key=RECORD.document.key)
    kept.write(newer)
    found = kept.reviewed(newer.document.id)
    assert (len(found.record.statements), len(found.stale)) == (2, 1)
    assert len(list(kept.entries(newer.document.id))) == 1
    assert sound(kept)
