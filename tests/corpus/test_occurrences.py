from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex, unjoined
from onrecord.corpus.occurrences_told import MOST_PARTIES, dyads_of
from onrecord.errors import StoreError
from onrecord.model import Record
from onrecord.verify import check
from reports import report

import factories

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onrecord.store import SqliteStore


def joined(kept: SqliteStore, records: Iterable[Record]) -> list[Any]:
    """Writes and joins records; for each dyad its event, that which counts for it, and that of its copies."""
    for record in records:
        kept.write(record)
    CopyIndex(kept).catch_up()
    OccurrenceIndex(kept).catch_up()
    assert unjoined(kept) == 0
    return occurrences(kept)


def occurrences(kept: SqliteStore) -> list[Any]:
    return kept.select(
        "SELECT d.event_id, o.event_id, d.mutual, d.occurrence_mutual, c.event_id FROM dyads d "
        "JOIN dyads o ON o.row = d.occurrence JOIN dyads c ON c.row = d.copy ORDER BY 1, d.position"
    )


def in_memory(tmp: Path, name: str, records: Iterable[Record]) -> list[Any]:
    with store.open(tmp / f"{name}.db", mode="write") as kept:
        return joined(kept, records)


REPORTS = (
    report(outlet="One"),
    report(outlet="Two", day=None, killed=12),
    report(["Ann Lee"], outlet="Three", place="Oslo", killed=9),
    report(["Bob Roe"], outlet="Four", place="Bergen"),
    report(outlet="Five", modality="negated"),
    report(["Norway", "Finland"], [], type="CONSULT", outlet="Six"),
    report(["Norway"], ["Finland"], type="CONSULT", outlet="Seven"),
    report(["Finland"], ["Norway"], type="CONSULT", outlet="Eight", day="2024-05-06"),
    report(["Norway", "Sweden"], ["Finland"], outlet="Nine", day="2024-05-05"),
    report(["Tarnby rebels"], outlet="Ten"),
)


@pytest.fixture(scope="module")
def due(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The occurrences of all reports, read in their order."""
    return in_memory(tmp_path_factory.mktemp("due"), "due", REPORTS)


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(len(REPORTS))), stop=st.integers(0, len(REPORTS)))
def test_the_order_of_reading_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, due: list[Any], order: list[int], stop: int
) -> None:
    tmp = tmp_path_factory.mktemp("orders")
    with store.open(tmp / "found.db", mode="write") as kept:
        joined(kept, (REPORTS[n] for n in order[:stop]))
        assert joined(kept, (REPORTS[n] for n in order[stop:])) == due


def test_reports_of_one_occurrence_come_together(due: list[Any]) -> None:
    found = {event: rep for event, rep, *_ in due}
    first = [found[r.events[0].id] for r in REPORTS]
    assert first[2] != first[3], "two ministers in two cities"
    assert first[0] == first[1], "of the country alone, dated and not dated"
    assert first[0] in first[2:4], "which may be the same as one of these"
    assert first[4] == REPORTS[4].events[0].id, "what did not happen stands apart"
    assert first[5] == first[6], "talks between two and of one with the other"
    assert first[9] not in first[:9]


def test_an_event_of_several_parties_is_several_occurrences(tmp_path: Path) -> None:
    both = report(["Norway", "Sweden"], ["Finland"])
    rows = in_memory(tmp_path, "s", [both, report(["Sweden"], outlet="Two")])
    assert len(rows) == 3
    assert len({row[1] for row in rows}) <= 2
    with store.open(tmp_path / "s.db") as kept:
        pairs = kept.select(
            "SELECT actor_country, count(*), count(DISTINCT occurrence) FROM dyads GROUP BY 1 ORDER BY 1"
        )
    assert pairs == [("NOR", 1, 1), ("SWE", 2, 1)]


def test_copies_count_once(tmp_path: Path) -> None:
    words = "Harbour crews had waited for an answer since the ferry left, the envoy told the inquiry in the north."
    one = report(more=words)
    later = report(outlet="Tarnby Times", published=dt.date(2024, 5, 9), day=None, more=words)
    rows = in_memory(tmp_path, "s", [one, later])
    assert len({row[4] for row in rows}) == 1, "the copy, published two days later, tells no other strike"


def test_a_report_read_anew_leaves_nothing_behind(tmp_path: Path) -> None:
    one, two = report(outlet="One"), report(outlet="Two")
    with store.open(tmp_path / "s.db", mode="write") as kept:
        joined(kept, [one, two])
        kept.write(replace(two, events=()))
        assert unjoined(kept) > 0
        assert joined(kept, []) == [(one.events[0].id, one.events[0].id, 0, 0, one.events[0].id)]
        kept.write(two)
        assert unjoined(kept) > 0
        again = joined(kept, [])
        assert {row[1] for row in again} == {min(one.events[0].id, two.events[0].id)}
        assert not [fault for fault in kept.audit() if not isinstance(fault, Record)]


def test_an_interrupted_run_is_taken_up(tmp_path: Path) -> None:
    class Stop(Exception):  # noqa: N818 (no error)
        pass

    def stop(_: object) -> None:
        raise Stop

    with store.open(tmp_path / "s.db", mode="write") as kept:
        for each in REPORTS[:3]:
            kept.write(each)
        CopyIndex(kept).catch_up()
        with pytest.raises(Stop):
            OccurrenceIndex(kept).catch_up(stop)
        assert unjoined(kept) > 0
        assert joined(kept, []) == in_memory(tmp_path, "due", REPORTS[:3])


def test_reports_that_were_not_compared_wait(tmp_path: Path) -> None:
    with store.open(tmp_path / "s.db", mode="write") as kept:
        kept.write(REPORTS[0])
        assert OccurrenceIndex(kept).catch_up() == 0
        assert unjoined(kept) == 1


def test_a_store_opened_for_reading_is_refused(tmp_path: Path) -> None:
    in_memory(tmp_path, "s", REPORTS[:1])
    with closing(sqlite3.connect(tmp_path / "s.db", isolation_level=None)) as db:
        db.execute("DELETE FROM dyads")
    with store.open(tmp_path / "s.db") as kept, pytest.raises(StoreError):
        OccurrenceIndex(kept).catch_up()


def test_a_list_of_a_thousand_parties_stays_small() -> None:
    text = " ".join(f"N{n}" for n in range(1000)) + " met"
    doc = factories.document(text)
    mentions = [factories.mention(doc, f"N{n}") for n in range(200)]
    parties = [factories.entity([m], kind="group") for m in mentions]
    talks = factories.event(doc, trigger="met", actor=parties, actor_words=text.split()[:200])
    record = Record(doc, tuple(mentions), tuple(parties), (), "m", (talks,))
    check(record)
    assert len(list(dyads_of(record, "g"))) == MOST_PARTIES * (MOST_PARTIES - 1) // 2


def test_an_event_without_anybody_has_a_row() -> None:
    doc = factories.document("Shots were heard.")
    record = Record(doc, events=(factories.event(doc, trigger="heard"),))
    (row,) = dyads_of(record, "g")
    assert (row.actor, row.recipient, row.actor_country, row.told.pairs) == ("", "", None, (("", ""),))
