"""Dates with TIMEX3 values, by rules over tokens.

Values: a day `2023-02-19` (with `TMO`, `TAF`, `TEV`, `TNI` for a part of it), a week `2023-W08`, its end `2023-W08-WE`,
a month, quarter, season, year, decade `199`, century `19`, a length of time `P3Y`, and the vague `PAST_REF`,
`PRESENT_REF` and `FUTURE_REF`.
Without a publication date, what is relative to it keeps `XXXX` for what is unknown, or has no value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from onrecord.mentions import calendar as cal
from onrecord.mentions import relative
from onrecord.mentions.tense import tense
from onrecord.mentions.timex import REFUSED, DateText, Timex, with_daytime
from onrecord.mentions.tokens import Found, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(tokens: Tokens, published: dt.date | None) -> Iterator[Found]:
    """The dates of a text, in order, not overlapping.

    Args:
        tokens: the text.
        published: what relative dates count from.
    """
    if published is not None and not dt.MINYEAR + 1 < published.year < dt.MAXYEAR - 1:
        published = None  # nothing relative to it stays within the calendar
    text = DateText(tokens, published, _dated(tokens))
    at, size = 0, len(tokens)
    while at < size:
        rules = _RULES.get(tokens.lower[at].rstrip("."))
        if rules is None and tokens.lower[at][0] in "0123456789'":
            rules = _NUMERIC
        timex = next((t for t in (rule(text, at) for rule in rules) if t is not None), None) if rules else None
        if timex is None:
            at += 1
            continue
        if timex.rule != REFUSED:
            yield Found(at, timex.last, "date", timex.rule, timex.value)
        at = timex.last


def _dated(tokens: Tokens) -> frozenset[int]:
    names = tokens.analysis.names
    return frozenset(at for n in names if n.label in {"DATE", "TIME"} for at in range(n.first, n.last))


# --- rules: each takes the text and the position of its first word ---


def _month_first(text: DateText, at: int) -> Timex | None:
    """`February 19, 2023`, `Feb. 19`, `February 2023`, `in February`."""
    month = cal.MONTHS[text.word(at)]
    nxt = at + 1
    if not text.is_capital(at):
        return None
    if text.word(nxt) == "of":
        nxt += 1
    number, year = cal.day_number(text.word(nxt)), cal.year_of(text.word(nxt))
    if year is not None:
        return Timex(nxt + 1, f"{year:04}-{month:02}", "month-year")
    if number is not None and text.word(nxt + 1) not in {":", "%", "percent"}:
        return _day_of(text, at, month, number, nxt + 1)
    if text.word(nxt) == "," and (year := cal.year_of(text.word(nxt + 1))) is not None:
        return Timex(nxt + 2, f"{year:04}-{month:02}", "month-year")
    return _month_alone(text, at, month)


def _day_of(text: DateText, at: int, month: int, number: int, end: int) -> Timex | None:
    """The day of a month with the year that follows, or the nearest."""
    if text.word(end) in {"-", "–"} and cal.day_number(text.word(end + 1)):
        end += 2
    for skip in (0, 1):
        year = cal.year_of(text.word(end + skip))
        if year is not None and (skip == 0 or text.word(end) == ","):
            date = cal.day(year, month, number)
            return _exactly(end + skip + 1, date, "full-date")
    if text.published is None:
        leap = cal.day(2000, month, number)
        return Timex(end, f"XXXX-{month:02}-{number:02}", "month-day") if leap else Timex(end, None, REFUSED)
    when = tense(text.tokens, at)
    near = cal.nearest_year(text.published, month, number, past=when == "past", future=False)
    return _exactly(end, near, "month-day")


def _exactly(end: int, date: dt.date | None, rule: str) -> Timex:
    return Timex(end, None, REFUSED) if date is None else Timex(end, date.isoformat(), rule)


_BEFORE_MONTH = frozenset((
    "in", "since", "by", "until", "till", "from", "during", "last", "next", "this", "early", "late", "mid",
    "of", "between", "and", "for", "to",
))  # fmt: skip


def _month_alone(text: DateText, at: int, month: int) -> Timex | None:
    ambiguous = text.word(at) in {"may", "march", "mar", "jan", "sep", "dec"}
    if text.word(at - 1) not in _BEFORE_MONTH and (ambiguous or at not in text.dated):
        return None
    if ambiguous and (text.tokens.analysis.pos[at] != "PROPN" or text.word(at - 1) in {"for", "to", "and", "of"}):
        return None
    if text.published is None:
        return Timex(at + 1, f"XXXX-{month:02}", "month")
    when = tense(text.tokens, at)
    near = cal.nearest_year(text.published, month, 15, past=when == "past", future=when == "future")
    return Timex(at + 1, near.isoformat()[:7], "month") if near else None


def _weekday(text: DateText, at: int) -> Timex | None:
    """`Friday`, `Friday morning`, `Friday, February 24, 2023`."""
    word = text.word(at)
    if not text.is_capital(at) or (len(word) <= 4 and at not in text.dated):  # noqa: PLR2004 - "Sun", "Sat", "Wed"
        return None
    after = at + 2 if text.word(at + 1) == "," else at + 1
    for rules in (_month_first if text.word(after) in cal.MONTHS else None, _day_first):
        exact = rules(text, after) if rules and after < len(text.tokens) and text.word(after) else None
        if exact is not None and exact.rule in {"full-date", "month-day", REFUSED}:
            return exact
    number = cal.WEEKDAYS[word]
    if text.published is None:
        return with_daytime(text, at + 1, f"XXXX-WXX-{number}", "weekday")
    ahead = tense(text.tokens, at) == "future"
    date = (cal.weekday_after if ahead else cal.weekday_before)(text.published, number)
    return with_daytime(text, at + 1, date.isoformat(), "weekday")


def _day_first(text: DateText, at: int) -> Timex | None:
    """`19 February 2023`, `19th of February`, `2023-02-19`."""
    number = cal.day_number(text.word(at))
    month_at = at + 2 if text.word(at + 1) == "of" else at + 1
    month = cal.MONTHS.get(text.word(month_at))
    if number is None or month is None or not text.is_capital(month_at):
        return None
    return _day_of(text, at, month, number, month_at + 1)


def _iso(text: DateText, at: int) -> Timex | None:
    """`2023-02-19`, whole or cut at its hyphens."""
    for size in (1, 5):
        word = "".join(text.tokens.text[at : at + size])
        if word.count("-") == 2 and len(word) == 10:  # noqa: PLR2004 - YYYY-MM-DD
            try:
                return Timex(at + size, dt.date.fromisoformat(word).isoformat(), "iso-date")
            except ValueError:
                return None
    return None


def _year(text: DateText, at: int) -> Timex | None:
    """`2016`, where the words around or the model say that it is a year."""
    year = cal.year_of(text.word(at))
    before, after = text.word(at - 1), text.word(at + 1)
    if year is None or after in _COUNTED or after in cal.UNITS or before in {"$", "€", "£", "#"}:
        return None
    ranged = before in {"to", "and", "-", "–"} and cal.year_of(text.word(at - 2)) is not None
    if at in text.dated or ranged or before in _BEFORE_YEAR or after in _AFTER_YEAR:
        return Timex(at + 1, f"{year:04}", "year")
    return None


_BEFORE_YEAR = frozenset((
    "in", "since", "by", "until", "till", "from", "during", "year", "between", "before", "after", "early",
    "late", "mid", "through", "around",
))  # fmt: skip
_AFTER_YEAR = frozenset((
    "election", "elections", "summit", "war", "attack", "attacks", "campaign", "agreement", "deal", "report",
))  # fmt: skip
_COUNTED = frozenset((
    "people", "dollars", "euros", "troops", "soldiers", "km", "kilometers", "miles", "meters", "metres",
    "votes", "percent", "%", "+", "tons",
))  # fmt: skip


def _decade(text: DateText, at: int) -> Timex | None:
    """`1990s`, `'90s`."""
    word = text.word(at).lstrip("'")
    digits = word.removesuffix("s").removesuffix("'")
    if word == digits or not (digits.isascii() and digits.isdigit()) or not digits.endswith("0"):
        return None
    if len(digits) == 4:  # noqa: PLR2004 - a year's digits
        return Timex(at + 1, digits[:3], "decade")
    return Timex(at + 1, "19" + digits[0], "decade") if len(digits) == 2 and digits[0] not in "01" else None  # noqa: PLR2004


def _century(text: DateText, at: int) -> Timex | None:
    """`20th century`, `twentieth century`, `the first quarter of 2023`."""
    word, nxt = text.word(at), text.word(at + 1)
    number = cal.ORDINALS.get(word) or cal.day_number(word) or 0
    if nxt == "century" and number:
        return Timex(at + 2, f"{number - 1:02}", "century")
    if nxt in {"quarter", "half"} and 1 <= number <= (4 if nxt == "quarter" else 2):
        linked = at + 3 if text.word(at + 2) in {"of", "in"} else at + 2
        year, end = cal.year_of(text.word(linked)), linked + 1
        if year is None and text.published and nxt == "quarter" and at in text.dated:
            year, end = text.published.year, at + 2
        return Timex(end, f"{year:04}-{nxt[0].upper()}{number}", "quarter") if year else None
    return None


def _after_the(text: DateText, at: int) -> Timex | None:
    """`the sixties`, `the 20th century`."""
    digit = cal.DECADES.get(text.word(at + 1))
    return Timex(at + 2, f"19{digit}", "decade") if digit else _century(text, at + 1)


def _eleventh(text: DateText, at: int) -> Timex | None:
    return Timex(at + 1, "2001-09-11", "named-day") if text.word(at) == "9/11" else None


_Rule = Callable[[DateText, int], Timex | None]

_NUMERIC: tuple[_Rule, ...] = (_iso, _eleventh, _day_first, relative.counted, _century, _year, _decade)


def _by_first_word() -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, tuple[_Rule, ...]] = {}
    groups: tuple[tuple[Iterable[str], _Rule], ...] = (
        (cal.MONTHS, _month_first),
        (cal.WEEKDAYS, _weekday),
        (cal.ORDINALS, _century),
        (("yesterday", "today", "tomorrow", "tonight"), relative.day_word),
        (cal.NUMBERS, relative.counted),
        (("several", "some"), relative.fuzzy),
        (relative.STEPS, relative.vague),
        (relative.STEPS, relative.duration),
        (relative.STEPS, relative.stepped),
        (("the",), relative.after_the),
        (("the",), _after_the),
        ({phrase.split()[0] for phrase in relative.VAGUE} - {"the"}, relative.vague),
    )
    for words, rule in groups:
        for word in words:
            if rule not in rules.get(word, ()):
                rules[word] = (*rules.get(word, ()), rule)
    return rules


_RULES = _by_first_word()
