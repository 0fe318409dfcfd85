"""Days, weeks and months: as SQL, as words, and all of them between two."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

By = Literal["day", "week", "month"]

_SQL = {
    "day": "{0}",
    "week": "date({0}, '-6 days', 'weekday 1')",  # its Monday
    "month": "substr({0}, 1, 7) || '-01'",
}


def period_of(by: By, column: str) -> str:
    """SQL for the first day of the period that a column's day lies in."""
    return _SQL[by].format(column)


def label(by: By, first: dt.date) -> str:
    """A period in words, by its first day: "2024-05-06", "2024-W19" or "2024-05"."""
    if by == "day":
        return first.isoformat()
    if by == "month":
        return f"{first.year:04}-{first.month:02}"
    year, week, _ = first.isocalendar()
    return f"{year:04}-W{week:02}"


def between(by: By, first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of all periods from that of one day to that of another."""
    start = _start(by, first)
    found = []
    while start <= last:
        found.append(start)
        try:
            start = _next(by, start)
        except OverflowError:  # the last day that a calendar has
            break
    return found


def spanned(by: By, known: Iterable[str], since: dt.date | None, until: dt.date | None) -> list[dt.date]:
    """The first days of all periods between the bounds; where there is none, from or to those known."""
    days = sorted(known)
    first = since or (dt.date.fromisoformat(days[0]) if days else None)
    last = until or (dt.date.fromisoformat(days[-1]) if days else None)
    return between(by, first, last) if first and last else []


def _start(by: By, day: dt.date) -> dt.date:
    if by == "week":
        return day - dt.timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1) if by == "month" else day


def _next(by: By, start: dt.date) -> dt.date:
    if by == "month":
        return (start + dt.timedelta(days=31)).replace(day=1)
    return start + dt.timedelta(days=7 if by == "week" else 1)
