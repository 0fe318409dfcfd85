from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions import calendar as cal

FRIDAY = dt.date(2023, 2, 24)
UNITS = ["TS", "TM", "TH", "D", "W", "M", "Q", "Y", "DE", "CE"]
VALUE = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-W\d\d|\d{4}-\d\d|\d{4}-Q\d|\d{4}|\d{3}|\d{2}")


@pytest.mark.parametrize(
    ("unit", "by", "value"),
    [
        ("D", -2, "2023-02-22"),
        ("TH", -30, "2023-02-23"),
        ("W", 1, "2023-W09"),
        ("M", -2, "2022-12"),
        ("M", 11, "2024-01"),
        ("Q", -1, "2022-Q4"),
        ("Y", -3, "2020"),
        ("DE", -1, "201"),
        ("CE", -1, "19"),
    ],
)
def test_shift(unit: str, by: int, value: str) -> None:
    assert cal.shift(FRIDAY, unit, by) == value


@given(st.dates(), st.sampled_from(UNITS), st.integers(-9999, 9999))
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
    near = cal.nearest(cal.near_years(anchor, month, number), anchor)
    if near is None:
        assert cal.day(2000, month, number) is None or (month, number) == (2, 29)
    else:
        assert abs(near - anchor) <= dt.timedelta(days=184) or (month, number) == (2, 29)


@pytest.mark.parametrize(
    ("value", "first", "unit"),
    [
        ("2023-02-24", dt.date(2023, 2, 24), "D"),
        ("2023-02-24T10:30-05:00", dt.date(2023, 2, 24), "D"),
        ("2023-W08", dt.date(2023, 2, 20), "W"),
        ("2023-W08-WE", dt.date(2023, 2, 20), "W"),
        ("2023-02", dt.date(2023, 2, 1), "M"),
        ("2023-Q4", dt.date(2023, 10, 1), "Q"),
        ("2023-H2", dt.date(2023, 7, 1), "H"),
        ("2023-WI", dt.date(2023, 12, 1), "H"),
        ("2023", dt.date(2023, 1, 1), "Y"),
    ],
)
def test_period(value: str, first: dt.date, unit: str) -> None:
    assert cal.period(value) == (first, unit)


@pytest.mark.parametrize(
    "value", ["", "P3Y", "PAST_REF", "XXXX-02-10", "2023-13", "2023-W60", "2023-02-30", "199", None]
)
def test_no_period(value: str | None) -> None:
    assert cal.period(value) is None


@given(st.dates(dt.date(1, 1, 1)), st.sampled_from(UNITS), st.integers(-999, 999))
def test_what_a_shift_gives_is_a_period(anchor: dt.date, unit: str, by: int) -> None:
    value = cal.shift(anchor, unit, by)
    assert value is None or unit in {"DE", "CE"} or cal.period(value) is not None


@pytest.mark.parametrize(
    "day", [dt.date(1961, 4, 2), dt.date(2008, 3, 23), dt.date(2011, 4, 24), dt.date(2023, 4, 9), dt.date(2038, 4, 25)]
)
def test_easter(day: dt.date) -> None:
    assert cal.easter(day.year) == day


def test_a_day_that_does_not_exist() -> None:
    assert cal.day(2023, 2, 30) is None
    assert cal.day(2023, 2, 28) == dt.date(2023, 2, 28)


@pytest.mark.parametrize(
    ("year", "month", "weekday", "nth", "day"),
    [
        (2013, 9, 1, 1, dt.date(2013, 9, 2)),
        (2013, 5, 1, -1, dt.date(2013, 5, 27)),
        (2013, 12, 2, -1, dt.date(2013, 12, 31)),
        (2013, 11, 4, 4, dt.date(2013, 11, 28)),
        (2013, 2, 1, 5, None),
    ],
)
def test_nth_weekday(year: int, month: int, weekday: int, nth: int, day: dt.date | None) -> None:
    assert cal.nth_weekday(year, month, weekday, nth) == day


@pytest.mark.parametrize(
    ("lean", "month", "near"),
    [
        ("", 7, dt.date(2013, 7, 15)),
        ("past", 7, dt.date(2012, 7, 15)),
        ("past?", 7, dt.date(2012, 7, 15)),
        ("past?", 4, dt.date(2013, 4, 15)),
        ("past", 4, dt.date(2012, 4, 15)),
        ("future", 2, dt.date(2014, 2, 15)),
        ("future?", 2, dt.date(2013, 2, 15)),
        ("future?", 12, dt.date(2013, 12, 15)),
    ],
)
def test_nearest_leans_to_a_side(lean: str, month: int, near: dt.date) -> None:
    anchor = dt.date(2013, 3, 22)
    assert cal.nearest(cal.near_years(anchor, month, 15), anchor, lean) == near


def test_nearest_of_none() -> None:
    assert cal.nearest([None], dt.date(2013, 3, 22), "past") is None
