"""What was said in each period, counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.views.periods import label
from onrecord.views.stats import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.views.positions_rows import Position

By = Literal["day", "week", "month", "year"]


class Period(Struct, frozen=True):
    """The statements of a period.

    Attributes:
        period: such as 2024, 2024-05, 2024-W19 or 2024-05-06; empty for all statements together.
        statements: how many.
        support: how many of them support whom they are about.
        oppose: how many oppose it.
        neutral: how many do neither.
        negated: how many of them the report says were not said.
        acts: how many of each kind of saying, the most frequent first.
    """

    period: str
    statements: int
    support: int
    oppose: int
    neutral: int
    negated: int
    acts: tuple[Count, ...]


def periods(rows: Iterable[Position], by: By) -> tuple[Period, ...]:
    """The periods in which something was said, in order.

    A statement of which only a longer time is known than the periods last is counted under that, such as 2024 beside
    2024-05.
    """
    together: dict[tuple[dt.date, str], list[Position]] = {}
    for row in rows:
        if row.day is not None and row.last_day is not None:
            name = period_name(row.day, row.last_day, by)
            together.setdefault((first_day(name), name), []).append(row)
    return tuple(period(name, of) for (_, name), of in sorted(together.items()))


def period(name: str, rows: Iterable[Position]) -> Period:
    """The counts of some statements."""
    listed = list(rows)
    stances = Counter(row.stance or "neutral" for row in listed)
    return Period(
        period=name,
        statements=len(listed),
        support=stances["support"],
        oppose=stances["oppose"],
        neutral=stances["neutral"],
        negated=sum(row.negated for row in listed),
        acts=counts(Counter(row.act for row in listed)),
    )


def counts(tally: Mapping[str, int]) -> tuple[Count, ...]:
    """Counts, the largest first."""
    return tuple(Count(value, n) for value, n in sorted(tally.items(), key=lambda pair: (-pair[1], pair[0])))


def period_name(first: dt.date, last: dt.date, by: By) -> str:
    """The shortest period, from `by` on, that holds both days; the years from one to the other where none does."""
    for kind in _WIDER[by]:
        name = _name(first, kind)
        if name == _name(last, kind):
            return name
    return f"{first.year}/{last.year}"


def first_day(name: str) -> dt.date:
    """The first day of a period."""
    year, _, rest = name.partition("/")[0].partition("-")
    if rest.startswith("W"):
        return dt.date.fromisocalendar(int(year), int(rest[1:]), 1)
    month, _, day = rest.partition("-")
    return dt.date(int(year), int(month or 1), int(day or 1))


_WIDER: Mapping[By, tuple[By, ...]] = {
    "day": ("day", "week", "month", "year"),
    "week": ("week", "month", "year"),
    "month": ("month", "year"),
    "year": ("year",),
}


def _name(day: dt.date, kind: By) -> str:
    return f"{day.year:04}" if kind == "year" else label(kind, day)
