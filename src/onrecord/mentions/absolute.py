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
    """`February 19, 2023`, `19th of February`, `Friday, 24 February`, `May 3 last year`."""
    first, last = text.at(m.start()), text.end(m.end())
    month, number = known.months[m["month"]], int(m["day"].rstrip("stndrh"))
    year = year_named(text, m)
    if year:
        date = cal.day(year, month, number)
        return Timex(first, last, cal.iso(date), "full-date" if date else REFUSED)
    if text.published is None:
        leap = cal.day(2000, month, number)
        return Timex(first, last, f"XXXX-{month:02}-{number:02}" if leap else None, "month-day" if leap else REFUSED)
    near = _on_weekday(text.published, month, number, known.weekdays.get(m.groupdict().get("weekday") or "", 0))
    if near is None and (beside := _year_beside(text, first, last, month)):
        near = cal.day(beside, month, number)
    if near is None:
        near = cal.nearest(cal.near_years(text.published, month, number), text.published, _lean(text, first, last))
    return Timex(first, last, cal.iso(near), "month-day" if near else REFUSED)


def _lean(text: TimeText, first: int, last: int) -> str:
    """On which side of the publication a day without a year lies, as `cal.nearest` takes it."""
    if text.word(first - 1) in {"for", "to", "until", "till"}:
        return ""  # something was set for it
    when = text.tense(first)
    if when == "past" and (not text.is_shut(last) or text.of_noun(text.tokens.head_of(first, last))):
        return "past?"  # "the May 3 vote", "the vote on May 3"
    return when if when.startswith("past") else ""


_JOINS = frozenset(("to", "through", "until", "till", "-", "and", "or", ","))


def _year_beside(text: TimeText, first: int, last: int, month: int) -> int | None:
    """The year of the date that one without a year is joined to: `from May to July 2012`, `from May 2012 to July`."""
    joined = text.word(last) in _JOINS
    after = text.reader(text, last + 1) if joined and last + 1 < len(text.tokens) else None
    if after is not None and after.rule in _WITH_YEAR and after.value:
        year, other = int(after.value[:4]), int(after.value[5:7])
        return year - (other < month)
    if not text.found or text.word(first - 1) not in _JOINS - {","}:
        return None
    before = text.found[-1]
    if before.last < first - 1 or before.rule not in _MONTHS or not (before.value or "X")[0].isdigit():
        return None
    year, other = int((before.value or "")[:4]), int((before.value or "")[5:7])
    if month < other and text.word(first - 1) in {"and", "or"}:
        return None
    return year + (month < other)


_WITH_YEAR = frozenset(("full-date", "month-year"))
_MONTHS = _WITH_YEAR | {"month", "month-day"}


def month_ordinal(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`on the 14th`: the nearest, on the side that the verb speaks of."""
    at, last, anchor = text.at(m.start()), text.end(m.end()), text.published
    before = text.word(at - 2)
    if text.word(at - 1) != "the" or before not in known.lexicon.beside.before_ordinal or not text.is_shut(last):
        return None
    if anchor is None or text.word(last) in {"of", "-"} or (before == "of" and at not in text.dated):
        return None
    months = [dt.date.fromisoformat(f"{cal.month(anchor, by)}-01") for by in (-1, 0, 1)]
    days = [cal.day(month.year, month.month, int(m["number"])) for month in months]
    when = text.tense(at)
    near = cal.nearest(days, anchor, "future" if when in {"future", "timetable"} else when)
    return Timex(at - 1, last, cal.iso(near), "month-day") if near else None


def _on_weekday(anchor: dt.date, month: int, number: int, weekday: int) -> dt.date | None:
    """The nearest such day that falls on a weekday, if the weekday is given."""
    days = (d for d in cal.near_years(anchor, month, number) if d and d.isoweekday() == weekday)
    return cal.nearest(days, anchor)


def month_year(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`February 2023`, `February of 2023`, `February of last year`."""
    first, year = text.at(m.start()), year_named(text, m)
    if year is None:
        return None
    return Timex(first, text.end(m.end()), f"{year:04}-{known.months[m['month']]:02}", "month-year")


def year_named(text: TimeText, m: re.Match[str]) -> int | None:
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
    step = {"the": 0}.get(which, text.vocabulary.lexicon.steps.get(which))
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
    year = _year_beside(text, at, last, month) or _year_of_month(text, at, last, month)
    return Timex(at, last, f"{year:04}-{month:02}", "month") if year else None


def _year_of_month(text: TimeText, at: int, last: int, month: int) -> int | None:
    """The year of a month that has none beside it."""
    if text.published is None:
        return None
    when, before = text.tense(at), text.word(at - 1)
    if when == "timetable" or (before == "for" and when != "future"):
        when = "future"
    if month == text.published.month and when.startswith("future"):
        return text.published.year
    if when in {"past", "future"} and (not text.is_shut(last) or (when == "past" and text.of_noun(at))):
        when += "?"  # "the November figures", "a cut in November"
    elif when == "future" and before in {"for", "from", "since"}:
        when = "future?"
    near = cal.nearest(cal.near_years(text.published, month, 15), text.published, when)
    return near.year if near else None


def weekday(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`Friday`, `Friday morning`: the last one, or the coming one where the clause speaks of the future."""
    at, last, name = text.at(m.start()), text.end(m.end()), m["weekday"]
    if not text.is_capital(at) or (name in known.lexicon.ambiguous and at not in text.dated):
        return None
    if text.is_capital(at - 1) and text.word(at - 1) in known.lexicon.beside.before_named_day:
        return Timex(at, last, None, REFUSED)
    number, part = known.weekdays[name], known.lexicon.dayparts.get(m["daypart"] or "", "")
    if (m["daypart"] or "").endswith("s"):
        return Timex(at, last, f"XXXX-WXX-{number}{part}", "set")
    if text.published is None:
        return Timex(at, last, f"XXXX-WXX-{number}{part}", "weekday")
    date = cal.weekday_before(text.published, number)
    which = m.groupdict().get("which")
    if which:
        step = known.lexicon.steps[which]
        date = text.published + dt.timedelta(days=7 * step + number - text.published.isoweekday())
    elif (start := _range_start(text, at)) is not None:
        date = cal.weekday_after(start, number)
    elif date != text.published and _is_ahead(text, at, number):
        date = cal.weekday_after(text.published, number)
    return Timex(at, last, date.isoformat() + part, "weekday")


def _range_start(text: TimeText, at: int) -> dt.date | None:
    """The weekday from which a range goes on to this one: `Monday to Friday`, `opens Monday and runs to Friday`."""
    before = text.found[-1] if text.found and text.word(at - 1) in _UP_TO else None
    if before is None or before.rule != "weekday" or text.tokens.sentence[before.first] != text.tokens.sentence[at]:
        return None
    told = cal.period(before.value)
    return told.first if told else None


_UP_TO = frozenset(("to", "through", "until", "till", "-"))


_HALF_WEEK = 3  # days ahead up to which the coming weekday is nearer than the last


def _is_ahead(text: TimeText, at: int, number: int) -> bool:
    """Whether a weekday is the coming one: its clause speaks of the future, or something is set for or until it."""
    before, when = text.word(at - 1), text.tense(at)
    if when == "future?" and text.published is not None:
        return before == "for" or (number - text.published.isoweekday()) % 7 <= _HALF_WEEK
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
    told = told or (value in _LIKELY and (text.words[at][0].isalpha() or _is_span(text.words[at])))  # post-2015
    ranged = value in _LIKELY and (_is_year(text, at - 2) or _is_year(text, last + 1)) and _joins(text, at, last)
    bracketed = value in _LIKELY and before == "(" and after in {")", "-", "–", ","}
    titled = value in _LIKELY and text.is_capital(at - 1) and text.tokens.analysis.pos[at - 1] in {"PROPN", "NOUN"}
    adjective = value in _LIKELY and before in known.lexicon.beside.before_year and not text.is_shut(last)
    if told or ranged or bracketed or titled or adjective:
        return Timex(at, last, f"{value:04}", "year")
    return None


def _is_span(token: str) -> bool:
    """Whether a token is two years: `2014-2016`."""
    first, _, last = token.partition(" - ")
    return cal.year_of(first) in _LIKELY and cal.year_of(last) in _LIKELY


def _is_year(text: TimeText, at: int) -> bool:
    return cal.year_of(text.word(at)) in _LIKELY


def _joins(text: TimeText, at: int, last: int) -> bool:
    return not {text.word(at - 1), text.word(last)}.isdisjoint({"to", "and", "-", "–", "or"})


def _beside_foreign(text: TimeText, at: int, known: Vocabulary) -> bool:
    """Whether the year is one of another calendar: `Esfand 5, 1401`, `Ramadan 1444`."""
    return any(text.word(i) in known.foreign and text.is_capital(i) for i in range(max(0, at - 4), at))


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
    of_all = _PARTS[what]
    number = known.count_up(m["ord"]) if groups.get("ord") else int(m["q"][1]) if m["q"][0] == "q" else of_all
    if not 1 <= number <= of_all:
        return None
    letter, year_number = what[0].upper(), year_named(text, m) or _year_before(text, at)
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
    named = year_named(text, m)
    if named is not None:
        return Timex(at, last, f"{named:04}-{code}", "season")
    spanning = _IN if m["season"] == "fall" else _DURING  # "after the fall" is another
    alone = text.word(at - 1) == "the" and text.word(at - 2) in spanning
    if not (alone and text.is_shut(last)) or text.word(last) == "of" or text.published is None:
        return None
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year = text.published.year
    if text.tense(at) == "past" and text.published.month < first:
        year -= 1
    elif (text.word(at - 2) in {"by", "until"} or text.tense(at) == "future") and text.published.month >= first + 2:
        year += text.tense(at) != "past"
    return Timex(at, last, f"{year:04}-{code}", "season")


_IN = frozenset(("by", "in", "until"))
_DURING = _IN | {"during", "for", "of", "over"}


def fiscal(text: TimeText, m: re.Match[str], _: Vocabulary) -> Timex | None:
    """`fiscal 2013`, `fiscal year 2013`."""
    return Timex(text.at(m.start()), text.end(m.end()), m["year"], "year")
