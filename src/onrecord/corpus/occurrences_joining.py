"""Which events of many reports are the same occurrence.

Copies are one voice: the same words of reports in one group of copies are taken together first. Then each is joined to
the occurrence it contradicts in nothing, those that say most first; what says less than others joins them. As they
are compared in an order of their own content, the order in which reports were read makes no difference.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.corpus.occurrences_told import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.corpus.occurrences_told import Told, Where

#: A date wider than a week says too little to be the same as any other than itself.
WIDEST_DAYS = 7
#: Days between two reports' dates when one of them is only the day of publication: news is of today or yesterday.
VAGUE_DAYS = 1
#: Places nearer to each other than this may be one, as a town and its airport.
NEAR_KM = 20.0

Copies = tuple["Told", ...]


def join(block: Iterable[Told]) -> list[tuple[Copies, ...]]:
    """The occurrences of a block.

    Returns:
        for each occurrence its groups of copies, and in each of these what they tell; the one that says when and where
        most exactly, and so counts for the others, comes first in both.
    """
    occurrences: list[_Occurrence] = []
    by_day: dict[tuple[str, int], list[_Occurrence]] = defaultdict(list)
    for copies in sorted(_copies(block), key=lambda c: _order(c[0])):
        fitting = [o for o in _near(by_day, copies[0]) if o.agrees(copies)]
        if fitting:
            min(fitting, key=lambda o: o.distance(copies[0])).add(copies)
            continue
        new = _Occurrence(copies)
        occurrences.append(new)
        if new.first is not None and new.last is not None:
            for day in _days(new.first, new.last):
                by_day[copies[0].modality, day].append(new)
    return [tuple(o.told) for o in occurrences]


def _copies(block: Iterable[Told]) -> Iterator[Copies]:
    """What the same words of copies tell, taken together."""
    by_words: dict[tuple[str, str, str, int], list[Told]] = defaultdict(list)
    for told in block:
        by_words[told.group, told.modality, told.wording, told.direction].append(told)
    return (tuple(sorted(together, key=_order)) for together in by_words.values())


def _order(told: Told) -> tuple[object, ...]:
    """What says most comes first; the event's id makes the order whole."""
    undated = told.first_day is None or told.last_day is None
    width = 0 if told.first_day is None or told.last_day is None else told.last_day - told.first_day
    unsaid = (told.where is None, sum(not side.names for side in told.sides), sum(side.anyone for side in told.sides))
    return undated, told.vague, width, unsaid, told.first_day or 0, told.direction, told.event_id


def _near(by_day: dict[tuple[str, int], list[_Occurrence]], told: Told) -> list[_Occurrence]:
    """The occurrences of the same modality that are not too far off in time, each once."""
    if told.first_day is None or told.last_day is None:
        return []
    found = {}
    days = _days(told.first_day - VAGUE_DAYS, told.last_day + VAGUE_DAYS)
    for day in days:
        for occurrence in by_day.get((told.modality, day), ()):
            found[id(occurrence)] = occurrence
    return list(found.values())


def _days(first: int, last: int) -> Iterable[int]:
    """The days of a range; of a wide one its first alone, as it can only be the same as itself."""
    return range(first, last + 1) if last - first <= WIDEST_DAYS + 2 * VAGUE_DAYS else (first, first + VAGUE_DAYS)


class _Occurrence:
    """Some groups of copies that contradict each other in nothing, and what is known from all of them together."""

    def __init__(self, copies: Copies) -> None:
        seed = copies[0]
        self.told: list[Copies] = []
        self.first, self.last, self.vague = seed.first_day, seed.last_day, seed.vague
        self.direction, self.sides = seed.direction, seed.sides
        self.places: list[Where] = []
        self.add(copies)

    def add(self, copies: Copies) -> None:
        """Takes in a group of copies."""
        self.told.append(copies)
        for told in copies:
            if told.where is not None and told.where not in self.places:
                self.places.append(told.where)
            self.direction = self.direction or told.direction
            self.sides = (_both(self.sides[0], told.sides[0]), _both(self.sides[1], told.sides[1]))

    def agrees(self, copies: Copies) -> bool:
        """Whether what a group of copies tells contradicts nothing that is known."""
        told = copies[0]
        return (
            self._agrees_in_time(told)
            and (not self.direction or not told.direction or told.direction == self.direction)
            and all(same_place(place, t.where) for place in self.places for t in copies if t.where is not None)
            and all(same_party(one, other) for t in copies for one, other in zip(self.sides, t.sides, strict=True))
        )

    def _agrees_in_time(self, told: Told) -> bool:
        if self.first is None or self.last is None or told.first_day is None or told.last_day is None:
            return False
        if max(self.last - self.first, told.last_day - told.first_day) >= WIDEST_DAYS:
            return (self.first, self.last) == (told.first_day, told.last_day)
        return self._gap(told) <= (VAGUE_DAYS if self.vague or told.vague else 0)

    def _gap(self, told: Told) -> int:
        """Days between the two dates; 0 when they overlap."""
        if self.first is None or self.last is None or told.first_day is None or told.last_day is None:
            return 0
        return max(0, told.first_day - self.last, self.first - told.last_day)

    def distance(self, told: Told) -> tuple[object, ...]:
        """How far off what is told is: by day, place and names, then by the order of the occurrences themselves."""
        elsewhere = told.where is None or told.where not in self.places
        named = sum(not set(one.names) & set(other.names) for one, other in zip(self.sides, told.sides, strict=True))
        later = self.first is not None and told.first_day is not None and self.first > told.first_day
        return self._gap(told), elsewhere, named, later, _order(self.told[0][0])


def same_place(one: Where, other: Where) -> bool:
    """Whether two places may be one: of one name, one in the other, or no further apart than a town and its airport."""
    if one.at and other.at and _kilometres(one.at, other.at) <= NEAR_KM:
        return True
    if (one.name, one.country) == (other.name, other.country):
        return True
    return _holds(one, other) or _holds(other, one)


def _holds(large: Where, small: Where) -> bool:
    if not large.country or large.country != small.country:
        return False
    return large.kind == "country" or (large.kind == "region" and large.name == small.region.casefold())


def same_party(one: Side, other: Side) -> bool:
    """Whether two parties of one country may be the same."""
    if one.anyone or other.anyone:
        return True
    if one.names and other.names:
        return not set(one.names).isdisjoint(other.names)
    return not one.classes or not other.classes or not set(one.classes).isdisjoint(other.classes)


def _both(one: Side, other: Side) -> Side:
    """What is known from two reports of a party; one that names somebody says more than the country's name."""
    return Side(
        anyone=one.anyone and other.anyone,
        classes=tuple(sorted({*one.classes, *other.classes})),
        names=tuple(sorted({*one.names, *other.names})),
    )


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The length of the great circle between two points in degrees."""
    lat, lon, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))
