"""Calendar arithmetic with TIMEX3 values."""

from __future__ import annotations

import datetime as dt

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat",
         "sunday sun"), start=1)
    for name in names.split()
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAYTIMES = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
UNITS = {
    unit + plural: unit
    for unit in ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
    for plural in ("", "s")
}
UNITS["centuries"] = "century"
NUMBERS = {
    word: number
    for number, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
))
}  # fmt: skip
NUMBERS |= {
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ORDINALS = {
    word: number
    for number, word in enumerate((
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first",
),
        start=1,
    )
}  # fmt: skip
DECADES = {
    word: digit
    for digit, word in enumerate((
    "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties",
), start=2
    )
}  # fmt: skip

LENGTHS = {"hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E", "century": "C"}

_FIRST_YEAR, _LAST_YEAR = 1000, 2199


def day(year: int, month: int, number: int) -> dt.date | None:
    """The day, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def year_of(word: str) -> int | None:
    """The year that four digits name."""
    if len(word) == 4 and word.isascii() and word.isdigit() and _FIRST_YEAR <= int(word) <= _LAST_YEAR:  # noqa: PLR2004
        return int(word)
    return None


def number_of(word: str) -> int | None:
    """A number up to four digits in figures or, up to ninety, in words."""
    if word.isascii() and word.isdigit() and len(word) <= 4:  # noqa: PLR2004 - more is not a count of days
        return int(word)
    return NUMBERS.get(word)


def day_number(word: str) -> int | None:
    """1 to 31 for "19", "19th"."""
    digits = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    if digits.isascii() and digits.isdigit() and len(digits) <= 2 and 1 <= int(digits) <= 31:  # noqa: PLR2004 - days
        return int(digits)
    return None


def week(date: dt.date) -> str:
    """`2023-W08`."""
    iso = date.isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def shift(anchor: dt.date, unit: str, by: int) -> str | None:
    """The TIMEX3 value of the unit that lies `by` units after `anchor`, in the unit's own precision."""
    if unit == "month":
        return month(anchor, by)
    if unit not in _IN_DAYS:
        return _years(anchor, unit, by)
    try:
        date = anchor + dt.timedelta(days=int(by * _IN_DAYS[unit]))
    except OverflowError:
        return None
    return week(date) if unit == "week" else date.isoformat()


_IN_DAYS = {"second": 0, "minute": 0, "hour": 1 / 24, "day": 1, "week": 7}


def _years(anchor: dt.date, unit: str, by: int) -> str | None:
    if unit == "quarter":
        index = anchor.year * 4 + (anchor.month - 1) // 3 + by
        return f"{index // 4:04}-Q{index % 4 + 1}" if 0 < index // 4 <= dt.MAXYEAR else None
    step, digits = {"year": (1, 4), "decade": (10, 3), "century": (100, 2)}[unit]
    year = anchor.year + step * by
    return f"{year:04}"[:digits] if 0 < year <= dt.MAXYEAR else None


def month(anchor: dt.date, by: int) -> str | None:
    """`2023-02`, `by` months after the anchor's; None beyond the calendar."""
    index = anchor.year * 12 + anchor.month - 1 + by
    return f"{index // 12:04}-{index % 12 + 1:02}" if 0 < index // 12 <= dt.MAXYEAR else None


def length(number: int, unit: str) -> str:
    """`P3Y`, `PT24H`."""
    letters = LENGTHS[unit]
    return f"P{letters[:-1]}{number}{letters[-1]}"


def weekday_before(anchor: dt.date, number: int) -> dt.date:
    """The last such weekday up to and including the anchor."""
    return anchor - dt.timedelta(days=(anchor.isoweekday() - number) % 7)


def weekday_after(anchor: dt.date, number: int) -> dt.date:
    """The first such weekday after the anchor."""
    return anchor + dt.timedelta(days=(number - anchor.isoweekday() - 1) % 7 + 1)


def nearest_year(anchor: dt.date, month_number: int, number: int, *, past: bool, future: bool) -> dt.date | None:
    """The day of that month nearest to the anchor, before it for `past`, after it for `future`."""
    days = [d for d in (day(anchor.year + by, month_number, number) for by in (-1, 0, 1)) if d is not None]
    fitting = [d for d in days if not (past and d > anchor) and not (future and d < anchor)]
    return min(fitting or days, key=lambda d: (abs(d - anchor), d), default=None)
