"""Calendar arithmetic with TIMEX3 values.

A unit is its TIMEX3 letters: `D`, `W`, `M`, `Q`, `Y`, `DE`, `CE`, and `TH`, `TM`, `TS` of a clock.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_YEAR, LAST_YEAR = 1000, 2199
_MONTHS = 12
_QUARTERS = 4
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first months, north of the equator


def day(year: int, month: int, number: int) -> dt.date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def year_of(digits: str) -> int | None:
    """The year that four digits name."""
    if len(digits) == 4 and digits.isascii() and digits.isdigit() and FIRST_YEAR <= int(digits) <= LAST_YEAR:  # noqa: PLR2004
        return int(digits)
    return None


def iso(date: dt.date | None) -> str | None:
    """`2023-02-19`; None of none."""
    return None if date is None else date.isoformat()


def week(date: dt.date) -> str:
    """`2023-W08`."""
    iso = date.isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def shift(anchor: dt.date, unit: str, by: int) -> str | None:
    """The TIMEX3 value of the unit that lies `by` units after `anchor`, in the unit's own precision."""
    if unit == "M":
        return month(anchor, by)
    if unit == "Q":
        return quarter(anchor.year, (anchor.month - 1) // 3 + by)
    if unit in _YEARS:
        step, digits = _YEARS[unit]
        year = anchor.year + step * by
        return f"{year:04}"[:digits] if 0 < year <= dt.MAXYEAR else None
    date = days_after(anchor, int(by * _IN_DAYS[unit]))
    if date is None:
        return None
    return week(date) if unit == "W" else date.isoformat()


_IN_DAYS = {"TS": 0, "TM": 0, "TH": 1 / 24, "D": 1, "W": 7}
_YEARS = {"Y": (1, 4), "DE": (10, 3), "CE": (100, 2)}


def days_after(anchor: dt.date, number: int) -> dt.date | None:
    """The day so many days later; None beyond the calendar."""
    try:
        return anchor + dt.timedelta(days=number)
    except OverflowError:
        return None


def quarter(year: int, index: int) -> str | None:
    """`2023-Q1` for index 0, `2022-Q4` for -1."""
    year += index // _QUARTERS
    return f"{year:04}-Q{index % _QUARTERS + 1}" if 0 < year <= dt.MAXYEAR else None


def month(anchor: dt.date, by: int) -> str | None:
    """`2023-02`, `by` months after the anchor's; None beyond the calendar."""
    index = anchor.year * _MONTHS + anchor.month - 1 + by
    return f"{index // 12:04}-{index % 12 + 1:02}" if 0 < index // _MONTHS <= dt.MAXYEAR else None


def length(number: str, unit: str) -> str:
    """`P3Y`, `PT24H`, `PXD`."""
    return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"


def weekday_before(anchor: dt.date, number: int) -> dt.date:
    """The last such weekday up to and including the anchor."""
    return anchor - dt.timedelta(days=(anchor.isoweekday() - number) % 7)


def weekday_after(anchor: dt.date, number: int) -> dt.date:
    """The first such weekday after the anchor."""
    return anchor + dt.timedelta(days=(number - anchor.isoweekday() - 1) % 7 + 1)


def nearest(days: Iterable[dt.date | None], anchor: dt.date, lean: str = "") -> dt.date | None:
    """Of some days, that nearest to the anchor.

    Args:
        days: what to choose from; those that there are not are passed over.
        anchor: what is near.
        lean: `past` and `future` leave only what lies on that side, if anything does; `past?` and `future?` count
            what lies on the other side as further off.
    """
    there = [d for d in days if d is not None]
    back, ahead = lean.startswith("past"), lean.startswith("future")
    off_side = [(back and d > anchor) or (ahead and d < anchor) for d in there]
    if lean in {"past", "future"} and not all(off_side):
        there = [d for d, off in zip(there, off_side, strict=True) if not off]
        off_side = [False] * len(there)
    far = [abs(d - anchor) * (_LEAN if off else 1) for d, off in zip(there, off_side, strict=True)]
    return min(zip(far, there, strict=True), default=(dt.timedelta(), None))[1]


_LEAN = 4  # how much further off what lies on the less likely side counts


def near_years(anchor: dt.date, month_number: int, number: int) -> list[dt.date | None]:
    """The day of that month in the anchor's year, the one before and the one after."""
    return [day(anchor.year + by, month_number, number) for by in (-1, 0, 1)]


def nth_weekday(year: int, month_number: int, weekday: int, nth: int) -> dt.date | None:
    """The first, second ... such weekday of a month, or the last for -1; None where it has not so many."""
    if nth < 0:
        end = day(year + month_number // _MONTHS, month_number % _MONTHS + 1, 1)
        return end and weekday_before(end - dt.timedelta(days=1), weekday) + dt.timedelta(days=7 * (nth + 1))
    first = day(year, month_number, 1)
    found = first and first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    return found if found and found.month == month_number else None


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches, by the Gregorian computus."""
    century, cycle = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * cycle + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - cycle) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    number = 3 + (offset + 40) // 44
    return dt.date(year, number, offset + 28 - 31 * (number // 4))


class Period(NamedTuple):
    """What a TIMEX3 value names: its first day, and the unit that it is exact to."""

    first: dt.date
    unit: str


_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-W(?P<week>\d\d)(?:-WE)?|-(?P<season>SP|SU|FA|WI))?"
)


def period(value: str | None) -> Period | None:
    """What a value names, if it is a day, week, month, quarter, half, season or year."""
    m = _VALUE.fullmatch(value or "")
    if m is None:
        return None
    year = int(m["year"])
    try:
        if m["week"]:
            return Period(dt.date.fromisocalendar(year, int(m["week"]), 1), "W")
        if m["day"]:
            return Period(dt.date(year, int(m["month"]), int(m["day"])), "D")
        if m["quarter"]:
            return Period(dt.date(year, int(m["quarter"]) * 3 - 2, 1), "Q")
        first = 6 * int(m["half"]) - 5 if m["half"] else _SEASONS[m["season"]] if m["season"] else int(m["month"] or 1)
        return Period(dt.date(year, first, 1), "M" if m["month"] else "H" if m["half"] or m["season"] else "Y")
    except ValueError:
        return None
