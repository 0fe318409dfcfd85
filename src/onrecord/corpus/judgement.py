"""Whether two texts that share words are copies of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from onrecord.corpus.comparison import Overlap

Kind = Literal["version", "exact", "near", "part"]

#: Reports further apart than this many days are copies only if their words are the same, or their address is.
MAX_DAYS = 14

_FEWEST_SHARED = 12  # sequences of three words; fewer are a phrase, not a passage
_SAME_DAY = 0.3  # share of the shorter text that must be in the longer one, when both are of one day
_PER_DAY = 0.05  # how much more for each day between them
_MOST = 0.9
_MAY_DIFFER = 0.3  # share of numbers and names that may differ on one day
_LESS_PER_DAY = 0.08
_LEAST = 0.05
_ONE_CORRECTION = 1  # a single number or name may always have been corrected on the same day or the next
_UNDATED = 2  # days between reports of which one says no day
_BOTH_MOSTLY = 0.5
_ENOUGH_TO_GROUP = 0.2  # share of the longer text; a round-up that holds a report is about other things too


class Match(Struct, frozen=True):
    """A report that has the words of another one.

    Attributes:
        document_id: the report.
        other_id: the other one, which was there before.
        kind: `version`, the same address with another text; `exact`, the same words; `near`, most of either text;
            `part`, a passage of one or both.
        of_document: share of the report's words (three in a row) that the other one has, 0 to 1.
        of_other: share of the other's words that the report has.
        days: whole days between them; None when one is not dated.
        differing: numbers and names in which the shared passages differ.
    """

    document_id: str
    other_id: str
    kind: Kind
    of_document: float
    of_other: float
    days: int | None
    differing: int

    @property
    def groups(self) -> bool:
        """Whether the two belong into one group; a short passage in a long text links them without that."""
        whole = self.kind in ("version", "exact")
        return whole or min(self.of_document, self.of_other) >= _ENOUGH_TO_GROUP


def judge(overlap: Overlap, *, days: int | None) -> Kind | None:
    """Whether two texts are copies: `near`, `part`, or None.

    The further apart the days, the more of the shorter text must be in the longer one, and the fewer numbers and
    names may differ: a daily notice has the words of yesterday's and other figures, an updated report has most of its
    figures still.
    """
    apart = _UNDATED if days is None else abs(days)
    if apart > MAX_DAYS or overlap.shared < _FEWEST_SHARED:
        return None
    if overlap.containment < min(_MOST, _SAME_DAY + _PER_DAY * apart):
        return None
    tolerated = _ONE_CORRECTION if apart <= 1 else 0
    if overlap.differing > tolerated and overlap.disagreement > max(_LEAST, _MAY_DIFFER - _LESS_PER_DAY * apart):
        return None
    return "near" if min(overlap.of_one, overlap.of_other) >= _BOTH_MOSTLY else "part"
