"""Dates with a name or number: days, weekdays, months, quarters, seasons, years, decades, centuries."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from onrecord.mentions import calendar as cal
from onrecord.mentions.timex import REFUSED, TimeText, Timex

if TYPE_CHECKING:
    import re

    from onrecord.mentions.vocabulary import Vocabulary


def month_day(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`February 19, 2023`, `19th of February`, `Friday, 24 February`."""
    first, last = text.at(m.start()), text.end(m.end())
    month, number = known.months[m["month"]], int(m["day"].rstrip("stndrh"))
    year = m["year"]
    if year:
        date = cal.day(int(year), month, number)
        return Timex(first, last, cal.iso(date), "full-date" if date else REFUSED)
    if text.published is None:
        leap = cal.day(2000, month, number)
        return Timex(first, last, f"XXXX-{month:02}-{number:02}" if leap else None, "month-day" if leap else REFUSED)
    near = _on_weekday(text.published, month, number, known.weekdays.get(m.groupdict().get("weekday") or "", 0))
    if near is None:
        near = cal.nearest_year(text.published, month, number, past=_is_past(text, first), future=False)
    return Timex(first, last, cal.iso(near), "month-day" if near else REFUSED)


def _is_past(text: TimeText, first: int) -> bool:
    """Whether a date is behind: its verb is in the past, and it is no date that something was set for."""
    return text.word(first - 1) not in {"for", "to", "until", "till"} and text.tense(first) == "past"


def _on_weekday(anchor: dt.date, month: int, number: int, weekday: int) -> dt.date | None:
    """The nearest such day that falls on a weekday, if the weekday is given."""
    days = [d for d in (cal.day(anchor.year + by, month, number) for by in (-1, 0, 1)) if d]
    return min((d for d in days if d.isoweekday() == weekday), key=lambda d: abs(d - anchor), default=None)


def month_year(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`February 2023`, `February of 2023`, `February of last year`."""
    first, year = text.at(m.start()), _year_named(text, m)
    if year is None:
        return None
    return Timex(first, text.end(m.end()), f"{year:04}-{known.months[m['month']]:02}", "month-year")


def _year_named(text: TimeText, m: re.Match[str]) -> int | None:
    """The year of a match: in figures, or a step from the present one."""
    groups = m.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("short"):
        short = int(groups["short"])
        return short + (2000 if short < 50 else 1900)  # noqa: PLR2004 - '49 is 2049, '50 is 1950
    which = groups.get("which") or ""
    if which == "that":
        told = text.reference(text.at(m.start()))
        return told.first.year if told else None
    step = {"last": -1, "past": -1, "this": 0, "the": 0, "next": 1}.get(which)
    return text.published.year + step if text.published and step is not None else None


def month_alone(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`in February`: of the year that is nearest, the past or coming one as the verb says."""
    at, last = text.at(m.start()), text.end(m.end())
    before, pos = text.word(at - 1), text.tokens.analysis.pos
    doubtful = m["month"] in known.lexicon.ambiguous
    if not (text.is_capital(at) and (at in text.dated or before in known.lexicon.beside.before_month)):
        return None
    named = before in {"and", "of", "for", "on", "as", "or", "-", "to"} or text.is_capital(at - 1)
    if doubtful and (pos[at] != "PROPN" or (named and at not in text.dated)):
        return None
    month = known.months[m["month"]]
    if text.published is None:
        return Timex(at, last, f"XXXX-{month:02}", "month")
    ahead = before == "for" or text.tense(at) in {"future", "timetable"}
    past = not ahead and text.tense(at) == "past"
    near = cal.nearest_year(text.published, month, 15, past=past, future=ahead)
    if near and ahead and month == text.published.month:
        near = text.published
    return Timex(at, last, near.isoformat()[:7], "month") if near else None


def weekday(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`Friday`, `Friday morning`: the last one, or the coming one where the clause speaks of the future."""
    at, last, name = text.at(m.start()), text.end(m.end()), m["weekday"]
    if not text.is_capital(at) or (name in known.lexicon.ambiguous and at not in text.dated):
        return None
    number, part = known.weekdays[name], known.lexicon.dayparts.get(m["daypart"] or "", "")
    if (m["daypart"] or "").endswith("s"):
        return Timex(at, last, f"XXXX-WXX-{number}{part}", "set")
    if text.published is None:
        return Timex(at, last, f"XXXX-WXX-{number}{part}", "weekday")
    date = cal.weekday_before(text.published, number)
    which = m.groupdict().get("which")
    if which:
        step = {"last": -1, "this": 0, "next": 1}[which]
        date = text.published + dt.timedelta(days=7 * step + number - text.published.isoweekday())
    elif date != text.published and _is_ahead(text, at):
        date = cal.weekday_after(text.published, number)
    return Timex(at, last, date.isoformat() + part, "weekday")


def _is_ahead(text: TimeText, at: int) -> bool:
    """Whether a weekday is the coming one: its clause speaks of the future, or something is set for or until it."""
    before, when = text.word(at - 1), text.tense(at)
    return before == "for" or when in {"future", "timetable"} or (before in {"until", "till", "by"} and when != "past")


def iso(text: TimeText, m: re.Match[str], _: Vocabulary) -> Timex | None:
    """`2023-02-19`."""
    date = cal.day(int(m["y"]), int(m["m"]), int(m["d"]))
    return Timex(text.at(m.start()), text.end(m.end()), cal.iso(date), "iso-date" if date else REFUSED)


def numeric(text: TimeText, m: re.Match[str], _: Vocabulary) -> Timex | None:
    """`2/19/2023`, `19.2.2023`: month first before a slash, unless there is no such month."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["c"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900  # noqa: PLR2004 - two digits
    month, number = (a, b) if m["sign"] == "/" and a <= 12 else (b, a)  # noqa: PLR2004 - months
    date = cal.day(year, month, number)
    return Timex(text.at(m.start()), text.end(m.end()), date.isoformat(), "numeric-date") if date else None


_LIKELY = range(1900, 2060)


def year(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`2016`, where the words around or the model say that it is a year."""
    at, last, value = text.at(m.start()), text.end(m.end()), int(m["year"])
    before, after = text.word(at - 1), text.word(last)
    before = text.word(at - 3) if before == "least" else before  # "until at least 2015"
    if after in known.lexicon.beside.after_count or after in known.lexicon.units or before in known.lexicon.numbered:
        return None
    if _beside_foreign(text, at, known):
        return Timex(at, last, None, REFUSED)
    told = (before in known.lexicon.beside.before_sure_year and value in _LIKELY) or at in text.dated
    told = told or (value in _LIKELY and text.words[at][0].isalpha())  # post-2015
    ranged = value in _LIKELY and (_is_year(text, at - 2) or _is_year(text, last + 1)) and _joins(text, at, last)
    bracketed = value in _LIKELY and before == "(" and after in {")", "-", "–", ","}
    titled = value in _LIKELY and text.is_capital(at - 1) and text.tokens.analysis.pos[at - 1] in {"PROPN", "NOUN"}
    adjective = value in _LIKELY and before in known.lexicon.beside.before_year and not text.is_shut(last)
    if told or ranged or bracketed or titled or adjective:
        return Timex(at, last, f"{value:04}", "year")
    return None


def _is_year(text: TimeText, at: int) -> bool:
    return cal.year_of(text.word(at)) in _LIKELY


def _joins(text: TimeText, at: int, last: int) -> bool:
    return not {text.word(at - 1), text.word(last)}.isdisjoint({"to", "and", "-", "–", "or"})


def _beside_foreign(text: TimeText, at: int, known: Vocabulary) -> bool:
    """Whether the year is one of another calendar: `Esfand 5, 1401`, `Ramadan 1444`."""
    names = {name for months in known.lexicon.foreign.values() for name in months}
    return any(text.is_capital(i) and text.word(i) in names for i in range(max(0, at - 4), at))


def decade(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`1990s`, `'90s`, `the sixties`."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    before = text.word(at - 1)
    if groups.get("word"):
        told = before in {"the", "early", "late", "mid", "-"}
        return Timex(at, last, f"19{known.decades[m['word']]}", "decade") if told else None
    if groups.get("short"):
        told = bool(m["mark"]) or before in {"the", "early", "late", "mid"}
        return Timex(at, last, f"19{m['short'][0]}", "decade") if told and m["short"][0] not in "01" else None
    return Timex(at, last, m["decade"][:3], "decade")


def century(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`20th century`."""
    number = known.count_up(m["ord"])
    return Timex(text.at(m.start()), text.end(m.end()), f"{number - 1:02}", "century") if number else None


_PARTS = {"quarter": 4, "half": 2}


def quarter(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`the third quarter of 2022`, `Q3`, `the first half of this year`; without a year, the nearest quarter."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    what = groups.get("what") or "quarter"
    number = known.count_up(m["ord"]) if groups.get("ord") else 4 if m["q"] == "final" else int(m["q"][1])
    if not 1 <= number <= _PARTS[what]:
        return None
    letter, year_number = what[0].upper(), _year_named(text, m) or _year_before(text, at)
    if year_number is not None:
        return Timex(at, last, f"{year_number:04}-{letter}{number}", "quarter")
    if what == "half" or not ({at, last - 1} & text.dated or "-" in m.group()):
        return None
    if text.published is None:
        return Timex(at, last, f"XXXX-Q{number}", "quarter")
    return Timex(at, last, _near_quarter(text, at, number), "quarter")


def _year_before(text: TimeText, at: int) -> int | None:
    """The year that owns a quarter: `last year's second quarter`."""
    owner = text.found[-1] if text.word(at - 1) == "'s" and text.found else None
    told = cal.period(owner.value) if owner and owner.last == at - 1 else None
    return told.first.year if told and told.unit == "Y" else None


def _near_quarter(text: TimeText, at: int, number: int) -> str | None:
    """That quarter of the present year, or of the one before when it has not begun and nothing speaks of the future."""
    published = text.published
    if published is None:
        return None
    ahead = number - (published.month + 2) // 3
    of_last_year = ahead > 0 and (text.tense(at) == "past" or ahead > 1) and text.tense(at) != "future"
    return cal.quarter(published.year - of_last_year, number - 1)


def season(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`the spring of 2012`, `summer 2012`; `in the winter` is the nearest."""
    at, last, code = text.at(m.start()), text.end(m.end()), known.lexicon.seasons[m["season"]]
    named = _year_named(text, m)
    if named is not None:
        return Timex(at, last, f"{named:04}-{code}", "season")
    alone = text.word(at - 1) == "the" and text.word(at - 2) in {"in", "during", "by", "over", "for", "of", "until"}
    if m["season"] == "fall" or not (alone and text.is_shut(last)) or text.word(last) == "of" or text.published is None:
        return None
    past = text.tense(at) == "past"
    begun = text.published.month >= {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    return Timex(at, last, f"{text.published.year - (past and not begun):04}-{code}", "season")


def named_day(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`Christmas Eve`, `New Year's Day 2020`, `Easter Sunday`."""
    at, last = text.at(m.start()), text.end(m.end())
    if not text.is_capital(at):
        return None
    groups, anchor = m.groupdict(), text.published
    month, number = known.lexicon.days[m["name"]] if groups.get("name") else (0, 0)
    if groups.get("year"):
        date = cal.day(int(m["year"]), month, number) if month else cal.easter(int(m["year"]))
    elif anchor is None:
        return Timex(at, last, f"XXXX-{month:02}-{number:02}" if month else None, "named-day")
    elif month:
        date = cal.nearest_year(anchor, month, number, past=text.tense(at) == "past", future=False)
    else:
        date = min((cal.easter(anchor.year + by) for by in (-1, 0, 1)), key=lambda d: abs(d - anchor))
    return Timex(at, last, cal.iso(date), "named-day")


def once_only(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`9/11`."""
    return Timex(text.at(m.start()), text.end(m.end()), known.lexicon.dated[m.group()], "named-day")


def fiscal(text: TimeText, m: re.Match[str], _: Vocabulary) -> Timex | None:
    """`fiscal 2013`, `fiscal year 2013`."""
    return Timex(text.at(m.start()), text.end(m.end()), m["year"], "year")
