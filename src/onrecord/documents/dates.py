"""Dates in metadata and header lines: strict, so that no part of a sentence passes for a date.

Dates inside running text are the business of the `mentions` stage.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple

_MAX_LENGTH = 120  # a longer line is no date line
#: Days outside this range are misreadings. Fixed, so that a result does not depend on the day it is made.
FIRST_DAY, LAST_DAY = dt.datetime(1900, 1, 1), dt.datetime(2100, 12, 31)  # noqa: DTZ001 - days, not moments

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FLAGS = re.IGNORECASE | re.ASCII

#: The shapes of a day, the fullest first: the first that occurs is taken.
_SHAPES = tuple(
    re.compile(rf"(?<![\w/.-]){shape}(?![\w/-])", _FLAGS)
    for shape in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<number>\d{{2}})(?P=sep)(?P<day>\d{{2}})",
        rf"{_DAY}(?:\s+of\s+|[\s-]+){_MONTH}(?:,?[\s-]+){_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?P<first>\d{{1,2}})(?P<sep>[/.-])(?P<second>\d{{1,2}})(?P=sep){_YEAR}",
        rf"{_DAY}\s+{_MONTH}",
        rf"{_MONTH}\s+{_DAY}",
    )
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})", re.ASCII)
_ISO_TIME = re.compile(r"(?<=\d)T(?=\d{2}:?\d{2})")
_LABEL = re.compile(
    r"^\s*(?P<label>(?:first\s+)?published|posted|released|issued|date|(?:last\s+)?(?:updated|modified))"
    r"\s*(?:date|time)?(?:\s+(?:on|at)\b)?\s*[:\-]?\s*",
    _FLAGS,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", _FLAGS)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*\(?(?P<zone>Z\b|[+-]\d{2}:?\d{2}\b|[A-Z]{2,5}\b(?:[+-]\d{1,2}\b)?)?\)?",
    _FLAGS,
)
_FILLER = re.compile(r"\b(?:at|on|the|hrs?|hours|local time)\b|[\s,;:|•·\u2013—.()-]+", _FLAGS)

#: Hours east of Greenwich of the zone names that mean one thing. "ET" or "BST" do not: such a time keeps its day only.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_VAGUE_ZONES = frozenset(
    {"et", "ct", "mt", "pt", "bst", "ist", "cst", "jst", "kst", "hkt", "aest", "aedt", "trt", "irst"}
)
_NOON = 12


class Moment(NamedTuple):
    """What a date line says.

    Attributes:
        day: the day; None when the line is a date without a year or one that can be read two ways.
        at: the moment, when a time with a known zone is given.
        label: whether the line says that the report was published or updated then, or neither.
    """

    day: dt.date | None
    at: dt.datetime | None = None
    label: Literal["published", "updated", ""] = ""


def parse(line: str) -> Moment | None:
    """The date a line or metadata value consists of; None when it holds anything else beside a date."""
    if len(line) > _MAX_LENGTH or not any(c.isdecimal() for c in line):
        return None
    label = _LABEL.match(line)
    rest = line[label.end() :] if label else line
    rest = _ISO_TIME.sub(" ", rest.strip())
    match = _find_day(rest)
    if match is None:
        return None
    rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    time = _find_time(rest)
    if time is not None:
        rest = f"{rest[: time.start()]} {rest[time.end() :]}"
    if _FILLER.sub("", _WEEKDAY.sub("", rest, count=1)):
        return None
    day = _day_of(match)
    at = _moment(day, time) if day and time else None
    return Moment(day, at, _label_of(label))


def from_url(url: str) -> dt.date | None:
    """The day in a path such as `/2023/02/24/title`, `/2023/feb/24/title` or `/title-2023-02-24`."""
    for pattern in _URL_SHAPES:
        match = pattern.search(url)
        if match:
            day = _day_of(match)
            if day:
                return day
    return None


_URL_SHAPES = (
    re.compile(r"/(?P<year>\d{4})/(?P<number>\d{1,2})/(?P<day>\d{1,2})(?!\d)", re.ASCII),
    re.compile(rf"/(?P<year>\d{{4}})/{_MONTH}/(?P<day>\d{{1,2}})(?!\d)", _FLAGS),
    re.compile(r"(?<!\d)(?P<year>20\d{2})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)", re.ASCII),
    re.compile(r"[/_-](?P<year>20\d{2})(?P<number>\d{2})(?P<day>\d{2})(?!\d)", re.ASCII),
)


def _find_day(text: str) -> re.Match[str] | None:
    compact = _COMPACT.fullmatch(text)
    if compact:
        return compact
    return next((m for shape in _SHAPES if (m := shape.search(text))), None)


def _day_of(match: re.Match[str]) -> dt.date | None:
    groups = match.groupdict()
    if not groups.get("year"):
        return None
    year = int(groups["year"])
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    if groups.get("first"):
        return _numeric(year, int(groups["first"]), int(groups["second"]))
    month = int(groups["number"]) if groups.get("number") else _MONTHS.index(groups["month"][:3].lower()) + 1
    return _date(year, month, int(groups["day"]))


def _numeric(year: int, first: int, second: int) -> dt.date | None:
    """The day of `24/02/2023` or `02/24/2023`; None when both readings are days and differ."""
    readings = {d for d in (_date(year, second, first), _date(year, first, second)) if d}
    return readings.pop() if len(readings) == 1 else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _find_time(text: str) -> re.Match[str] | None:
    for match in _TIME.finditer(text):
        zone = (match["zone"] or "").lower()
        known = not zone or zone[0] in "+-" or re.split(r"[+-]", zone)[0] in _ZONES.keys() | _VAGUE_ZONES
        if (match["minute"] or match["half"]) and known:
            return match
    return None


def _moment(day: dt.date, time: re.Match[str]) -> dt.datetime | None:
    offset = _offset((time["zone"] or "").lower())
    if offset is None:
        return None
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % _NOON + (_NOON if time["half"][0].lower() == "p" else 0)
    try:
        clock = dt.time(hour, int(time["minute"] or 0), int(time["second"] or 0), tzinfo=dt.timezone(offset))
    except ValueError:
        return None
    return dt.datetime.combine(day, clock)


def _offset(zone: str) -> dt.timedelta | None:
    name = re.split(r"[+-]", zone)[0]
    if name and name not in _ZONES:
        return None
    digits = zone[len(name) + 1 :].replace(":", "")
    if not zone:
        return None
    hours, minutes = (int(digits[:2] or 0), int(digits[2:] or 0)) if digits else (0, 0)
    shift = dt.timedelta(hours=hours, minutes=minutes) * (-1 if "-" in zone else 1)
    total = dt.timedelta(hours=_ZONES.get(name, 0)) + shift
    return total if abs(total) < dt.timedelta(hours=24) else None


def _label_of(label: re.Match[str] | None) -> Literal["published", "updated", ""]:
    if label is None:
        return ""
    return "updated" if re.search("updated|modified", label["label"], re.IGNORECASE) else "published"
