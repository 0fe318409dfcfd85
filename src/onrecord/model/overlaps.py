"""Looking up what overlaps a span without comparing it with everything in a long report."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Span

Item = TypeVar("Item")


class Overlaps(Generic[Item]):
    """Items by the spans they stand at. A look-up costs as much as the items near it."""

    def __init__(self, items: Iterable[tuple[Span, Item]]) -> None:
        self._items = sorted(items, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._items]
        self._longest = max((len(span) for span, _ in self._items), default=0)

    def at(self, span: Span) -> list[Item]:
        """The items whose spans share a code point with this one, in the order of their spans."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [item for other, item in self._items[first:last] if other.overlaps(span)]
