"""Reversals: from support to opposition, from denial to agreement, or the other way, on one subject."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from onrecord.views.positions_rows import Position, order

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.views.positions_rows import Said

ReversalKind = Literal["reversal", "conflicting"]
By = Literal["stance", "act", "stance and act"]

#: Acts that take a matter on, and acts that turn it down.
YES = frozenset({"admit", "agree", "confirm", "promise", "support"})
NO = frozenset({"deny", "reject"})
#: Words, function words left out, that two contents must share for acts to be on the same matter.
SHARED_WORDS = 2

_SHARE_OF_STRENGTH = 0.6  # of the score; the rest is how many words the two have in common
_STRENGTH_OF_ACTS = 0.5  # as of a stance that goes from 0.5 to -0.5


class Reversal(Struct, frozen=True):
    """Two statements of one voice that take opposite sides on one subject.

    Attributes:
        kind: `reversal`, or `conflicting` when different reports have both on one day.
        by: what turned: the stance, the act, or both.
        subject: whom or what they are about.
        voice: whose they are.
        score: 0 to 1; how far the stance went, how much the words have in common, and how sure the statements are.
        before: the earlier statement; of one day's the one in favour.
        after: the later one.
    """

    kind: ReversalKind
    by: By
    subject: str
    voice: str
    score: float
    before: Position
    after: Position


class _Sided(NamedTuple):
    """A statement that takes a side on a subject: above 0 for it, below against it; at most 1 either way."""

    said: Said
    side: float


class _Turn(NamedTuple):
    """Two statements on opposite sides."""

    before: _Sided
    after: _Sided

    @property
    def strength(self) -> float:
        """How far it is from one to the other; 0 to 1."""
        return abs(self.before.side - self.after.side) / 2


def reversals(found: Iterable[Said], *, function_words: frozenset[str], words: str = "") -> tuple[Reversal, ...]:
    """The reversals in what was said, the clearest first.

    Compared are statements that were made, on a day that is known, of one voice and on one subject: somebody both are
    about, or the words that were searched for. A stance turns when the next day on which the voice takes a side has
    the other side; a day that has both sides in different reports is conflicting, and turns nothing. An act turns when
    a yes (`YES`) comes after a no (`NO`) on the same matter, or a no after a yes, with nothing of the kind between: it
    is the same matter when the two contents have `SHARED_WORDS` words in common at least.

    Args:
        found: what was said, in any order.
        function_words: forms that tell nothing of a matter.
        words: what was searched for, as a subject; empty for none.
    """
    content = _ContentWords(function_words)
    made: list[Reversal] = []
    for subject, together in sorted(_by_subject(found, words).items()):
        turns: dict[tuple[str, str], list[tuple[By, _Turn]]] = defaultdict(list)
        for by, turn in (*_stance_turns(together, subject[1]), *_act_turns(together, content)):
            ends = turn.before.said.position.statement_id, turn.after.said.position.statement_id
            turns[ends].append((by, turn))
        names = (t.subject.name for said in together for t in said.targets if t.subject.key == subject[1])
        name = min(names, default=words)
        made += [_reversal(name, each, content) for each in turns.values()]
    return tuple(sorted(made, key=_clearest_first))


def _by_subject(found: Iterable[Said], words: str) -> dict[tuple[str, str], list[Said]]:
    """What can be compared, by voice and subject, by day; the subject of words is the empty key."""
    together: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in sorted(found, key=order):
        row = said.position
        if not row.negated and row.day is not None and row.day == row.last_day:
            for key in {*(target.subject.key for target in said.targets), *([""] if words else [])}:
                together[said.voice.key, key].append(said)
    return together


def _stance_turns(together: Sequence[Said], key: str) -> Iterator[tuple[By, _Turn]]:
    """The turns of stance towards one entity."""
    days: dict[dt.date | None, list[_Sided]] = defaultdict(list)
    for said in together:
        scores = [t.score for t in said.targets if t.subject.key == key and t.stance != "neutral"]
        if scores:
            days[said.position.day].append(_Sided(said, max(scores, key=abs)))
    clear: list[list[_Sided]] = []
    for sided in days.values():
        opposed = _opposed(sided)
        if opposed:
            yield "stance", opposed
        elif len({each.side > 0 for each in sided}) == 1:
            clear.append(sided)
    for before, after in pairwise(clear):
        if (before[0].side > 0) != (after[0].side > 0):
            yield "stance", _Turn(max(before, key=_strength), max(after, key=_strength))


def _opposed(sided: Iterable[_Sided]) -> _Turn | None:
    """The most opposed statements of one day in different reports."""
    sides: tuple[dict[str, _Sided], dict[str, _Sided]] = ({}, {})
    for each in sorted(sided, key=_strength, reverse=True):
        sides[each.side < 0].setdefault(each.said.group, each)
    strongest = [list(side.values())[:2] for side in sides]  # one of these two is of another report
    pairs = [_Turn(a, b) for a, b in product(*strongest) if a.said.group != b.said.group]
    return max(pairs, key=lambda turn: turn.strength, default=None)


def _strength(sided: _Sided) -> float:
    return abs(sided.side)


def _act_turns(together: Sequence[Said], content: _ContentWords) -> Iterator[tuple[By, _Turn]]:
    """The turns from a yes to a no on the same matter, and from a no to a yes."""
    earlier: list[_Sided] = []
    having: dict[str, list[int]] = defaultdict(list)
    for said in together:
        act = said.position.act
        if act not in YES and act not in NO:
            continue
        new = _Sided(said, _STRENGTH_OF_ACTS if act in YES else -_STRENGTH_OF_ACTS)
        told = content.of(said)
        shared = Counter(number for word in told for number in having[word])
        related = sorted((n for n, common in shared.items() if common >= SHARED_WORDS), reverse=True)
        turn = _last_turn([earlier[number] for number in related], new)
        if turn:
            yield "act", turn
        for word in told:
            having[word].append(len(earlier))
        earlier.append(new)


def _last_turn(related: Sequence[_Sided], new: _Sided) -> _Turn | None:
    """The turn from the last of the earlier statements on a matter to a new one, if it is one.

    Args:
        related: the last one first. Two sides of one report's one day are no turn.
        new: the new one.
    """
    day, group = new.said.position.day, new.said.group
    for old in related:
        if old.side == new.side:
            return None
        if old.said.position.day != day:
            return _Turn(old, new)
        if old.said.group != group:
            return _Turn(*sorted((old, new), key=lambda each: -each.side))
    return None


def _reversal(subject: str, turns: Sequence[tuple[By, _Turn]], content: _ContentWords) -> Reversal:
    turn = turns[0][1]
    before, after = turn.before.said, turn.after.said
    one, other = content.of(before), content.of(after)
    common = len(one & other) / max(1, min(len(one), len(other)))
    strength = max(each.strength for _, each in turns)
    sure = min(before.position.confidence, after.position.confidence)
    return Reversal(
        kind="conflicting" if before.position.day == after.position.day else "reversal",
        by=turns[0][0] if len(turns) == 1 else "stance and act",
        subject=subject,
        voice=before.position.voice,
        score=round(sure * (_SHARE_OF_STRENGTH * strength + (1 - _SHARE_OF_STRENGTH) * common), 3),
        before=before.position,
        after=after.position,
    )


def _clearest_first(row: Reversal) -> tuple[float, str, str, str, str]:
    return (-row.score, str(row.after.day), row.before.statement_id, row.after.statement_id, row.subject)


class _ContentWords:
    """The words of contents that tell what they are about."""

    def __init__(self, function_words: frozenset[str]) -> None:
        self._function_words = function_words

    def of(self, said: Said) -> frozenset[str]:
        """Those of a statement."""
        return frozenset(said.forms) - self._function_words
