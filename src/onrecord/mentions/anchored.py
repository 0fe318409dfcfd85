"""Dates that count from another date of the text: `two days later`, `the same month`, `two days after the summit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.mentions import calendar as cal
from onrecord.mentions.timex import Pending, TimeText, Timex

if TYPE_CHECKING:
    import datetime as dt
    import re

    from onrecord.mentions.vocabulary import Vocabulary

#: What a date must be exact to for a unit to be counted from it.
_EXACT = {"D": "D", "W": "DW", "M": "DM", "Q": "DMQ"}
_FURTHER = 8  # sentences that "that day" looks back
_OLDEST = 9_000  # units; older is beyond the calendar


def base(text: TimeText, at: int, unit: str) -> dt.date | None:
    """What so many units count from: the last date that is exact enough; the publication when there is no date."""
    exact = text.reference(at, frozenset(_EXACT.get(unit, "DWMQHY")))
    if exact is not None:
        return exact.first
    return text.published if text.reference(at) is None else None


def same(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`that day`, `the same month`, `that Friday`, `the same month last year`: the one that the text told last."""
    at, last, what = text.at(m.start()), text.end(m.end()), m["what"]
    if text.word(last) == "-" or (m["that"] == "same" and what not in known.lexicon.units and what != "period"):
        return None
    if what == "period":
        return _same_period(text, at, last) if m["which"] else None
    if what in known.weekdays:
        anchor = text.reference(at)
        date = anchor and cal.weekday_before(anchor.first, known.weekdays[what])
        return Timex(at, last, date.isoformat(), "anchored") if date else None
    if what in known.lexicon.dayparts:
        anchor = text.reference(at, frozenset("D"), within=_FURTHER)
        return Timex(at, last, anchor.first.isoformat() + known.lexicon.dayparts[what], "anchored") if anchor else None
    unit = known.lexicon.units[what]
    first = base(text, at, unit) if m["that"] != "that" or text.reference(at) else None
    if first is None and unit == "D" and (far := text.reference(at, frozenset("D"), within=_FURTHER)):
        first = far.first
    if first is None:
        return None
    if m["which"]:
        first = cal.day(first.year - 1, first.month, min(first.day, 28)) or first
    return Timex(at, last, cal.shift(first, unit, 0), "anchored")


def _same_period(text: TimeText, at: int, last: int) -> Timex | None:
    """`the same period last year`: of the quarter or month told last, else of the present year."""
    told = text.reference(at, frozenset("MQ"))
    if told is not None and told.unit == "Q":
        return Timex(at, last, cal.quarter(told.first.year - 1, (told.first.month - 1) // 3), "anchored")
    if told is not None:
        return Timex(at, last, cal.month(told.first, -12), "anchored")
    return Timex(at, last, cal.shift(text.published, "Y", -1), "anchored") if text.published else None


def counted(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`two days ago`, `a year earlier`, `10 months from now`, `two days after the summit`."""
    at, last, tail = text.at(m.start()), text.end(m.end()), m["tail"]
    number, unit = known.number(m["num"]), known.lexicon.units[m["unit"]]
    if number is None or number < 1:
        return None
    number += 0.5 if m.groupdict().get("half") else 0
    by = round(number * (-1 if tail.split(" ")[0] in known.lexicon.beside.back else 1))
    if m["unit"] == "fortnight":
        by *= 2
    if tail in {"ago", "from now", "hence", "from today"}:
        value = cal.shift(text.published, unit, by) if text.published and by > -_OLDEST else None
        return Timex(at, last, value, "counted")
    if tail in {"before", "after"} and not _ends(text, last):
        return _from_event(text, at, last - 1, unit, by)
    if text.word(last) == "than" or unit[0] == "T":
        return None  # a length
    return _from_text(text, at, last, unit, by)


def _ends(text: TimeText, last: int) -> bool:
    """Whether nothing follows that `before` or `after` could govern."""
    return text.word(last) in {"", ".", ",", ";", ")", "and", "but", ":", "'s", '"', "”", "''"}


def _from_text(text: TimeText, at: int, last: int, unit: str, by: int) -> Timex:
    """So many units from the last date of the text: a year from a quarter or a month is a quarter or a month."""
    first = base(text, at, unit)
    if by > 0 and text.reference(at) is None:
        return Timex(at, last - 1, cal.length(str(by), unit), "duration")  # after something that has no date
    if first is None or abs(by) > _OLDEST:
        return Timex(at, last, None, "anchored")
    found = text.reference(at)
    beside = found is not None and text.tokens.sentence[text.found[-1].first] == text.tokens.sentence[at]
    if unit == "Y" and found and beside and found.unit == "Q":
        return Timex(at, last, cal.quarter(first.year + by, (first.month - 1) // 3), "anchored")
    if unit == "Y" and found and beside and found.unit == "M":
        return Timex(at, last, cal.month(first, 12 * by), "anchored")
    return Timex(at, last, cal.shift(first, unit, by), "anchored")


def _from_event(text: TimeText, at: int, last: int, unit: str, by: int) -> Timex:
    """`two days` before `after the summit`: a length, unless the summit's date is in the text."""
    a = text.tokens.analysis
    noun = next((i for i in range(last + 1, min(last + 8, len(a))) if a.dep[i] == "pobj" and a.head[i] == last), None)
    if noun is not None and a.pos[noun] in {"NOUN", "PROPN"}:
        text.pending.append(Pending(len(text.found), last, noun, unit, by))
    return Timex(at, last, cal.length(str(abs(by)), unit), "duration")


def neighbour(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`the day before`, `the year after`; before an event whose date the text tells, the whole of it."""
    at, last = text.at(m.start()), text.end(m.end())
    unit, by = known.lexicon.units[m["unit"]], -1 if m["tail"] == "before" else 1
    if text.word(at - 1) != "the":
        return None
    if _ends(text, last):
        return _from_text(text, at - 1, last, unit, by) if by < 0 or text.reference(at) else None
    length = _from_event(text, at - 1, last - 1, unit, by)
    return length._replace(value=None, rule=_WAITING)


#: A date that is one only if its event's date is found.
_WAITING = "waits-for-event"


def year_ago(text: TimeText, m: re.Match[str], _: Vocabulary) -> Timex | None:
    """`the year-ago quarter`, `year-earlier period`."""
    return _from_text(text, text.at(m.start()), text.end(m.end()), "Y", -1)


def resolve(text: TimeText) -> list[Timex]:
    """What was found, with the dates that count from an event whose date the text tells; the others stay lengths."""
    a, found = text.tokens.analysis, list(text.found)
    for pending in text.pending:
        own = found[pending.place]
        if own.last != pending.last:
            continue  # another date took the place of this one
        same_noun = (i for i in range(len(a)) if a.lemma[i] == a.lemma[pending.noun] and i != pending.noun)
        days = (_day_beside(text, i, own) for i in same_noun)
        day = _day_after(text, pending.noun) or next((d for d in days if d is not None), None)
        if day is not None:
            value = cal.shift(day, pending.unit, pending.by)
            found[pending.place] = Timex(own.first, pending.noun + 1, value, "anchored-event")
    kept: list[Timex] = []
    for timex in found:
        if timex.rule != _WAITING and not (kept and timex.first < kept[-1].last):
            kept.append(timex)
    return kept


_NAMED = frozenset(("full-date", "month-day", "weekday", "iso-date", "numeric-date", "named-day"))
_NEAR = 8  # tokens between an event's noun and its date


def _day_after(text: TimeText, noun: int) -> dt.date | None:
    """The day that an event's noun is followed by: `the attack of March 14`."""
    linked = text.word(noun + 1) in {"of", "on"}
    timex = next((t for t in text.found if t.rule in _NAMED and linked and t.first == noun + 2), None)
    told = cal.period(timex.value) if timex else None
    return told.first if told and told.unit == "D" else None


def _day_beside(text: TimeText, noun: int, own: Timex) -> dt.date | None:
    """The nearest day that the sentence of a noun tells."""
    sentence = text.tokens.sentence[noun]
    near = [
        t for t in text.found
        if t is not own and t.rule in _NAMED
        and text.tokens.sentence[t.first] == sentence and abs(t.first - noun) <= _NEAR
    ]  # fmt: skip
    days = [(abs(t.first - noun), p.first) for t in near if (p := cal.period(t.value)) is not None and p.unit == "D"]
    return min(days)[1] if days else None
