"""The words that name times: months, weekdays, units, parts of a day, vague and recurring times, time zones."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.lexicon.entries import read_toml
from onrecord.lexicon.event_words import NumberWord
from onrecord.lexicon.schema import numbered_rows

DATA = Path(__file__).parent / "data" / "time_words.toml"
_NUMBERS = DATA.with_name("number_words.csv")
_LARGEST = 90  # in words; a larger number has several


class Beside(Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside a time that tell what it is; the file says where each list is looked for."""

    before_month: frozenset[str]
    before_year: frozenset[str]
    before_sure_year: frozenset[str]
    after_count: frozenset[str]
    before_clock: frozenset[str]
    from_text: frozenset[str]
    spanning: frozenset[str]
    edges: frozenset[str]
    going_on: frozenset[str]
    back: frozenset[str]
    lasting: frozenset[str]
    rated: frozenset[str]
    before_bare: frozenset[str]
    before_that_time: frozenset[str]
    before_ordinal: frozenset[str]
    before_named_day: frozenset[str]
    by_fact: frozenset[str]
    span_ends: frozenset[str]
    large: frozenset[str]
    bounding: frozenset[str]


class TimeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words in lower case; the file says beside each table what it is for.

    Attributes:
        days: names of days, with month and day.
        moving: names of days, with month, weekday (1 is Monday), which of them (-1 is the last) and days after it.
        easter: names of days that count from Easter Sunday, with the days after it.
        wishes: plans that say no more of the future once they are past.
        dated: names of days that were once, with their date.
        zones: time zones with their distance from UTC.
        foreign: months of other calendars.
        numbers: numbers in words, up to ninety.
    """

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    ambiguous: frozenset[str]
    decades: tuple[str, ...]
    ordinals: tuple[str, ...]
    some: tuple[str, ...]
    fillers: tuple[str, ...]
    plans: frozenset[str]
    timetable: frozenset[str]
    numbered: frozenset[str]
    steps: dict[str, int]
    seasons: dict[str, str]
    dayparts: dict[str, str]
    units: dict[str, str]
    sets: dict[str, str]
    lengths: dict[str, str]
    vague: dict[str, str]
    wishes: frozenset[str]
    days: dict[str, tuple[int, int]]
    moving: dict[str, tuple[int, int, int, int]]
    easter: dict[str, int]
    dated: dict[str, str]
    zones: dict[str, str]
    foreign: dict[str, tuple[str, ...]]
    beside: Beside
    numbers: dict[str, int] = {}


def load_time_words(path: Path = DATA) -> TimeWords:
    """The tables in a file, by default the bundled one, and the numbers in words.

    Raises:
        LexiconError: the file cannot be read, is not TOML, or lacks or has other tables.
    """
    words = read_toml(path, TimeWords)
    numbers = {row.word: row.value for _, row in numbered_rows(_NUMBERS, NumberWord) if 0 < row.value <= _LARGEST}
    return msgspec.structs.replace(words, numbers={w: n for w, n in numbers.items() if w not in _COUNTS} | {"zero": 0})


_COUNTS = frozenset({"dozens", "score", "scores"})  # vague, or not used for time
