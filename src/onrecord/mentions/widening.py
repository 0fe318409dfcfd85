"""What belongs to a date on its left: `early March`, `the end of March`, `later this week`, `the morning of May 3`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.mentions import calendar as cal

if TYPE_CHECKING:
    from onrecord.mentions.timex import TimeText, Timex
    from onrecord.mentions.vocabulary import Vocabulary

_PARTS = frozenset(("early", "late", "mid"))
_LATER = frozenset(("earlier", "later"))
_MODIFIED = frozenset((
    "month", "month-year", "weekday", "year", "decade", "century", "quarter", "season", "stepped", "day-word",
    "month-day",
))  # fmt: skip
_WITH_LATER = frozenset(("stepped", "day-word", "weekday", "anchored"))
_WITH_THE = frozenset((
    "day-word", "stepped", "anchored", "decade", "century", "quarter", "season", "edge", "vague", "duration", "placed",
))  # fmt: skip
_WITH_EDGE = frozenset((
    "month", "month-year", "stepped", "this-unit", "quarter", "season", "decade", "century", "anchored", "year",
))  # fmt: skip
_DAYS = frozenset(("full-date", "month-day", "weekday", "day-word", "iso-date", "named-day", "anchored"))


def widened(text: TimeText, timex: Timex, floor: int, known: Vocabulary) -> Timex:
    """A date with the words before it that belong to it.

    Args:
        text: the report.
        timex: the date.
        floor: the token that it may not go beyond.
        known: the words of time.
    """
    first = _modified(text, timex, floor)
    numbered = timex.rule == "duration" and (
        text.tokens.analysis.pos[timex.first] in {"NUM", "DET"} or text.word(timex.last - 2) == "-"
    )
    adverb = timex.rule == "vague" and text.tokens.analysis.pos[timex.first] == "ADV"
    if first - 1 >= floor and text.word(first - 1) == "the" and not (numbered or adverb):
        first -= timex.rule in _WITH_THE or first < timex.first
    timex = timex._replace(first=first)
    return _of(text, timex, floor, known) if text.word(first - 1) in {"of", "in"} else timex


def _modified(text: TimeText, timex: Timex, floor: int) -> int:
    """The first token, with `early`, `mid-`, `later` or `the year` before it."""
    first = timex.first
    if timex.rule in _MODIFIED:
        before = first - 1 - (text.word(first - 1) == "-")
        if before >= floor and text.word(before) in _PARTS:
            return before
    if timex.rule in _WITH_LATER and first - 1 >= floor and text.word(first - 1) in _LATER:
        return first - 1
    if timex.rule == "year" and first - 2 >= floor and text.word(first - 1) == "year" and text.word(first - 2) == "the":
        return first - 1
    return first


def _of(text: TimeText, timex: Timex, floor: int, known: Vocabulary) -> Timex:
    """`the end of March` is March; `the morning of May 3` is a part of the day; `later in the day` is the day."""
    at = timex.first - 2
    word = text.word(at)
    if at < floor:
        return timex
    if text.word(at + 1) == "in":
        late = timex.rule == "this-unit" and word in (_LATER | _PARTS)
        return timex._replace(first=at) if late else timex
    part = known.lexicon.dayparts.get(word)
    if part and timex.rule in _DAYS and (told := cal.period(timex.value)) is not None and told.unit == "D":
        timex = timex._replace(value=told.first.isoformat() + part, rule="day-part")
    elif not (word in known.lexicon.beside.span_ends and timex.rule in _WITH_EDGE):
        return timex
    return timex._replace(first=at - (at - 1 >= floor and text.word(at - 1) == "the"))
