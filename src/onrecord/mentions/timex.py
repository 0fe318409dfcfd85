"""What the rules for dates take and give."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.mentions import calendar as cal
from onrecord.mentions.tense import tense

if TYPE_CHECKING:
    import datetime as dt

    from onrecord.mentions.tokens import Tokens
    from onrecord.mentions.vocabulary import Vocabulary

#: Rule of what is no date and has no dates in it.
REFUSED = "no-such-day"

#: A date in the text is what "two days later" counts from, for so many sentences.
_REMEMBERED = 3


class Timex(NamedTuple):
    """Tokens `[first, last)` are a date of this value, by this rule; `Feb. 30` is refused: its parts are no dates."""

    first: int
    last: int
    value: str | None
    rule: str


class Pending(NamedTuple):
    """A date that counts from an event ("two days after the summit"): its place, the event's noun, and the count."""

    place: int
    last: int
    noun: int
    unit: str
    by: int


Reader = Callable[["TimeText", int], Timex | None]


@dataclass(slots=True)
class TimeText:
    """One report, as the rules see it, with what they have found so far.

    Attributes:
        tokens: the text.
        published: what relative dates count from.
        line: the tokens in lower case with one space between them, abbreviations without their full stops, and a
            line's end after each block.
        starts: where each token begins in `line`.
        words: the tokens as `line` has them.
        dated: tokens that the model labels as a date or time.
        vocabulary: the words of time.
        reader: the date that begins at a token.
        found: so far, in text order.
        pending: those of them that wait for an event's date.
    """

    tokens: Tokens
    published: dt.date | None
    line: str
    starts: list[int]
    words: list[str]
    dated: frozenset[int]
    vocabulary: Vocabulary
    reader: Reader
    found: list[Timex] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)

    @classmethod
    def of(cls, tokens: Tokens, published: dt.date | None, vocabulary: Vocabulary, reader: Reader) -> TimeText:
        """The text of a report.

        Args:
            tokens: the text.
            published: what relative dates count from.
            vocabulary: the words of time.
            reader: the date that begins at a token, for dates within dates.
        """
        respelt = vocabulary.respelt
        words = [respelt.get(word) or low for word, low in zip(tokens.text, tokens.lower, strict=True)]
        words = [w.replace("-", " - ") if "-" in w and len(w) > 1 else w for w in words]
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
        parts = [w + " " for w in words]
        sentences = tokens.analysis.sentences
        for before, after in pairwise(sentences):
            if before.block != after.block and after.first:
                parts[after.first - 1] = words[after.first - 1] + "\n"
        names = tokens.analysis.names
        dated = frozenset(at for n in names if n.label in {"DATE", "TIME"} for at in range(n.first, n.last))
        return cls(tokens, published, "".join(parts), starts, words, dated, vocabulary, reader)

    def word(self, at: int) -> str:
        """The token in lower case; empty beyond the text."""
        return self.tokens.word(at)

    def is_capital(self, at: int) -> bool:
        """Whether the token begins with a capital."""
        return 0 <= at < len(self.tokens) and self.tokens.text[at][0].isupper()

    def is_shut(self, at: int) -> bool:
        """Whether no noun follows, which would make what is before it a modifier."""
        pos = self.tokens.analysis.pos
        return at >= len(pos) or pos[at] not in {"NOUN", "PROPN", "NUM", "ADJ"}

    def end(self, offset: int) -> int:
        """One past the token that has the character before an offset of `line`."""
        return bisect_left(self.starts, offset)

    def at(self, offset: int) -> int:
        """The token that has the character at an offset of `line`."""
        return bisect_right(self.starts, offset) - 1

    def tense(self, at: int) -> str:
        """`past`, `future`, `timetable` or empty, of the clause that a token stands in."""
        return tense(self.tokens, at, self.vocabulary.lexicon)

    def reference(self, at: int, units: frozenset[str] = frozenset("DWMQHY")) -> cal.Period | None:
        """The last date before a token, in its sentence or the few before, that is exact to one of the units."""
        sentence = self.tokens.sentence[at]
        for timex in reversed(self.found):
            if sentence - self.tokens.sentence[timex.first] > _REMEMBERED:
                break
            period = cal.period(timex.value)
            if period is not None and period.unit in units and timex.last <= at:
                return period
        return None

    def anchor(self, at: int) -> dt.date | None:
        """The last day before a token, else the day of publication."""
        period = self.reference(at, frozenset("D"))
        return period.first if period else self.published
