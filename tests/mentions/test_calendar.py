from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions import calendar as cal

FRIDAY = dt.date(2023, 2, 24)
VALUE = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-W\d\d|\d{4}-\d\d|\d{4}-Q\d|\d{4}|\d{3}|\d{2}")


@pytest.mark.parametrize(
    ("unit", "by", "value"),
    [
        ("day", -2, "2023-02-22"),
        ("hour", -30, "2023-02-23"),
        ("week", 1, "2023-W09"),
        ("month", -2, "2022-12"),
        ("month", 11, "2024-01"),
        ("quarter", -1, "2022-Q4"),
        ("year", -3, "2020"),
        ("decade", -1, "201"),
        ("century", -1, "19"),
    ],
)
def test_shift(unit: str, by: int, value: str) -> None:
    assert cal.shift(FRIDAY, unit, by) == value


@given(st.dates(), st.sampled_from(sorted(set(cal.UNITS.values()))), st.integers(-9999, 9999))
def test_shift_gives_a_timex_value_or_none(anchor: dt.date, unit: str, by: int) -> None:
    value = cal.shift(anchor, unit, by)
    assert value is None or VALUE.fullmatch(value)


@given(st.dates(dt.date(2, 1, 1), dt.date(9998, 1, 1)), st.integers(1, 7))
def test_weekdays_lie_within_a_week(anchor: dt.date, number: int) -> None:
    before, after = cal.weekday_before(anchor, number), cal.weekday_after(anchor, number)
    assert before.isoweekday() == after.isoweekday() == number
    assert anchor - dt.timedelta(days=7) < before <= anchor < after <= anchor + dt.timedelta(days=7)


@given(st.dates(dt.date(2, 1, 1), dt.date(9998, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_nearest_year_is_within_half_a_year_or_is_a_leap_day(anchor: dt.date, month: int, number: int) -> None:
    near = cal.nearest_year(anchor, month, number, past=False, future=False)
    if near is None:
        assert cal.day(2000, month, number) is None or (month, number) == (2, 29)
    else:
        assert abs(near - anchor) <= dt.timedelta(days=184) or (month, number) == (2, 29)


@pytest.mark.parametrize(
    ("word", "number"), [("19", 19), ("19th", 19), ("1st", 1), ("32", None), ("th", None), ("x", None)]
)
def test_day_number(word: str, number: int | None) -> None:
    assert cal.day_number(word) == number


def test_a_day_that_does_not_exist() -> None:
    assert cal.day(2023, 2, 30) is None
    assert cal.day(2023, 2, 28) == dt.date(2023, 2, 28)
