"""Dates that count from the publication, or from another date of the text: `last week`, `two days later`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from onrecord.mentions import calendar as cal
from onrecord.mentions.timex import TimeText, Timex

if TYPE_CHECKING:
    import re

    from onrecord.mentions.vocabulary import Vocabulary

_DAY_WORDS = {
    "yesterday": -1,
    "today": 0,
    "overnight": 0,
    "tonight": 0,
    "tomorrow": 1,
    "before yesterday": -2,
    "after tomorrow": 2,
}
#: Steps from the last date of the text rather than from the publication.
_PLAIN = frozenset("DWMQY")


def day_word(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`yesterday`, `tomorrow night`, `tonight`, `the day after tomorrow`."""
    word, part = m["word"], known.lexicon.dayparts.get(m["daypart"] or "", "")
    value = cal.shift(text.published, "D", _DAY_WORDS[word]) if text.published else None
    if word in {"tonight", "overnight"}:
        part = "TNI"
    at, last = text.at(m.start()), text.end(m.end())
    if _is_title(text, at, last) or (word == "overnight" and text.tokens.analysis.pos[at] != "ADV"):
        return None
    return Timex(at, last, value and value + part, "day-word")


def _is_title(text: TimeText, at: int, last: int) -> bool:
    """Whether a day's word with a capital names a show or a paper: `the "Today" show`, `USA Today`."""
    if not text.is_capital(at) or at == text.tokens.begins[at]:
        return False
    quoted = text.word(at - 1) in _QUOTES and text.word(last) in _QUOTES
    return quoted or (text.tokens.analysis.pos[at - 1] == "PROPN" and text.word(last) != ",")


_QUOTES = frozenset(("'", '"', "“", "”", "``", "''", "‘"))


def part_of_day(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`in the morning`: of the day told last."""
    at, last = text.at(m.start()), text.end(m.end())
    alone = text.word(at - 1) == "the" and text.word(at - 2) in {"in", "during"} and text.is_shut(last)
    anchor = text.anchor(at)
    if not alone or text.word(last) in {"of", "-"} or anchor is None:
        return None
    return Timex(at - 1, last, anchor.isoformat() + known.lexicon.dayparts[m["daypart"]], "anchored")


def stepped(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`last week`, `this year`, `next Friday`, `last August`, `this summer`, `last night`, `the following day`."""
    at, last, word = text.at(m.start()), text.end(m.end()), m["step"]
    step, anchor, rule = known.lexicon.steps[word], text.published, "stepped"
    what = m["what"].split(" ")[0]
    unit = known.lexicon.units.get(what, "")
    if text.word(at) == "last" and text.tokens.analysis.pos[at] == "VERB":
        return None
    if word in known.lexicon.beside.from_text or (word == "next" and (what == "day" or what in known.lexicon.dayparts)):
        found = text.reference(at)
        anchor, rule = (found.first, "anchored") if found else (anchor, rule)
    if not m.group().startswith("this ") and _is_length(text, at, word, unit):
        return Timex(at, last, cal.length("1", unit), "duration")
    if what in {"second", "minute", "hour"} or (word in {"prior", "preceding", "upcoming"} and unit == ""):
        return None
    if anchor is None:
        return Timex(at, last, None, rule)
    value = _step(anchor, what, step, known)
    if value is None:
        return None
    part = known.lexicon.dayparts.get(m.groupdict().get("daypart") or "", "")
    return Timex(at, last, value + part, rule)


def _is_length(text: TimeText, at: int, step: str, unit: str) -> bool:
    """Whether `the past year` is a length of time: `last` and `next` are one after `over`, `in` and the like."""
    within = text.word(at - 1) == "the" and text.word(at - 2) in {"over", "during", "within", "in", "throughout"}
    return bool(unit) and (step == "past" or (step in {"last", "next"} and within))


_LATE_WINTER = 3  # the winter of a year goes on to this month of the next


def _step(anchor: dt.date, what: str, step: int, known: Vocabulary) -> str | None:
    if what in known.weekdays or what in known.months:
        return _step_name(anchor, what, step, known)
    if what == "weekend":
        week = cal.shift(anchor, "W", step)
        return week and f"{week}-WE"
    if what in known.lexicon.dayparts:
        day = cal.shift(anchor, "D", step)
        return day and day + known.lexicon.dayparts[what]
    if what in known.lexicon.seasons:
        year = anchor.year + step - (what.startswith("winter") and anchor.month <= _LATE_WINTER)
        if step < 0 and what != "winter" and anchor.month >= {"SP": 6, "SU": 9, "FA": 12}[known.lexicon.seasons[what]]:
            year = anchor.year  # the last one was this year's
        return f"{year:04}-{known.lexicon.seasons[what]}"
    return cal.shift(anchor, known.lexicon.units[what], step) if what in known.lexicon.units else None


def _step_name(anchor: dt.date, name: str, step: int, known: Vocabulary) -> str:
    """A weekday or a month by its name."""
    if name in known.months:
        month = known.months[name]
        year = anchor.year + step if step and (month - anchor.month) * step <= 0 else anchor.year
        return f"{year:04}-{month:02}"
    number = known.weekdays[name]
    if step > 0:
        return cal.weekday_after(anchor, number).isoformat()
    if step == 0:
        return (anchor + dt.timedelta(days=number - anchor.isoweekday())).isoformat()
    return cal.weekday_before(anchor - dt.timedelta(days=1), number).isoformat()


def this_unit(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`the year`, `the weekend`, `the quarter` as a time: `in the quarter`, `over the weekend`, `for the year`."""
    at, last, what = text.at(m.start()), text.end(m.end()), m["unit"]
    before = text.word(at - 2)
    fits = (
        before in known.lexicon.beside.spanning
        or (before == "of" and text.word(at - 3) in known.lexicon.beside.edges)
        or before in {"earlier", "later"}
    )
    if (
        text.word(at - 1) != "the"
        or not fits
        or not text.is_shut(last)
        or text.word(last) in known.lexicon.beside.going_on
    ):
        return None
    unit = known.lexicon.units[what]
    if text.published is None or unit[0] == "T" or what.endswith("s") or what in {"night", "fortnight"}:
        return None
    found = text.reference(at, frozenset({unit})) if unit in "QM" else None
    anchor = found.first if found else text.published
    value = cal.shift(anchor, unit, 0)
    if what == "weekend":
        ahead = text.tense(at) == "future" or anchor.isoweekday() > 5  # noqa: PLR2004 - Saturday
        week = cal.shift(anchor, "W", 0 if ahead else -1)
        value = week and f"{week}-WE"
    return Timex(at - 1, last, value, "this-unit")


def edge(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`the end of the year`, `the start of 2013`, `year-end`, `the end of last month`: the period, as TIMEX3 has it."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    if groups.get("year"):
        return Timex(at, last, groups["year"], "edge")
    step = known.lexicon.steps.get(groups.get("which") or "the", 0)
    unit = known.lexicon.units[groups.get("unit") or "year"]
    if text.published is None or unit[0] == "T":
        return None
    if unit == "D" or text.word(last) == "ended":
        return None
    return Timex(at, last, cal.shift(text.published, unit, step), "edge")
