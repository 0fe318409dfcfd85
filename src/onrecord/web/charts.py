"""Small charts drawn on the server, so that they need no script: sizes for SVG, in its own units."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.views.facets import all_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.views.dyads import Balance
    from onrecord.views.stats import Count

_WIDTH, _HEIGHT, _GAP = 240.0, 48.0, 0.15
_FEWEST = 12  # columns for which there is room, so that few are not broad
_MOST_COLUMNS = 72  # months; a longer time is shown by years, then by as many years together as fit


class Column(Struct, frozen=True):
    """A column of a chart: its words, number and place, and the first and last day that it stands for."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    since: str
    until: str


class Chart(Struct, frozen=True):
    """Columns in a box of `width` by `height`."""

    width: float
    height: float
    columns: tuple[Column, ...]


def columns(months: Sequence[Count]) -> Chart:
    """Counts by month as a chart, by years when there are many months."""
    counts = list(_by_years(months) if len(months) > _MOST_COLUMNS else _by_months(months))
    most = max((number for *_, number in counts), default=0)
    step = _WIDTH / max(_FEWEST, len(counts))
    made = []
    for index, (label, since, until, number) in enumerate(counts):
        height = round(number / most * _HEIGHT, 2) if most else 0.0
        x = round(step * (index + _GAP / 2), 2)
        made.append(Column(label, number, x, _HEIGHT - height, round(step * (1 - _GAP), 2), height, since, until))
    return Chart(_WIDTH, _HEIGHT, tuple(made))


def _by_months(months: Iterable[Count]) -> Iterable[tuple[str, str, str, int]]:
    for each in months:
        month = each.value or ""
        yield month, f"{month}-01", f"{month}-{_days(month):02}", each.count


def _by_years(months: Sequence[Count]) -> Iterable[tuple[str, str, str, int]]:
    first, last = (int((months[end].value or "0")[:4]) for end in (0, -1))
    together = -(-(last - first + 1) // _MOST_COLUMNS)
    sums: dict[int, int] = {}
    for each in months:
        start = first + (int((each.value or "0")[:4]) - first) // together * together
        sums[start] = sums.get(start, 0) + each.count
    for start, number in sums.items():
        end = min(start + together - 1, last)
        label = f"{start:04}" if start == end else f"{start:04}–{end:04}"
        yield label, f"{start:04}-01-01", f"{end:04}-12-31", number


def _days(month: str) -> int:
    year, number = (int(part) for part in month.split("-"))
    return monthrange(year, number)[1]


class Bar(Struct, frozen=True):
    """A month of two actors: cooperation above the line, conflict below it."""

    label: str
    cooperation: int
    conflict: int
    x: float
    width: float
    up: float
    down: float


class Balances(Struct, frozen=True):
    """Months side by side around a line at half of the height; `told` is false when no bar has a height."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    told: bool


def balances(months: Sequence[Balance], *, within: Sequence[Balance]) -> Balances:
    """Months of a dyad as a chart.

    Args:
        months: those to show.
        within: those that the charts beside it show too; they decide on place and scale.
    """
    labels = all_months(each.month for each in within)
    most = max((number for each in within for number in (_cooperation(each), _conflict(each))), default=0) or 1
    step = _WIDTH / max(_FEWEST, len(labels))
    half = _HEIGHT / 2
    bars = []
    for each in months:
        good, bad = _cooperation(each), _conflict(each)
        x = round(step * (labels.index(each.month) + _GAP / 2), 2)
        up, down = round(good / most * half, 2), round(bad / most * half, 2)
        bars.append(Bar(each.month, good, bad, x, round(step * (1 - _GAP), 2), up, down))
    return Balances(_WIDTH, _HEIGHT, tuple(bars), told=any(bar.up or bar.down for bar in bars))


def _cooperation(month: Balance) -> int:
    return month.verbal_cooperation + month.material_cooperation + month.support


def _conflict(month: Balance) -> int:
    return month.verbal_conflict + month.material_conflict + month.oppose
