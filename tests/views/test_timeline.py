from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from onrecord import store
from onrecord.errors import QueryError
from onrecord.model import Date
from onrecord.views.timeline import Tally, tallies, timeline
from reports import report

import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import SqliteStore


def _carried() -> Any:  # noqa: ANN401 (a record)
    made = report(["Sweden"], ["Norway"], type="AID", outlet="Carried", day="2024-05-02", trigger="helped")
    event = made.events[0]
    return replace(made, events=(replace(event, date=replace(event.date, how="carried")),))  # type: ignore[type-var]


REPORTS = (
    report(outlet="Stated"),
    _carried(),
    report(outlet="Wide", day="2024-05", type="ACCUSE"),
    report(["Ann Lee"], outlet="Publication", day=None, according_to="Bob Roe"),
    report(["Norway", "Sweden"], [], type="CONSULT", outlet="Mutual", day="2024-06-30", modality="future"),
    report(outlet="Undated", day=None, published=None),
    factories.record(
        "{S:Ann Lee} {C:said} {T:no}.", country="NOR", said_on=Date("2024-05-01", "stated"), outlet="Said",
        published=dt.date(2024, 5, 3),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    with store.open(tmp_path_factory.mktemp("timeline") / "store.db", mode="write") as opened:
        for made in REPORTS:
            opened.write(made)
        yield opened


def told(reader: SqliteStore, actor: str, **asked: Any) -> list[tuple[str, str | None]]:  # noqa: ANN401 (of many types)
    return [(row.kind, row.outlet) for row in timeline(reader, actor, **asked).rows]


def test_what_a_country_said_did_and_received_by_day(reader: SqliteStore) -> None:
    page = timeline(reader, "Norway")
    assert page.total == len(page.rows) == 8
    assert [(row.kind, row.outlet, row.how) for row in page.rows] == [
        ("said", "Said", "stated"),
        ("did", "Wide", "stated"),
        ("received", "Carried", "carried"),
        ("did", "Stated", "stated"),
        ("did", "Publication", "publication"),
        ("said", "Publication", "publication"),
        ("did", "Mutual", "stated"),
        ("did", "Undated", None),
    ]
    wide, mutual = page.rows[1], page.rows[6]
    assert (wide.first_day, wide.last_day) == (dt.date(2024, 5, 1), dt.date(2024, 5, 31))
    assert (mutual.what, mutual.manner, mutual.actor, mutual.other) == ("CONSULT", "future", "Norway; Sweden", None)
    assert page.rows[4].according_to == "Bob Roe"


@pytest.mark.parametrize(
    ("actor", "asked", "found"),
    [
        ("lee", {}, [("said", "Said"), ("did", "Publication")]),
        ("SWE", {"about": "Norway"}, [("did", "Carried"), ("did", "Mutual")]),
        ("NOR", {"about": "Sweden"}, [("received", "Carried"), ("did", "Mutual")]),
        ("NOR", {"kind": "said"}, [("said", "Said"), ("said", "Publication")]),
        ("NOR", {"since": dt.date(2024, 5, 20), "until": dt.date(2024, 6, 1)}, [("did", "Wide")]),
        ("NOR", {"limit": 1, "offset": 1}, [("did", "Wide")]),
        ("NOR", {"topic": "military"}, []),
        ("Zeppelin", {}, []),
    ],
)
def test_asked_for_by(
    reader: SqliteStore, actor: str, asked: dict[str, Any], found: list[tuple[str, str | None]]
) -> None:
    assert told(reader, actor, **asked) == found


def test_counts_fill_the_periods_between_and_say_what_they_leave_out(reader: SqliteStore) -> None:
    weeks = tallies(reader, "Norway", by="week", until=dt.date(2024, 5, 26))
    assert weeks.rows == (
        Tally("2024-W18", said=1, received=1, material_cooperation=1),
        Tally("2024-W19", said=1, did=2, material_conflict=2),
        Tally("2024-W20"),
        Tally("2024-W21"),
    )
    assert (weeks.wide, weeks.undated) == (1, 0)
    months = tallies(reader, "Norway")
    assert [(row.period, row.did, row.verbal_conflict) for row in months.rows] == [("2024-05", 3, 1)]
    assert (months.wide, months.undated) == (0, 1)


@pytest.mark.parametrize(
    ("actor", "asked", "why"),
    [
        (" ", {}, "names nobody"),
        ("NOR", {"kind": "sang"}, "said, did, received"),
        ("NOR", {"limit": -1}, "limit must be"),
        ("NOR", {"since": dt.date(2024, 2, 2), "until": dt.date(2024, 2, 1)}, "ends before"),
    ],
)
def test_what_cannot_be_asked_is_refused(reader: SqliteStore, actor: str, asked: dict[str, Any], why: str) -> None:
    with pytest.raises(QueryError, match=why):
        timeline(reader, actor, **asked)


def test_periods_of_no_known_length_are_refused(reader: SqliteStore) -> None:
    with pytest.raises(QueryError, match="day, week, month"):
        tallies(reader, "NOR", by="year")  # type: ignore[arg-type]
