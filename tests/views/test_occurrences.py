from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.errors import QueryError
from onrecord.views.occurrences import Figure, Occurrence, Otherwise, find_occurrences
from reports import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import SqliteStore

WORDS = "Harbour crews had waited for an answer since the ferry left, the envoy told the inquiry in the north."
REPORTS = (
    report(outlet="One", killed=12, more=WORDS),
    report(outlet="Two", killed=12, more=WORDS),  # a copy
    report(["Ann Lee"], outlet="Three", killed=9, place="Oslo", according_to="Bob Roe"),
    report(outlet="Four", modality="negated", according_to="Ann Lee", day=None),
    report(["Norway", "Sweden"], [], type="CONSULT", outlet="Five", day="2024-06-30"),
    report(["Tarnby rebels"], ["Norway"], outlet="Six", day="2024-06-02", trigger="shelled"),
    report(["Norway"], [], outlet="Seven", day=None, published=None),
    report(["Norway"], ["Ann Lee"], outlet="Eight", day="2024-07-01"),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with store.open(tmp_path_factory.mktemp("occurrences") / "store.db", mode="write") as opened:
        for made in REPORTS:
            opened.write(made)
        CopyIndex(opened).catch_up()
        OccurrenceIndex(opened).catch_up()
        yield opened


@pytest.fixture(scope="module")
def strike(reader: SqliteStore) -> Occurrence:
    (found,) = find_occurrences(reader, fewest=2).rows
    return found


def test_an_occurrence_has_its_reports_and_counts(strike: Occurrence) -> None:
    assert (strike.type, strike.actor, strike.actor_country, strike.recipient) == (
        "ASSAULT",
        "Ann Lee",
        "NOR",
        "Finland",
    )
    assert (strike.events, strike.reports, strike.outlets, strike.copy_groups) == (3, 3, 3, 2)
    assert (strike.first_day, strike.last_day, strike.places) == (dt.date(2024, 5, 6), dt.date(2024, 5, 6), ("Oslo",))
    assert {t.event_id for t in strike.tellings} == {r.events[0].id for r in REPORTS[:3]}
    assert {t.actor for t in strike.tellings} == {"Norway", "Ann Lee"}
    assert {t.trigger for t in strike.tellings} == {"struck"}


def test_it_says_who_says_so_and_where_reports_differ(strike: Occurrence) -> None:
    assert (strike.own_voice, strike.speakers) == (2, ("Bob Roe",))
    assert strike.figures == (
        Figure("killed", 9, 9, 1, ("Bob Roe",)),
        Figure("killed", 12, 12, 1, ("One", "Two")),
    )
    assert strike.differing == ("killed",)
    assert strike.otherwise == (Otherwise("negated", 1, (REPORTS[3].events[0].id,), ("Ann Lee",)),)


@pytest.mark.parametrize(
    ("asked", "outlets"),
    [
        ({}, ["Eight", "Five", "Six", "Three", "Seven"]),
        ({"actor": "lee"}, ["Three"]),
        ({"actor": "Norway"}, ["Eight", "Five", "Three", "Seven"]),
        ({"actor": "rebels"}, ["Six"]),
        ({"recipient": "norway"}, ["Five", "Six"]),
        ({"actor_country": "nor"}, ["Eight", "Five", "Three", "Seven"]),
        ({"actor_country": "SWE"}, ["Five"]),
        ({"actor_country": "SWE", "recipient_country": "NOR"}, ["Five"]),
        ({"actor_country": "NOR", "recipient_country": "NOR"}, ["Eight"]),
        ({"recipient_country": "FIN"}, ["Three"]),
        ({"type": "consult"}, ["Five"]),
        ({"quad": "4", "limit": 1, "offset": 1}, ["Six"]),
        ({"modality": "negated"}, ["Four"]),
        ({"modality": ""}, ["Eight", "Five", "Six", "Four", "Three", "Seven"]),
        ({"since": dt.date(2024, 6, 3)}, ["Eight", "Five"]),
        ({"until": dt.date(2024, 6, 2)}, ["Six", "Three"]),
        ({"sort": "reports", "limit": 2}, ["Three", "Eight"]),
        ({"fewest": 4}, []),
    ],
)
def test_occurrences_are_found_by(reader: SqliteStore, asked: dict[str, Any], outlets: list[str]) -> None:
    page = find_occurrences(reader, **asked)
    by_event = {r.events[0].id: r.document.outlet for r in REPORTS}
    assert [{by_event[t.event_id] for t in row.tellings} & set(outlets) for row in page.rows] == [{o} for o in outlets]
    if "limit" not in asked:
        assert page.total == len(outlets)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"actor_country": "Norway"}, "three-letter"),
        ({"type": "1 OR 1"}, "no PLOVER type"),
        ({"quad": "5"}, "1, 2, 3, 4"),
        ({"modality": "dreamt"}, "asserted, negated"),
        ({"sort": "size"}, "day, reports"),
        ({"limit": -1}, "limit must be"),
    ],
)
def test_what_cannot_be_asked_is_refused(reader: SqliteStore, asked: dict[str, Any], why: str) -> None:
    with pytest.raises(QueryError, match=why):
        find_occurrences(reader, **asked)


def test_ids_are_the_same_in_another_order(reader: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> None:
    with store.open(tmp_path_factory.mktemp("turned") / "store.db", mode="write") as other:
        for made in reversed(REPORTS):
            other.write(made)
        CopyIndex(other).catch_up()
        OccurrenceIndex(other).catch_up()
        ids, turned = ([row.id for row in find_occurrences(r, modality="").rows] for r in (reader, other))
    assert ids == turned
    assert len(set(ids)) == len(ids)
