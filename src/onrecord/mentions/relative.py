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
    if word == "overnight" and (day := _weekday_at(text, last)) is not None:
        return Timex(at, day.last, (day.value or "").split("T")[0] + part, "day-word")
    if _is_title(text, at, last) or (word == "overnight" and text.tokens.analysis.pos[at] != "ADV"):
        return None
    return Timex(at, last, value and value + part, "day-word")


def _weekday_at(text: TimeText, at: int) -> Timex | None:
    """The weekday that begins at a token."""
    found = text.reader(text, at)
    return found if found and found.rule == "weekday" else None


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
    alone = text.word(at - 1) == "the" and text.is_shut(last)
    alone = alone and at > 1 and (text.word(at - 2) in _DURING or text.tokens.analysis.lemma[at - 2] == "spend")
    anchor = text.anchor(at)
    if not alone or text.word(last) in {"of", "-"} or anchor is None:
        return None
    return Timex(at - 1, last, anchor.isoformat() + known.lexicon.dayparts[m["daypart"]], "anchored")


_DURING = frozenset(("in", "during", "by", "through", "throughout"))


def stepped(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`last week`, `this year`, `next Friday`, `last August`, `this summer`, `last night`, `the following day`."""
    at, last, word = text.at(m.start()), text.end(m.end()), m["step"]
    what = m["what"].split(" ")[0]
    unit = known.lexicon.units.get(what, "")
    if (text.word(at) == "last" and text.tokens.analysis.pos[at] == "VERB") or _is_name(text, at, last):
        return None
    if unit and not m.group().startswith("this ") and (length := _length(text, at, last, word, what)) is not None:
        return length
    if what in {"second", "minute", "hour"} or (word in {"prior", "preceding", "upcoming"} and unit == ""):
        return None
    anchor, rule = text.published, "stepped"
    if _counts_from_text(text, at, word, what, known):
        found = text.reference(at, frozenset(_EXACT.get(unit, "DWMQHY")))
        anchor, rule = (found.first, "anchored") if found else (anchor, rule)
    step = known.lexicon.steps[word]
    if what == "weekend" and step == 0 and anchor and anchor.isoweekday() <= _MIDWEEK:
        step -= text.tense(at).startswith("past")
    value = _step(anchor, what, step, known) if anchor else None
    part = known.lexicon.dayparts.get(m.groupdict().get("daypart") or "", "")
    if part and (what in known.lexicon.dayparts or (value and len(value) != len("2013-03-22"))):
        return None  # "last week morning"
    return Timex(at, last, value and value + part, rule) if value or not anchor else None


def _length(text: TimeText, at: int, last: int, step: str, what: str) -> Timex | None:
    """`the past year` is a length of time; `the last years` is no time of its own."""
    unit, several = text.vocabulary.lexicon.units[what], what.endswith("s")
    if _is_length(text, at, step, unit):
        return Timex(at, last, cal.length("X" if several else "1", unit), "duration")
    by = text.vocabulary.lexicon.steps[step]
    if several and by and unit[0] != "T":
        return Timex(at, last, "PAST_REF" if by < 0 else "FUTURE_REF", "vague")
    return None


_MIDWEEK = 3  # up to here "this weekend" may be the one before
_EXACT = {"D": "D", "W": "DW", "M": "DM"}  # what the next day, week, month is counted from


def _counts_from_text(text: TimeText, at: int, step: str, what: str, known: Vocabulary) -> bool:
    """Whether a step is one from the last date of the text: `the following week`, `the next day`."""
    if step in known.lexicon.beside.from_text:
        return True
    if step != "next" or not (what in known.lexicon.units or what in known.lexicon.dayparts):
        return False
    if what == "day" or what in known.lexicon.dayparts:
        return True
    return text.word(at - 1) == "the" and text.word(at - 2) != "for" and text.tense(at) == "past"


def _is_name(text: TimeText, at: int, last: int) -> bool:
    """Whether the words name something: `"This Week"`, `the next Winter Olympics`."""
    if not text.is_capital(last - 1) or text.word(last - 1) in text.vocabulary.weekdays:
        return False
    quoted = text.is_capital(at) and (text.word(at - 1) in _QUOTES or text.word(at - 1) == "'s")
    season = text.word(last - 1) in text.vocabulary.lexicon.seasons
    return quoted or (season and text.is_capital(last) and not text.is_shut(last))


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
    unit = known.lexicon.units[what]
    if text.word(at - 1) != "the" or cal.year_of(text.word(last)):
        return None
    if m["ended"]:
        value = _ended_with(text, last, unit)
        return Timex(at - 1, last - 1, value, "this-unit") if value else None
    if not (_is_time(text, at, unit) and (text.is_shut(last) or text.tokens.analysis.pos[last] == "NUM")):
        return None
    if text.word(last) in known.lexicon.beside.going_on and (what != "weekend" or text.word(last) == "of"):
        return None
    if text.published is None or unit[0] == "T" or what.endswith("s") or what in {"night", "fortnight"}:
        return None
    found = text.reference(at, frozenset({unit})) if unit in "QM" else None
    anchor = found.first if found else text.published
    value = cal.shift(anchor, unit, 0)
    if what == "weekend":
        when = text.tense(at)
        ahead = when == "future" or (text.word(at - 2) in {"by", "until"} and not when.startswith("past"))
        ahead = ahead or anchor.isoweekday() > 5  # noqa: PLR2004 - Saturday
        week = cal.shift(anchor, "W", 0 if ahead else -1)
        value = week and f"{week}-WE"
    return Timex(at - 1, last, value, "this-unit")


def _is_time(text: TimeText, at: int, unit: str) -> bool:
    """Whether what stands before `the year` and the like makes a time of it."""
    before, beside = text.word(at - 2), text.vocabulary.lexicon.beside
    if before == "of":
        idiom = unit == "D" and text.word(at - 3) == "end" and text.word(at - 5) == "at"
        return text.word(at - 3) in beside.edges and not idiom
    return before in beside.spanning or (before == "at" and text.word(at) == "weekend")


def _ended_with(text: TimeText, at: int, unit: str) -> str | None:
    """The quarter, half or year that a day ends: `the quarter ended Sept. 30`."""
    end = text.reader(text, at + (text.word(at) == "on"))
    told = cal.period(end.value) if end and unit in {"Q", "Y", "M", "W"} else None
    return cal.shift(told.first, unit, 0) if told and told.unit in {"D", "M"} else None


def that_time(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`at that time` and `at this point`; not `that time he won`."""
    at, last = text.at(m.start()), text.end(m.end())
    before = text.word(at - 1)
    if m.group().startswith("that"):
        fits = before in known.lexicon.beside.before_that_time
        return Timex(at, last, "PAST_REF", "vague") if fits and text.is_shut(last) else None
    dated = bool(text.found) and text.found[-1].last == at - 1  # "last year at this time"
    return Timex(at, last, "PRESENT_REF", "vague") if before == "at" and text.is_shut(last) and not dated else None


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
