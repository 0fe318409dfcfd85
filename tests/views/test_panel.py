from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.errors import QueryError
from onrecord.views.panel import LeftOut, PanelRow, panel
from reports import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import SqliteStore

WORDS = "Harbour crews had waited for an answer since the ferry left, the envoy told the inquiry in the north."
REPORTS = (
    report(outlet="One", more=WORDS),
    report(outlet="Two", more=WORDS),  # a copy
    report(["Ann Lee"], outlet="Three", killed=3),
    report(["Finland"], ["Norway"], outlet="Four", day="2024-06-11", type="AID"),
    report(["Norway", "Sweden"], [], outlet="Five", day="2024-06-30", type="CONSULT"),
    report(["Tarnby rebels"], outlet="Six"),
    report(["Norway"], [], outlet="Seven"),
    report(["Ann Lee"], ["Bob Roe"], outlet="Eight", type="ACCUSE"),
    report(outlet="Nine", day="2024", type="ACCUSE"),
    report(outlet="Ten", day=None, published=None, type="ACCUSE"),
    report(outlet="Eleven", modality="negated"),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with store.open(tmp_path_factory.mktemp("panel") / "store.db", mode="write") as opened:
        for made in REPORTS:
            opened.write(made)
        CopyIndex(opened).catch_up()
        OccurrenceIndex(opened).catch_up()
        yield opened


def counts(reader: SqliteStore, **asked: Any) -> dict[tuple[str, str, str], int]:  # noqa: ANN401 (of many types)
    """The numbers of events that are not zero."""
    rows = panel(reader, **asked).rows()
    return {(row.period, row.actor, row.recipient): row.events for row in rows if row.events}


@pytest.mark.parametrize(("level", "strikes"), [("report", 3), ("copy", 2), ("occurrence", 1)])
def test_levels(reader: SqliteStore, level: Any, strikes: int) -> None:  # noqa: ANN401 (a literal)
    assert counts(reader, level=level) == {
        ("2024-05", "NOR", "FIN"): strikes,
        ("2024-06", "FIN", "NOR"): 1,
        ("2024-06", "NOR", "SWE"): 1,
        ("2024-06", "SWE", "NOR"): 1,
    }


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        ("day", ["2024-05-06", "2024-06-11", "2024-06-30"]),
        ("week", ["2024-W19", "2024-W24", "2024-W26"]),
        ("month", ["2024-05", "2024-06"]),
    ],
)
def test_periods(reader: SqliteStore, by: Any, periods: list[str]) -> None:  # noqa: ANN401 (a literal)
    made = panel(reader, by=by)
    assert sorted({row.period for row in made.rows() if row.events}) == periods
    assert (made.periods[0], made.periods[-1]) == (periods[0], periods[-1])
    assert len(made.periods) == {"day": 56, "week": 8, "month": 2}[by]


def test_a_panel_is_balanced_and_its_zeros_are_filled(reader: SqliteStore) -> None:
    made = panel(
        reader, actors=["NOR", "FIN", "SWE"], since=dt.date(2024, 4, 1), until=dt.date(2024, 7, 31), level="report"
    )
    rows = list(made.rows())
    assert len(rows) == len(made) == 3 * 2 * 4
    assert [r.period for r in rows[:4]] == ["2024-04", "2024-05", "2024-06", "2024-07"]
    assert sum(r.events for r in rows) == made.counted == 6
    (strikes,) = (r for r in rows if r.events == 3)
    assert (strikes.material_conflict, strikes.score, strikes.goldstein) == (3, -9.0, -9.0)
    assert dict(zip(made.types, strikes.types, strict=True))["ASSAULT"] == 3
    empty = rows[0]
    assert empty == PanelRow("2024-04", "FIN", "NOR", 0, 0, 0, 0, 0, None, None, (0,) * len(made.types))
    assert len(empty.cells) == len(made.columns)
    assert made.columns[:4] == ("period", "actor", "recipient", "events")
    assert "assault" in made.columns


def test_what_is_in_no_row_is_counted(reader: SqliteStore) -> None:
    assert panel(reader).left_out == LeftOut(without_party=2, domestic=1, wide=1, undated=1)
    assert panel(reader, actor="SWE").left_out == LeftOut(without_party=1), "the rebels may be anybody's"
    assert panel(reader, actor="SWE", recipient="NOR").left_out == LeftOut()
    assert panel(reader, unit="actor").left_out == LeftOut(without_party=1, wide=1, undated=1)
    assert panel(reader, unit="actor", actor="Norway").left_out == LeftOut(without_party=1, wide=1, undated=1)
    assert panel(reader, unit="actor", actor="Lee").left_out == LeftOut()
    assert panel(reader, domestic=True).left_out.domestic == 0
    assert counts(reader, actor="NOR", recipient="NOR", level="report") == {("2024-05", "NOR", "NOR"): 1}


def test_pairs(reader: SqliteStore) -> None:
    assert panel(reader).pairs == (("FIN", "NOR"), ("NOR", "FIN"), ("NOR", "SWE"), ("SWE", "NOR"))
    assert len(panel(reader, pairs="all").pairs) == 6
    assert panel(reader, recipient="swe").pairs == (("NOR", "SWE"),)
    assert panel(reader, actor="SWE", recipient="FIN", since=dt.date(2024, 5, 1), until=dt.date(2024, 5, 31)).pairs == (
        ("SWE", "FIN"),
    ), "that nothing happened is an answer"


def test_single_actors(reader: SqliteStore) -> None:
    assert counts(reader, unit="actor", since=dt.date(2024, 5, 1), until=dt.date(2024, 5, 31)) == {
        ("2024-05", "country:NOR", "country:FIN"): 1,
        ("2024-05", "person:NOR/Ann Lee", "country:FIN"): 1,
        ("2024-05", "person:NOR/Ann Lee", "person:NOR/Bob Roe"): 1,
        ("2024-05", "Tarnby rebels", "country:FIN"): 1,
    }
    lee = counts(reader, unit="actor", actor="lee", level="report")
    assert set(lee) == {
        ("2024-05", "person:NOR/Ann Lee", "country:FIN"),
        ("2024-05", "person:NOR/Ann Lee", "person:NOR/Bob Roe"),
    }
    assert counts(reader, unit="actor", actor="person:NOR/Ann Lee", level="report") == lee
    assert counts(reader, unit="actor", actor="Sweden") == {("2024-06", "country:SWE", "country:NOR"): 1}


def test_other_modalities_are_counted_on_request(reader: SqliteStore) -> None:
    assert counts(reader, modality="negated") == {("2024-05", "NOR", "FIN"): 1}


def test_bounds_cut_days(reader: SqliteStore) -> None:
    assert counts(reader, since=dt.date(2024, 6, 12), until=dt.date(2024, 7, 1), actors=["NOR", "FIN"]) == {}
    assert panel(reader, since=dt.date(2030, 1, 1)).periods == ()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"by": "year"}, "day, week, month"),
        ({"level": "word"}, "report, copy, occurrence"),
        ({"unit": "city"}, "country, actor"),
        ({"pairs": "some"}, "seen, all"),
        ({"modality": "dreamt"}, "asserted, negated"),
        ({"actor": "Norway"}, "three-letter"),
        ({"unit": "actor", "actor": "Zeppelin"}, "nobody"),
        ({"since": dt.date(2024, 2, 2), "until": dt.date(2024, 2, 1)}, "ends before"),
    ],
)
def test_what_cannot_be_asked_is_refused(reader: SqliteStore, asked: dict[str, Any], why: str) -> None:
    with pytest.raises(QueryError, match=why):
        panel(reader, **asked)
