"""Dates that count from the publication, and the vague ones: `last week`, `two days ago`, `soon`."""

from __future__ import annotations

import datetime as dt

from onrecord.mentions import calendar as cal
from onrecord.mentions.timex import DateText, Timex, with_daytime


def day_word(text: DateText, at: int) -> Timex | None:
    """`yesterday`, `today`, `tomorrow night`, `tonight`."""
    word = text.word(at)
    by = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    value = cal.shift(text.published, "day", by) if text.published else None
    if word == "tonight":
        return Timex(at + 1, value and value + "TNI", "day-word")
    return with_daytime(text, at + 1, value, "day-word")


STEPS = {
    "last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1,
    "following": 1,
}  # fmt: skip


def stepped(text: DateText, at: int) -> Timex | None:
    """`last week`, `this year`, `next Friday`, `last August`, `this summer`, `last night`."""
    step, nxt = STEPS[text.word(at)], at + 1
    if text.word(at) == "this" and text.word(nxt) in {"past", "coming"}:
        step, nxt = STEPS[text.word(nxt)], nxt + 1
    word, anchor = text.word(nxt), text.published
    if word in _STEPPED and anchor is None:
        return Timex(nxt + 1, None, "stepped")
    if anchor is None:
        return None
    value = _step(text, nxt, anchor, step)
    return None if value is None else Timex(nxt + 1, value, "stepped")


_STEPPED = frozenset(("week", "month", "year", "decade", "century", "quarter", "weekend", "night", *cal.SEASONS))


def _step(text: DateText, at: int, anchor: dt.date, step: int) -> str | None:
    word = text.word(at)
    if text.is_capital(at) and (word in cal.WEEKDAYS or word in cal.MONTHS):
        return _step_name(anchor, word, step)
    if word in _STEPPED - {"weekend", "night", *cal.SEASONS}:
        return cal.shift(anchor, word, step)
    if word == "weekend":
        week = cal.shift(anchor, "week", step)
        return week and f"{week}-WE"
    if word in cal.DAYTIMES:
        day = cal.shift(anchor, "day", step)
        return day and day + cal.DAYTIMES[word]
    return f"{anchor.year + step:04}-{cal.SEASONS[word]}" if word in cal.SEASONS else None


def _step_name(anchor: dt.date, word: str, step: int) -> str:
    """A weekday or a month by its name."""
    if word in cal.MONTHS:
        month = cal.MONTHS[word]
        year = anchor.year + step if step and (month - anchor.month) * step <= 0 else anchor.year
        return f"{year:04}-{month:02}"
    number = cal.WEEKDAYS[word]
    if step > 0:
        return cal.weekday_after(anchor, number).isoformat()
    before = cal.weekday_before(anchor, number)
    if step < 0 and before == anchor:
        before -= dt.timedelta(weeks=1)
    if step == 0:
        before = anchor + dt.timedelta(days=number - anchor.isoweekday())
    return before.isoformat()


def counted(text: DateText, at: int) -> Timex | None:
    """`two days ago`, `a year ago`, `10 months from now`."""
    number, unit_at = cal.number_of(text.word(at)), at + 1
    if text.word(at) == "a" and text.word(at + 1) in {"few", "couple"}:
        return fuzzy(text, at)
    unit = cal.UNITS.get(text.word(unit_at))
    if number is None or unit is None:
        return None
    after = text.word(unit_at + 1)
    sign = -1 if after == "ago" else 1 if after == "from" and text.word(unit_at + 2) == "now" else 0
    if not sign:
        return None
    end = unit_at + (2 if sign < 0 else 3)
    return Timex(end, cal.shift(text.published, unit, sign * number) if text.published else None, "counted")


def fuzzy(text: DateText, at: int) -> Timex | None:
    """`a few months ago`, `several years ago`."""
    for end in range(at + 1, at + 5):
        if text.word(end) == "ago":
            return Timex(end + 1, "PAST_REF", "vague")
        if text.word(end) not in cal.UNITS and text.word(end) not in {"few", "couple", "of"}:
            return None
    return None


def vague(text: DateText, at: int) -> Timex | None:
    """A phrase of `VAGUE`; single words only where they are adverbs."""
    lower, pos = text.tokens.lower, text.tokens.analysis.pos
    for length in (4, 3, 2, 1):
        value = VAGUE.get(" ".join(lower[at : at + length]))
        if value is None or at + length > len(lower):
            continue
        end = at + length
        if length == 1:
            fits = pos[at] == "ADV" and text.word(at - 1) != "every"
        else:
            fits = text.word(end) not in cal.UNITS and not (
                end < len(pos) and pos[end] in {"NOUN", "PROPN", "NUM", "ADJ"}
            )
        return Timex(end, value, "vague") if fits else None
    return None


VAGUE = {
    "recently": "PAST_REF", "lately": "PAST_REF", "the recent past": "PAST_REF", "the past": "PAST_REF",
    "the distant past": "PAST_REF", "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF", "the present": "PRESENT_REF", "the present time": "PRESENT_REF",
    "at present": "PRESENT_REF", "at the moment": "PRESENT_REF",
    "soon": "FUTURE_REF", "the future": "FUTURE_REF", "the near future": "FUTURE_REF",
    "the foreseeable future": "FUTURE_REF", "the immediate future": "FUTURE_REF", "the distant future": "FUTURE_REF",
    "near future": "FUTURE_REF", "foreseeable future": "FUTURE_REF",
}  # fmt: skip
for _unit in ("days", "weeks", "months", "years", "decades"):
    for _word in ("recent", "past few", "last few", "coming", "coming few", "next few"):
        _value = "FUTURE_REF" if _word.startswith(("coming", "next")) else "PAST_REF"
        VAGUE[f"{_word} {_unit}"] = VAGUE[f"the {_word} {_unit}"] = _value


def after_the(text: DateText, at: int) -> Timex | None:
    """`the past week`, `the coming days`, `the day before yesterday`, `the last three years`."""
    days = {"before yesterday": -2, "after tomorrow": 2}.get(f"{text.word(at + 2)} {text.word(at + 3)}")
    if days and text.word(at + 1) == "day":
        return Timex(at + 4, cal.shift(text.published, "day", days) if text.published else None, "day-word")
    phrase = vague(text, at)
    if phrase is not None:
        return phrase
    if text.word(at + 1) in STEPS:
        return duration(text, at + 1) or stepped(text, at + 1)
    return None


def duration(text: DateText, at: int) -> Timex | None:
    """`past three years`, `the past year`: a length of time, not a date."""
    word, nxt = text.word(at), at + 1
    number, unit = cal.number_of(text.word(nxt)), cal.UNITS.get(text.word(nxt + 1))
    if number is None and word == "past":
        number, unit, nxt = 1, cal.UNITS.get(text.word(nxt)), at
    if number is None or unit not in cal.LENGTHS or word not in {"past", "last", "next", "coming", "previous"}:
        return None
    return Timex(nxt + 2, cal.length(number, unit), "duration")
