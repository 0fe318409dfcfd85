"""Days that a name or their place in a month tells: `Easter Sunday`, `Labor Day`, `the first Monday of May`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from onrecord.mentions import calendar as cal
from onrecord.mentions.absolute import year_named
from onrecord.mentions.timex import REFUSED, TimeText, Timex

if TYPE_CHECKING:
    import re

    from onrecord.mentions.vocabulary import Vocabulary


def named_day(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`Christmas Eve`, `New Year's Day 2020`, `Good Friday`, `Thanksgiving last year`."""
    at, last, name, words = text.at(m.start()), text.end(m.end()), m["name"], known.lexicon
    if not text.is_capital(at):
        return None
    if text.word(at - 1) == "the" and " of " in name:
        at -= 1
    year, anchor = year_named(text, m), text.published
    if year is not None:
        return Timex(at, last, cal.iso(_day_of(year, name, known)), "named-day")
    if anchor is None:
        month, number = words.days.get(name, (0, 0))
        return Timex(at, last, f"XXXX-{month:02}-{number:02}" if month else None, "named-day")
    lean = "past" if text.tense(at) == "past" else ""
    near = cal.nearest((_day_of(anchor.year + by, name, known) for by in (-1, 0, 1)), anchor, lean)
    return Timex(at, last, cal.iso(near), "named-day")


def _day_of(year: int, name: str, known: Vocabulary) -> dt.date | None:
    """The day of a name in a year."""
    words = known.lexicon
    if name in words.days:
        return cal.day(year, *words.days[name])
    if name in words.moving:
        month, weekday, nth, after = words.moving[name]
        found = cal.nth_weekday(year, month, weekday, nth)
        return found and found + dt.timedelta(days=after)
    return cal.easter(year) + dt.timedelta(days=words.easter[name])


def once_only(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`9/11`."""
    return Timex(text.at(m.start()), text.end(m.end()), known.lexicon.dated[m.group()], "named-day")


def placed(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`the first Monday of May`, `the last day of February 2020`, `the second week of August`.

    A week is a month's if most of it lies there.
    """
    at, last, month, what = text.at(m.start()), text.end(m.end()), known.months[m["month"]], m["what"]
    nth = known.count_up(m["ord"]) if m["ord"] else -1
    if m["month"] in known.lexicon.ambiguous and not text.is_capital(text.end(m.end("month")) - 1):
        return None
    year, anchor = year_named(text, m), text.published
    if year is None and anchor is None:
        return None
    years = [year] if year is not None or anchor is None else [anchor.year + by for by in (-1, 0, 1)]
    days = [_placed(y, month, what, nth, known) for y in years if y is not None]
    lean = {"past": "past", "future": "future", "timetable": "future"}.get(text.tense(at), "")
    day = cal.nearest(days, anchor or dt.date(years[0] or 1, 1, 1), lean)
    if day is None:
        return Timex(at, last, None, REFUSED)
    return Timex(at, last, cal.week(day) if what == "week" else day.isoformat(), "placed")


def _placed(year: int, month: int, what: str, nth: int, known: Vocabulary) -> dt.date | None:
    if what in known.weekdays:
        return cal.nth_weekday(year, month, known.weekdays[what], nth)
    thursday = what == "week" and cal.nth_weekday(year, month, 4, nth)
    if thursday:
        return thursday
    if what == "week":
        return None
    if nth > 0:
        return cal.day(year, month, nth)
    after = cal.day(year + month // 12, month % 12 + 1, 1)
    return after and after - dt.timedelta(days=1)
