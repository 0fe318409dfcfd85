from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from onrecord import store
from onrecord.errors import QueryError
from onrecord.views.facets import all_months, facets

from factories import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.store import Reader
    from onrecord.views.stats import Count

RECORDS = [
    record(
        "{S1:Ann} {C1:said} {T1:talks failed}. {S2:Bob} {C2:said} {T2:talks began}.",
        country="NOR", published=dt.date(2024, 1, 5), location="1",
    ),
    record("{S:Ann} {C:denied} {T:talks}.", act="deny", outlet="Other", published=dt.date(2024, 3, 1), location="2"),
    record("{C:Reportedly}, {T:it rained}.", published=None, outlet=None, location="3"),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with store.open(tmp_path_factory.mktemp("facets") / "store.db", mode="write") as opened:
        for each in RECORDS:
            opened.write(each)
        yield opened


def pairs(counts: Sequence[Count]) -> list[tuple[str | None, int]]:
    return [(each.value, each.count) for each in counts]


def test_all_statements_are_counted(reader: Reader) -> None:
    found = facets(reader)
    assert found.counted == 4
    assert pairs(found.speakers) == [("Ann", 2), ("Bob", 1)]
    assert pairs(found.countries) == [("NOR", 2)]
    assert pairs(found.acts) == [("say", 3), ("deny", 1)]
    assert pairs(found.outlets) == [("Example Daily", 2), ("Other", 1)]
    assert pairs(found.months) == [("2024-01", 2), ("2024-02", 0), ("2024-03", 1)]


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        ({"words": "talks"}, 3),
        ({"act": "deny"}, 1),
        ({"outlet": "Other"}, 1),
        ({"words": "talks", "country": "NOR"}, 2),
    ],
)
def test_only_what_fits_is_counted(reader: Reader, asked: dict[str, Any], counted: int) -> None:
    assert facets(reader, **asked).counted == counted


def test_of_many_those_stored_last_are_counted(reader: Reader) -> None:
    assert pairs(facets(reader, counted=2).acts) == [("deny", 1), ("say", 1)]
    assert pairs(facets(reader, counted=1, words="talks").acts) == [("deny", 1)]
    assert len(facets(reader, most=1).speakers) == 1


def test_a_wrong_question_is_refused(reader: Reader) -> None:
    with pytest.raises(QueryError):
        facets(reader, act="sing")


@pytest.mark.parametrize(
    ("known", "whole"),
    [([], []), (["2024-02"], ["2024-02"]), (["2025-01", "2024-11"], ["2024-11", "2024-12", "2025-01"])],
)
def test_months_have_no_gaps(known: list[str], whole: list[str]) -> None:
    assert all_months(known) == whole
