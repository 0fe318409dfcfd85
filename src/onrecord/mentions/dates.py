"""Dates with TIMEX3 values, by rules over tokens.

Values: a day `2023-02-19` (with `TMO`, `TAF`, `TEV`, `TNI` for a part of it), a week `2023-W08`, its end `2023-W08-WE`,
a month, quarter, season, year, decade `199`, century `19`, a length of time `P3Y`, and the vague `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
Without a publication date, what is relative to it keeps `XXXX` for what is unknown, or has no value.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.mentions import calendar as cal
from onrecord.mentions.tokens import Found, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Timex(NamedTuple):
    """Tokens up to `last` are a date of this value, by this rule."""

    last: int
    value: str | None
    rule: str


def find(tokens: Tokens, published: dt.date | None) -> Iterator[Found]:
    """The dates of a text, in order, not overlapping.

    Args:
        tokens: the text.
        published: what relative dates count from.
    """
    text = _Text(tokens, published, _dated(tokens))
    at, size = 0, len(tokens)
    while at < size:
        rules = _RULES.get(tokens.lower[at].rstrip("."))
        if rules is None and tokens.lower[at][0] in "0123456789'":
            rules = _NUMERIC
        timex = next((t for t in (rule(text, at) for rule in rules) if t is not None), None) if rules else None
        if timex is None:
            at += 1
            continue
        yield Found(at, timex.last, "date", timex.rule, timex.value)
        at = timex.last


@dataclass(frozen=True, slots=True)
class _Text:
    """The text with what the rules count from.

    Attributes:
        dated: tokens that the model labels as a date.
    """

    tokens: Tokens
    published: dt.date | None
    dated: frozenset[int]

    def word(self, at: int) -> str:
        return self.tokens.word(at).rstrip(".")

    def is_capital(self, at: int) -> bool:
        return self.tokens.text[at][0].isupper()


def _dated(tokens: Tokens) -> frozenset[int]:
    names = tokens.analysis.names
    return frozenset(at for n in names if n.label in {"DATE", "TIME"} for at in range(n.first, n.last))


# --- tense ------------------------------------------------------------------------------------------------------------

_PLANS = frozenset("set schedule due plan expect intend slate prepare want aim hope".split())


def _verb(tokens: Tokens, at: int) -> int | None:
    """The verb that the token depends on."""
    a = tokens.analysis
    for _ in range(6):
        if a.pos[at] in {"VERB", "AUX"}:
            return at
        if a.head[at] == at:
            return None
        at = a.head[at]
    return None


def _tense(tokens: Tokens, at: int, depth: int = 4) -> str:
    """`past`, `future` or empty: of the verb that the token depends on; of a bare infinitive, the verb above it."""
    a, verb = tokens.analysis, _verb(tokens, at)
    if verb is None:
        return ""
    helpers = [i for i in range(max(0, verb - 5), verb) if a.head[i] == verb and a.dep[i] in {"aux", "auxpass"}]
    words = {tokens.lower[i] for i in helpers}
    if words & {"will", "shall", "'ll", "may", "might", "can"} or (a.tag[verb] == "VBG" and a.lemma[verb] == "go"):
        return "future"
    if "to" in words:
        planned = a.lemma[a.head[verb]] in _PLANS or "is" in words or "are" in words
        if planned or not depth or a.head[verb] == verb:
            return "future" if planned else ""
        return _tense(tokens, a.head[verb], depth - 1)
    if a.tag[verb] == "VBD" or (a.tag[verb] == "VBN" and a.lemma[verb] not in _PLANS) or words & {"was", "were", "had"}:
        return "past"
    return "future" if a.lemma[verb] in _PLANS else ""


# --- rules: each takes the text and the position of its first word -------------------------------------------------------


def _month_first(text: _Text, at: int) -> Timex | None:
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


def _day_of(text: _Text, at: int, month: int, number: int, end: int) -> Timex | None:
    """The day of a month with the year that follows, or the nearest; None for a day that does not exist."""
    if text.word(end) in {"-", "–"} and cal.day_number(text.word(end + 1)):  # noqa: RUF001 - a dash between days
        end += 2
    for skip in (0, 1):
        year = cal.year_of(text.word(end + skip))
        if year is not None and (skip == 0 or text.word(end) == ","):
            date = cal.day(year, month, number)
            return Timex(end + skip + 1, date.isoformat(), "full-date") if date else None
    if text.published is None:
        leap = cal.day(2000, month, number)
        return Timex(end, f"XXXX-{month:02}-{number:02}", "month-day") if leap else None
    tense = _tense(text.tokens, at)
    near = cal.nearest_year(text.published, month, number, past=tense == "past", future=False)
    return Timex(end, near.isoformat(), "month-day") if near else None


_BEFORE_MONTH = frozenset("in since by until till from during last next this early late mid of between and for to".split())


def _month_alone(text: _Text, at: int, month: int) -> Timex | None:
    ambiguous = text.word(at) in {"may", "march", "mar", "jan", "sep", "dec"}
    if text.word(at - 1) not in _BEFORE_MONTH and (ambiguous or at not in text.dated):
        return None
    if ambiguous and (text.tokens.analysis.pos[at] != "PROPN" or text.word(at - 1) in {"for", "to", "and", "of"}):
        return None
    if text.published is None:
        return Timex(at + 1, f"XXXX-{month:02}", "month")
    tense = _tense(text.tokens, at)
    near = cal.nearest_year(text.published, month, 15, past=tense == "past", future=tense == "future")
    return Timex(at + 1, near.isoformat()[:7], "month") if near else None


def _weekday(text: _Text, at: int) -> Timex | None:
    """`Friday`, `Friday morning`, `Friday, February 24, 2023`."""
    word = text.word(at)
    if not text.is_capital(at) or (len(word) <= 4 and at not in text.dated):  # noqa: PLR2004 - "Sun", "Sat", "Wed"
        return None
    after = at + 2 if text.word(at + 1) == "," else at + 1
    for rules in (_month_first if text.word(after) in cal.MONTHS else None, _day_first):
        exact = rules(text, after) if rules and after < len(text.tokens) and text.word(after) else None
        if exact is not None and exact.rule in {"full-date", "month-day"}:
            return exact
    number = cal.WEEKDAYS[word]
    if text.published is None:
        return _daytime(text, at + 1, f"XXXX-WXX-{number}", "weekday")
    ahead = _tense(text.tokens, at) == "future"
    date = (cal.weekday_after if ahead else cal.weekday_before)(text.published, number)
    return _daytime(text, at + 1, date.isoformat(), "weekday")


def _daytime(text: _Text, end: int, value: str | None, rule: str) -> Timex:
    part = cal.DAYTIMES.get(text.word(end))
    return Timex(end + 1, value and value + part, rule) if part else Timex(end, value, rule)


def _day_first(text: _Text, at: int) -> Timex | None:
    """`19 February 2023`, `19th of February`, `2023-02-19`."""
    number = cal.day_number(text.word(at))
    month_at = at + 2 if text.word(at + 1) == "of" else at + 1
    month = cal.MONTHS.get(text.word(month_at))
    if number is None or month is None or not text.is_capital(month_at):
        return None
    return _day_of(text, at, month, number, month_at + 1)


def _iso(text: _Text, at: int) -> Timex | None:
    word = text.word(at)
    try:
        return Timex(at + 1, dt.date.fromisoformat(word).isoformat(), "iso-date") if word.count("-") == 2 else None  # noqa: PLR2004
    except ValueError:
        return None


def _year(text: _Text, at: int) -> Timex | None:
    """`2016`, where the words around or the model say that it is a year."""
    year = cal.year_of(text.word(at))
    before, after = text.word(at - 1), text.word(at + 1)
    if year is None or after in _COUNTED or after in cal.UNITS or before in {"$", "€", "£", "#"}:
        return None
    ranged = before in {"to", "and", "-", "–"} and cal.year_of(text.word(at - 2)) is not None  # noqa: RUF001 - a dash
    if at in text.dated or ranged or before in _BEFORE_YEAR or after in _AFTER_YEAR:
        return Timex(at + 1, f"{year:04}", "year")
    return None


_BEFORE_YEAR = frozenset("in since by until till from during year between before after early late mid through around".split())
_AFTER_YEAR = frozenset("election elections summit war attack attacks campaign agreement deal report".split())
_COUNTED = frozenset("people dollars euros troops soldiers km kilometers miles meters metres votes percent % + tons".split())


def _decade(text: _Text, at: int) -> Timex | None:
    """`1990s`, `'90s`."""
    word = text.word(at).lstrip("'")
    digits = word.removesuffix("s").removesuffix("'")
    if word == digits or not (digits.isascii() and digits.isdigit()) or not digits.endswith("0"):
        return None
    if len(digits) == 4:  # noqa: PLR2004 - a year's digits
        return Timex(at + 1, digits[:3], "decade")
    return Timex(at + 1, "19" + digits[0], "decade") if len(digits) == 2 and digits[0] not in "01" else None  # noqa: PLR2004


def _century(text: _Text, at: int) -> Timex | None:
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


def _named_decade(text: _Text, at: int) -> Timex | None:
    return Timex(at + 1, f"19{cal.DECADES[text.word(at)]}", "decade") if text.word(at - 1) == "the" else None


def _day_word(text: _Text, at: int) -> Timex | None:
    """`yesterday`, `today`, `tomorrow night`, `tonight`."""
    word = text.word(at)
    by = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    value = cal.shift(text.published, "day", by) if text.published else None
    if word == "tonight":
        return Timex(at + 1, value and value + "TNI", "day-word")
    return _daytime(text, at + 1, value, "day-word")


_STEPS = {
    "last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip


def _stepped(text: _Text, at: int) -> Timex | None:
    """`last week`, `this year`, `next Friday`, `last August`, `this summer`, `last night`."""
    step, nxt = _STEPS[text.word(at)], at + 1
    if text.word(at) == "this" and text.word(nxt) in {"past", "coming"}:
        step, nxt = _STEPS[text.word(nxt)], nxt + 1
    word, anchor = text.word(nxt), text.published
    if word in _STEPPED and anchor is None:
        return Timex(nxt + 1, None, "stepped")
    if anchor is None:
        return None
    value = _step(text, nxt, anchor, step)
    return None if value is None else Timex(nxt + 1, value, "stepped")


_STEPPED = frozenset(("week", "month", "year", "decade", "century", "quarter", "weekend", "night", *cal.SEASONS))


def _step(text: _Text, at: int, anchor: dt.date, step: int) -> str | None:
    word = text.word(at)
    if word in {"week", "month", "year", "decade", "century", "quarter"}:
        return cal.shift(anchor, word, step)
    if word == "weekend":
        return cal.week(anchor + dt.timedelta(weeks=step)) + "-WE"
    if word in cal.DAYTIMES:
        return f"{cal.shift(anchor, 'day', step)}{cal.DAYTIMES[word]}"
    if word in cal.SEASONS:
        return f"{anchor.year + step:04}-{cal.SEASONS[word]}"
    if word in cal.WEEKDAYS and text.is_capital(at):
        return _step_weekday(anchor, cal.WEEKDAYS[word], step)
    if word in cal.MONTHS and text.is_capital(at):
        month = cal.MONTHS[word]
        year = anchor.year + step if step and (month - anchor.month) * step <= 0 else anchor.year
        return f"{year:04}-{month:02}"
    return None


def _step_weekday(anchor: dt.date, number: int, step: int) -> str:
    if step > 0:
        return cal.weekday_after(anchor, number).isoformat()
    before = cal.weekday_before(anchor, number)
    if step < 0 and before == anchor:
        before -= dt.timedelta(weeks=1)
    if step == 0:
        before = anchor + dt.timedelta(days=number - anchor.isoweekday())
    return before.isoformat()


def _counted(text: _Text, at: int) -> Timex | None:
    """`two days ago`, `a year ago`, `10 months from now`."""
    number, unit_at = cal.number_of(text.word(at)), at + 1
    if text.word(at) == "a" and text.word(at + 1) in {"few", "couple"}:
        return _fuzzy(text, at)
    unit = cal.UNITS.get(text.word(unit_at))
    if number is None or unit is None:
        return None
    after = text.word(unit_at + 1)
    sign = -1 if after == "ago" else 1 if after == "from" and text.word(unit_at + 2) == "now" else 0
    if not sign:
        return None
    end = unit_at + (2 if sign < 0 else 3)
    return Timex(end, cal.shift(text.published, unit, sign * number) if text.published else None, "counted")


def _fuzzy(text: _Text, at: int) -> Timex | None:
    """`a few months ago`, `several years ago`."""
    for end in range(at + 1, at + 5):
        if text.word(end) == "ago":
            return Timex(end + 1, "PAST_REF", "vague")
        if text.word(end) not in cal.UNITS and text.word(end) not in {"few", "couple", "of"}:
            return None
    return None


def _vague(text: _Text, at: int) -> Timex | None:
    """A phrase of `_VAGUE`; single words only where they are adverbs."""
    lower, pos = text.tokens.lower, text.tokens.analysis.pos
    for length in (4, 3, 2, 1):
        value = _VAGUE.get(" ".join(lower[at : at + length]))
        if value is None:
            continue
        end = at + length
        if length == 1:
            fits = pos[at] == "ADV" and text.word(at - 1) != "every"
        else:
            fits = text.word(end) not in cal.UNITS and not (end < len(pos) and pos[end] in {"NOUN", "PROPN", "NUM", "ADJ"})
        return Timex(end, value, "vague") if fits else None
    return None


_VAGUE = {
    "recently": "PAST_REF", "lately": "PAST_REF", "the recent past": "PAST_REF", "the past": "PAST_REF",
    "the distant past": "PAST_REF", "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF", "the present": "PRESENT_REF", "the present time": "PRESENT_REF", "at present": "PRESENT_REF", "at the moment": "PRESENT_REF",
    "soon": "FUTURE_REF", "the future": "FUTURE_REF", "the near future": "FUTURE_REF",
    "the foreseeable future": "FUTURE_REF", "the immediate future": "FUTURE_REF", "the distant future": "FUTURE_REF",
    "near future": "FUTURE_REF", "foreseeable future": "FUTURE_REF",
}  # fmt: skip
for _unit in ("days", "weeks", "months", "years", "decades"):
    for _word, _value in (("recent", "PAST_REF"), ("coming", "FUTURE_REF"), ("past few", "PAST_REF"), ("next few", "FUTURE_REF"),
                          ("last few", "PAST_REF"), ("coming few", "FUTURE_REF")):  # fmt: skip
        _VAGUE[f"{_word} {_unit}"] = _VAGUE[f"the {_word} {_unit}"] = _value


def _the(text: _Text, at: int) -> Timex | None:
    """`the past week`, `the coming days`, `the day before yesterday`, `the last three years`."""
    days = {"before yesterday": -2, "after tomorrow": 2}.get(f"{text.word(at + 2)} {text.word(at + 3)}")
    if days and text.word(at + 1) == "day":
        return Timex(at + 4, cal.shift(text.published, "day", days) if text.published else None, "day-word")
    vague = _vague(text, at)
    if vague is not None:
        return vague
    if text.word(at + 1) in _STEPS:
        return _duration(text, at + 1) or _stepped(text, at + 1)
    return None


def _duration(text: _Text, at: int) -> Timex | None:
    """`past three years`, `the past year`: a length of time, not a date."""
    word, nxt = text.word(at), at + 1
    number, unit = cal.number_of(text.word(nxt)), cal.UNITS.get(text.word(nxt + 1))
    if number is None and word == "past":
        number, unit, nxt = 1, cal.UNITS.get(text.word(nxt)), at
    if number is None or unit not in cal.LENGTHS or word not in {"past", "last", "next", "coming", "previous"}:
        return None
    return Timex(nxt + 2, cal.length(number, unit), "duration")


def _eleventh(text: _Text, at: int) -> Timex | None:
    return Timex(at + 1, "2001-09-11", "named-day") if text.word(at) == "9/11" else None


_NUMERIC = (_iso, _eleventh, _day_first, _counted, _century, _year, _decade)


def _rules() -> dict[str, tuple[Callable[[_Text, int], Timex | None], ...]]:
    rules: dict[str, tuple[Callable[[_Text, int], Timex | None], ...]] = {}
    groups = (
        (cal.MONTHS, _month_first), (cal.WEEKDAYS, _weekday), (cal.ORDINALS, _century), (cal.DECADES, _named_decade),
        (("yesterday", "today", "tomorrow", "tonight"), _day_word), (cal.NUMBERS, _counted), (("several", "some"), _fuzzy),
        (("coming", "recent", "past", "last", "next"), _vague), (_STEPS, _duration), (_STEPS, _stepped), (("the",), _the),
        ({phrase.split()[0] for phrase in _VAGUE} - {"the"}, _vague),
    )  # fmt: skip
    for words, rule in groups:
        for word in words:
            if rule not in rules.get(word, ()):
                rules[word] = (*rules.get(word, ()), rule)
    return rules


_RULES = _rules()
