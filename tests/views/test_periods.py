from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.views.periods import By, between, label, period_of, spanned


@pytest.mark.parametrize(
    ("by", "first", "last", "labels"),
    [
        ("day", dt.date(2024, 2, 28), dt.date(2024, 3, 1), ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("week", dt.date(2024, 12, 29), dt.date(2024, 12, 30), ["2024-W52", "2025-W01"]),
        ("month", dt.date(2023, 12, 31), dt.date(2024, 1, 1), ["2023-12", "2024-01"]),
        ("month", dt.date(2024, 1, 2), dt.date(2024, 1, 1), ["2024-01"]),
        ("day", dt.date(9999, 12, 31), dt.date(9999, 12, 31), ["9999-12-31"]),
        ("month", dt.date(9999, 12, 1), dt.date(9999, 12, 31), ["9999-12"]),
        ("week", dt.date(1, 1, 1), dt.date(1, 1, 8), ["0001-W01", "0001-W02"]),
    ],
)
def test_periods_between(by: By, first: dt.date, last: dt.date, labels: list[str]) -> None:
    assert [label(by, day) for day in between(by, first, last)] == labels


@settings(max_examples=50)
@given(st.sampled_from(get_args(By)), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_sql_and_python_agree_on_a_days_period(by: By, day: dt.date) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        ((first,),) = db.execute(f"SELECT {period_of(by, '?')}", (day.isoformat(),)).fetchall()
    assert between(by, day, day) == [dt.date.fromisoformat(first)]


def test_without_bounds_the_known_days_are_spanned() -> None:
    days = spanned("day", ["2024-05-03", "2024-05-01"], None, None)
    assert [day.day for day in days] == [1, 2, 3]
    assert spanned("day", [], None, None) == []
    assert len(spanned("day", [], dt.date(2024, 5, 1), dt.date(2024, 5, 2))) == 2
