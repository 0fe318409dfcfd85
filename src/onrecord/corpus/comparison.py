"""How much of two texts is the same, and whether it is the same news or only the same form filled in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.corpus.wording import Wording

_SHINGLE = 3  # words
#: A stretch of differing words longer than this is text of its own, not other words in the same place.
_LONGEST_SLOT = 24


class Overlap(Struct, frozen=True):
    """What two texts share.

    Attributes:
        shared: distinct sequences of three words that both have.
        of_one: their share of the first text's, 0 to 1.
        of_other: their share of the second's.
        differing: times one has a number or a name where the other, between the same words, has another one.
        disagreement: the share of these among all numbers and names in the shared words and between them, 0 to 1.
    """

    shared: int
    of_one: float
    of_other: float
    differing: int
    disagreement: float

    @property
    def containment(self) -> float:
        """The share of the text that has more of its words in the other, 0 to 1."""
        return max(self.of_one, self.of_other)


def overlap(one: Wording, other: Wording) -> Overlap:
    """Compares two texts, in time that grows with their length."""
    common = one.distinct & other.distinct
    if not common:
        return Overlap(0, 0.0, 0.0, 0, 0.0)
    differing, agreeing = _facts(one, other, common)
    return Overlap(
        len(common),
        len(common) / len(one.distinct),
        len(common) / len(other.distinct),
        differing,
        differing / (differing + agreeing) if differing else 0.0,
    )


def _facts(one: Wording, other: Wording, common: frozenset[int]) -> tuple[int, int]:
    """How many numbers and names differ in the passages that both have, and how many are the same.

    Those that are the same are only counted when others differ.
    """
    covered = _covered(one, common)
    met = [_met(one, other, start, end) for start, end in _gaps(covered)]
    differing = sum(_conflicts(mine - theirs, theirs - mine) for mine, theirs in met)
    if not differing:
        return 0, 0
    return differing, sum(len(mine & theirs) for mine, theirs in met) + sum(covered[place] for place in one.facts)


def _conflicts(mine: set[str], theirs: set[str]) -> int:
    """How many numbers stand against other numbers, and names against other names."""
    if not (mine and theirs):
        return 0
    my_numbers, their_numbers = (sum(word[0].isdecimal() for word in side) for side in (mine, theirs))
    my_names, their_names = len(mine) - my_numbers, len(theirs) - their_numbers
    numbers = max(my_numbers, their_numbers) if my_numbers and their_numbers else 0
    return numbers + (max(my_names, their_names) if my_names and their_names else 0)


def _covered(wording: Wording, common: frozenset[int]) -> bytearray:
    """For each word, whether it stands in one of these shingles."""
    begins = bytes(map(common.__contains__, wording.shingles))
    covered = bytearray(len(wording.words))
    at = begins.find(1)
    while at >= 0:
        end = begins.find(0, at)
        end = len(begins) if end < 0 else end
        covered[at : end + _SHINGLE - 1] = b"\1" * (end + _SHINGLE - 1 - at)
        at = begins.find(1, end)
    return covered


def _gaps(covered: bytearray) -> Iterator[tuple[int, int]]:
    """The short stretches `[start, end)` of words that are not covered, between words that are."""
    end = covered.find(1)
    while end >= 0:
        start = covered.find(0, end)
        end = covered.find(1, start) if start >= 0 else -1
        if end >= 0 and end - start <= _LONGEST_SLOT:
            yield start, end


def _met(one: Wording, other: Wording, start: int, end: int) -> tuple[set[str], set[str]]:
    """The numbers and names of a gap, and those that the other text has in its place; none where it has no place."""
    before = other.places[one.shingles[start - _SHINGLE]] + _SHINGLE
    after = other.places[one.shingles[end]]
    if not 0 < after - before <= _LONGEST_SLOT:
        return set(), set()
    mine, theirs = one.facts, other.facts
    return (
        {mine[n] for n in range(start, end) if n in mine},
        {theirs[n] for n in range(before, after) if n in theirs},
    )
