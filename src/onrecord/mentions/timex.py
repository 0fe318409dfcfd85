"""What the rules for dates take and give."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.mentions import calendar as cal
from onrecord.mentions.tense import is_fact, tense

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


def _spaced(word: str) -> str:
    """With spaces around its hyphens and dashes: `26-27` is one token."""
    return word.replace("–", "-").replace("-", " - ")


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
        depth: how many dates within dates are being read.
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
    depth: int = 0

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
        words = [_spaced(w) if ("-" in w or "–" in w) and len(w) > 1 else w for w in words]
        starts = list(accumulate((len(w) + 1 for w in words), initial=0))[:-1]
        ends = [s.first for before, s in pairwise(tokens.analysis.sentences) if before.block != s.block and s.first]
        blocks = pairwise((0, *ends, len(words)))
        line = "\n".join(" ".join(words[first:last]) for first, last in blocks) + " "
        names = tokens.analysis.names
        dated = frozenset(at for n in names if n.label in {"DATE", "TIME"} for at in range(n.first, n.last))
        return cls(tokens, published, line, starts, words, dated, vocabulary, reader)

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
        """`past`, `past?`, `future`, `future?`, `timetable` or empty, of the clause of a token; see `tense`."""
        if is_fact(self.tokens, at, self.vocabulary.lexicon):
            return "past"
        return tense(self.tokens, at, self.vocabulary.lexicon)

    def of_noun(self, at: int) -> bool:
        """Whether a date belongs to a noun, whose time need not be that of the verb: `spoke of the summit on May 3`."""
        head, pos = self.tokens.analysis.head, self.tokens.analysis.pos
        above = head[at]
        above = head[above] if pos[above] == "ADP" else above
        return pos[above] in {"NOUN", "PROPN"} and above < at

    def reference(
        self, at: int, units: frozenset[str] = frozenset("DWMQHY"), *, within: int = _REMEMBERED
    ) -> cal.Period | None:
        """The last date before a token, in its sentence or the few before, that is exact to one of the units."""
        sentence = self.tokens.sentence[at]
        for timex in reversed(self.found):
            if sentence - self.tokens.sentence[timex.first] > within:
                break
            period = cal.period(timex.value)
            if period is not None and period.unit in units and timex.last <= at:
                return period
        return None

    def anchor(self, at: int) -> dt.date | None:
        """The last day before a token, else the day of publication."""
        period = self.reference(at, frozenset("D"))
        return period.first if period else self.published
