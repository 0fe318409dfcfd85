"""Dates, times, lengths of time and recurring times with TIMEX3 values, by rules over tokens.

Values: a day `2023-02-19`, with a part of it `2023-02-19TMO` or a time `2023-02-19T10:30-05:00`; a week `2023-W08`, its
end `2023-W08-WE`; a month, quarter, half `2023-H1`, season, year, decade `199`, century `19`; a length of time `P3Y`,
`PT24H`, `PXD`; what recurs, as its period `P1D` or `XXXX-WXX-1`; and the vague `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
Without a publication date, what is relative to it keeps `XXXX` for what is unknown, or has no value.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from onrecord.mentions import anchored, grammar
from onrecord.mentions.timex import REFUSED, TimeText, Timex
from onrecord.mentions.tokens import Found
from onrecord.mentions.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.lexicon.time_words import TimeWords
    from onrecord.mentions.tokens import Tokens


class DateFinder:
    """Finds the dates of a text.

    Args:
        words: the lexicon's words of time.
    """

    def __init__(self, words: TimeWords) -> None:
        self._words = Vocabulary(words)
        self._rules = grammar.rules(self._words)

    def __call__(self, tokens: Tokens, published: dt.date | None) -> Iterator[Found]:
        """The dates of a text, in order, not overlapping.

        Args:
            tokens: the text.
            published: what relative dates count from.
        """
        if published is not None and not dt.MINYEAR + 1 < published.year < dt.MAXYEAR - 1:
            published = None  # nothing relative to it stays within the calendar
        text = TimeText.of(tokens, published, self._words, self._read)
        at, end, size = 0, 0, len(tokens)
        while at < size:
            timex = self._read(text, at)
            if timex is None:
                at += 1
                continue
            if timex.rule != REFUSED:
                text.found.append(_widened(text, timex, end))
            at = end = max(timex.last, at + 1)
        return (Found(t.first, t.last, "date", t.rule, t.value) for t in anchored.resolve(text))

    def _read(self, text: TimeText, at: int) -> Timex | None:
        """The date that begins at a token, or after the hyphen inside it."""
        if at >= len(text.words):
            return None
        word, start = text.words[at], text.starts[at]
        rules = self._rules.get(word)
        if rules is None:
            if word[:1] in _FIGURES:
                rules = self._rules[grammar.FIGURE]
            elif " - " in word:
                part = word.rfind(" - ") + 3
                start += part
                rules = self._rules.get(word[part:], self._rules[grammar.FIGURE])
            else:
                return None
        for rule in rules:
            match = rule.pattern.match(text.line, start)
            timex = match and rule.make(text, match, self._words)
            if timex is not None:
                return timex
        return None


_FIGURES = frozenset("0123456789")
_PARTS = frozenset(("early", "late", "mid"))
_LATER = frozenset(("earlier", "later"))
_MODIFIED = frozenset((
    "month", "month-year", "weekday", "year", "decade", "century", "quarter", "season", "stepped", "day-word",
    "month-day",
))  # fmt: skip
_WITH_THE = frozenset(
    ("day-word", "stepped", "anchored", "decade", "century", "quarter", "season", "edge", "vague", "duration")
)


def _widened(text: TimeText, timex: Timex, floor: int) -> Timex:
    """With what belongs to it on its left: `early March`, `the late 1990s`, `later this week`, `the past year`."""
    first = timex.first
    if timex.rule in _MODIFIED:
        before = first - 1 - (text.word(first - 1) == "-")
        if before >= floor and text.word(before) in _PARTS:
            first = before
        elif before >= floor and text.word(first - 1) in _LATER and timex.rule in {"stepped", "day-word", "weekday"}:
            first -= 1
    numbered = timex.rule == "duration" and text.tokens.analysis.pos[timex.first] in {"NUM", "DET"}
    if first - 1 >= floor and text.word(first - 1) == "the" and not numbered:
        first -= timex.rule in _WITH_THE or first < timex.first
    return timex._replace(first=first)
