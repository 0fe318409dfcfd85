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
from onrecord.mentions.widening import widened

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
        text = TimeText.of(tokens, published, self._words, self._read_within)
        end = 0
        for at in self._openings(text.words):
            timex = self._read(text, at) if at >= end else None
            if timex is not None:
                if timex.rule != REFUSED:
                    text.found.append(widened(text, timex, end, self._words))
                end = max(timex.last, at + 1)
        return (Found(t.first, t.last, "date", t.rule, t.value) for t in anchored.resolve(text))

    def _openings(self, words: list[str]) -> list[int]:
        """The tokens that a date may begin at: most can not, and are passed over at once."""
        rules = self._rules
        return [at for at, w in enumerate(words) if w in rules or w[:1] in _FIGURES or " - " in w]

    def _may_follow(self, text: TimeText, at: int) -> bool:
        """Whether a token may be the second of a time that begins with an article."""
        return at < len(text.words) and text.words[at].split(" ", maxsplit=1)[0] in self._words.after_a

    def _read_within(self, text: TimeText, at: int) -> Timex | None:
        """The date that begins at a token beside another date; None where too many lie beside each other."""
        if text.depth >= _DEEPEST:
            return None
        text.depth += 1
        try:
            return self._read(text, at)
        finally:
            text.depth -= 1

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
        elif word in _ARTICLES and not self._may_follow(text, at + 1):
            return None
        for rule in rules:
            match = rule.pattern.match(text.line, start)
            timex = match and rule.make(text, match, self._words)
            if timex is not None:
                return timex
        return None


_DEEPEST = 4  # dates that a date looks ahead to: "in March, April, May and June 2012"
_ARTICLES = frozenset(("a", "an"))
_FIGURES = frozenset("0123456789")
