from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import store as stores
from onrecord.errors import QueryError
from onrecord.model import Place, PloverCode, Record
from onrecord.store.rows import entity_rows
from onrecord.views.events import find_events
from onrecord.views.places import Spot, spots

import factories

if TYPE_CHECKING:
    from pathlib import Path

TRIPOLI = {"LBY": Place("Tripoli", "city", 32.89, 13.19, "LBY"), "LBN": Place("Tripoli", "city", 34.44, 35.85, "LBN")}


def report(country: str, day: int, *, quad: str = "1", placed: bool = True) -> Record:
    """A report of talks in a town of this name in one of two countries."""
    doc = factories.document(f"Talks of day {day} were held in Tripoli.", published=dt.date(2024, 1, day))
    where = factories.mention(doc, "Tripoli", kind="place")
    town = factories.entity([where], kind="place", country=country)
    town = replace(town, place=TRIPOLI[country]) if placed else town
    talks = factories.event(doc, trigger="Talks", place=town, code=PloverCode("CONSULT"))
    return Record(doc, (where,), (town,), (), "model 1", (replace(talks, quad=quad),))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("places") / "store.sqlite"
    with stores.open(found, mode="write") as store:
        for record in (
            report("LBY", 1), report("LBY", 2, quad="4"), report("LBN", 3), report("LBN", 4, placed=False),
            factories.nested(),
        ):  # fmt: skip
            store.write(record)
    return found


def test_towns_of_one_name_are_kept_apart(path: Path) -> None:
    with stores.open(path) as reader:
        found = spots(reader)
        assert found.rows == (
            Spot("Tripoli", "LBY", 32.89, 13.19, 2, cooperation=1, conflict=1),
            Spot("Tripoli", "LBN", 34.44, 35.85, 1, cooperation=1),
        )
        assert (found.total, found.findings, found.nowhere) == (2, 5, 2)
        (lebanese,) = find_events(reader, place="Tripoli", place_country="LBN").rows
        assert lebanese.happened_on is None
        assert lebanese.published == dt.date(2024, 1, 3)


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ({"unit": "country"}, {"Libya": 2, "Lebanon": 2}),
        ({"unit": "country", "quad": "4"}, {"Libya": 1}),
        ({"unit": "country", "until": dt.date(2024, 1, 3), "since": dt.date(2024, 1, 2)}, {"Libya": 1, "Lebanon": 1}),
        ({"topic": "military"}, {}),
        ({"limit": 1}, {"Tripoli": 2}),
        ({"counted": "about"}, {}),
        ({"counted": "said"}, {}),
    ],
)
def test_filters(path: Path, asked: dict[str, object], counts: dict[str, int]) -> None:
    with stores.open(path) as reader:
        assert {spot.name: spot.count for spot in spots(reader, **asked).rows} == counts  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked", [{"counted": "all"}, {"unit": "town"}, {"quad": "5"}, {"counted": "said", "quad": "1"}, {"limit": -1}]
)
def test_what_cannot_be_counted(path: Path, asked: dict[str, object]) -> None:
    with stores.open(path) as reader, pytest.raises(QueryError):
        spots(reader, **asked)  # type: ignore[arg-type]


def test_rows_have_the_gazetteers_place() -> None:
    (row,) = entity_rows(report("LBN", 1))
    assert (row.name, row.place, row.latitude, row.longitude) == ("Tripoli", "Tripoli", 34.44, 35.85)
    assert {row.latitude for row in entity_rows(factories.nested())} == {None}
