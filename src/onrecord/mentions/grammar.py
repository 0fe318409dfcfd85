"""The patterns of dates and times, by their first words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from onrecord.mentions import absolute, anchored, clock, holidays, lengths, relative
from onrecord.mentions.timex import TimeText, Timex
from onrecord.mentions.vocabulary import Vocabulary

if TYPE_CHECKING:
    import re

Maker = Callable[[TimeText, "re.Match[str]", Vocabulary], Timex | None]


class Rule(NamedTuple):
    """What the pattern matches may be a date, which `make` decides."""

    pattern: re.Pattern[str]
    make: Maker


def rules(words: Vocabulary) -> dict[str, tuple[Rule, ...]]:
    """The rules by the word that they begin with; `0` stands for every word that begins with a figure."""
    found: dict[str, list[Rule]] = {}
    for keys, pattern, make in _TABLE:
        rule = Rule(words.compile(pattern), make)
        for start in {s for key in keys.split() for s in words.starts(key)}:
            found.setdefault(start, []).append(rule)
    return {start: tuple(some) for start, some in found.items()}


#: Key of the rules for tokens that begin with a figure.
FIGURE = "0"

_YEARS = r"(?:<year>|(?P<which>last|this|the|next|that|previous|current|following|coming|past) year)"
_OF_YEARS = rf"(?:(?: (?:of|in))?(?: the)?(?: fiscal)? {_YEARS})?"
_STATED = r"(?:(?: ,| of)? <year>(?! people)|(?=(?: ,| of)? (?P<which>last|this|next) year))?"
_LOCAL = " local time| eastern time| hours| hrs"
_MANY = "(?P<unit>years|months|weeks|days|quarters|hours|minutes)"
_SAME = "week|month|year|quarter|day|decade|weekend|period|morning|afternoon|evening|night"
_YEAR_BEFORE = "(?:of )?last year|(?:of )?the previous year|a year (?:ago|before|earlier)"
_EVERY = "(?:every|each) (?:(?P<other>other )|single )?"
_ZONE = " <zone>"
_TO_DAY = r"(?: - \d{1,2}(?:st|nd|rd|th)?| (?:and|to|through) \d{1,2}(?= , \d{4}(?: |$)))?"
_DAY_AND_YEAR = rf"<day>{_TO_DAY}{_STATED}(?! :| %| percent)"
_COUNT = r"<num><~><fill><unit>(?P<half> and a half)?"
_TAIL = r"(?P<tail>ago|earlier|later|before|after|from now|hence|from today|previously)"

#: First words, pattern, and what makes a date of it, in the order in which they are tried. `docs/dates.md` explains.
_TABLE: tuple[tuple[str, str, Maker], ...] = (
    # days, weekdays, months
    ("weekday", rf"<weekday>(?: ,)?(?: the)? <month> {_DAY_AND_YEAR}", absolute.month_day),
    ("weekday", rf"<weekday>(?: ,)?(?: the)? <day>(?: of)? <month>{_STATED}", absolute.month_day),
    ("weekday", r"<weekday>(?: of)?(?P<daypart>)? (?P<which>last|this|next) week", absolute.weekday),
    ("weekday", r"<weekday>(?: (?:early|late))?(?: - )?(?: ?<daypart>)?", absolute.weekday),
    ("weekdays", r"<weekday>s", lengths.weekdays),
    ("dated", r"<dated>", holidays.once_only),
    ("month", rf"<month> {_DAY_AND_YEAR}", absolute.month_day),
    ("month", rf"<month>(?: ,| of)? {_YEARS}", absolute.month_year),
    ("month", r"<month> ' ?(?P<short>\d\d)", absolute.month_year),
    ("month", r"<month>", absolute.month_alone),
    (FIGURE, r"(?P<y>\d{4}) ?- ?(?P<m>\d\d) ?- ?(?P<d>\d\d)", absolute.iso),
    (FIGURE, r"(?P<a>\d{1,2})(?P<sign>[/.])(?P<b>\d{1,2})(?P=sign)(?P<c>\d{4}|\d\d)", absolute.numeric),
    (FIGURE, rf"<day>(?: (?:to|-|and) \d{{1,2}}(?:st|nd|rd|th)?)?(?: of)? <month>{_STATED}", absolute.month_day),
    (FIGURE, r"(?P<number>\d{1,2})(?:st|nd|rd|th)", absolute.month_ordinal),
    ("name", rf"<name>{_STATED}", holidays.named_day),
    ("ord 0 last final", rf"(?:<ord>|last|final) (?P<what>day|week|<days>) (?:of|in) <month>{_STATED}",
     holidays.placed),
    # times of day
    (FIGURE, rf"(?P<h>\d{{1,2}})(?:[:.](?P<min>\d\d))?(?::\d\d)? ?(?P<half>am|pm)(?:{_LOCAL}|{_ZONE})?", clock.clock),
    (FIGURE, rf"(?P<h>\d{{1,2}}):(?P<min>\d\d)(?::\d\d)?(?:(?P<told>{_LOCAL})|{_ZONE})?", clock.clock),
    (FIGURE, rf"(?P<h>[0-2]\d):?(?P<min>[0-5]\d)(?:(?P<told>{_LOCAL})|{_ZONE})", clock.clock),
    (FIGURE, r"(?P<h>\d{1,2})(?P<told> o'clock)", clock.clock),
    ("noon midday midnight", r"(?P<word>noon|midday|midnight)(?: hour)?", clock.named),
    # quarters, seasons, years and longer
    ("first final last opening next", rf"(?:first|final|last|opening|next) <num> {_MANY}(?: of {_YEARS})?",
     lengths.stepped_length),
    ("ord 0", r"<ord><~>century", absolute.century),
    ("ord 0", rf"<ord><~>(?:fiscal )?(?P<what>quarter|half){_OF_YEARS}", absolute.quarter),
    ("last final", rf"(?P<q>last|final) (?P<what>quarter|half) (?:of|in)(?: the)?(?: fiscal)? {_YEARS}",
     absolute.quarter),
    ("q1 q2 q3 q4", rf"(?P<q>q[1-4])(?: of)?(?: {_YEARS})?", absolute.quarter),
    ("fiscal", r"fiscal (?:year )?<year>", absolute.fiscal),
    ("season", rf"<season>(?: of|,)? {_YEARS}", absolute.season),
    ("season", r"<season>", absolute.season),
    ("decade", r"<decade>", absolute.decade),
    (FIGURE, r"(?P<decade>(?:1\d|20)\d0)s", absolute.decade),
    (FIGURE, r"(?P<mark>)(?P<short>[2-9]0)s", absolute.decade),
    ("'", r"(?P<mark>') ?(?P<short>[2-9]0)s", absolute.decade),
    # from the publication, or from a date in the text
    ("yesterday today tomorrow tonight", r"(?P<word>yesterday|today|tomorrow|tonight)(?: <daypart>)?",
     relative.day_word),
    ("overnight", r"(?P<word>overnight)(?P<daypart>)?", relative.day_word),
    ("day", r"day (?P<word>before yesterday|after tomorrow)(?P<daypart>)?", relative.day_word),
    ("daypart", r"<daypart>", relative.part_of_day),
    ("step", r"(?:this )?<step> (?:<upto><num>|<some>)<~><fill><unit>", lengths.stepped_length),
    ("last past next coming", r"(?:last|past|next|coming) <unit>(?P<half> and a half)", lengths.part_length),
    ("last past next coming", r"(?:last|past|next|coming) <part><~><unit>", lengths.part_length),
    ("once twice", r"(?:once|twice) (?:an?|per|every|each) <unit>", lengths.repeated),
    ("num 0", r"<num> times (?:per|every|each) <unit>", lengths.times),
    ("vague", r"<vague>", lengths.vague),
    ("step", rf"<step> <weekday>(?: ,)? <month> {_DAY_AND_YEAR}", absolute.month_day),
    ("step", r"(?:this )?<step>(?: fiscal)? (?P<what><whats>)(?: <daypart>)?", relative.stepped),
    ("that same", rf"(?P<that>that same|that|same) (?P<what>{_SAME}|<days>)(?: (?P<which>{_YEAR_BEFORE}))?",
     anchored.same),
    ("that this", r"(?:that time|this (?:time|point|stage))", relative.that_time),
    ("edge", r"<edge> of (?:<year>|(?P<which>the|this|last|next) <unit>)", relative.edge),
    ("year", r"year(?: 's)?<~>end", relative.edge),
    ("year", r"year - (?:ago|earlier)(?: (?:period|quarter|month))?", anchored.year_ago),
    ("day week =month year night quarter =decade", r"<unit> (?P<tail>before|after)", anchored.neighbour),
    ("num 0", rf"{_COUNT} {_TAIL}", anchored.counted),
    # lengths and what recurs
    ("num 0", r"<num><~><unit><~>(?:old|long)", lengths.duration),
    ("a an half quarter", r"<part><~><unit>(?:<~>old| ago)?", lengths.part_length),
    ("minute hour day week =month year =decade century seconds minutes hours days weeks months years decades centuries",
     r"<unit> - (?:long|old)", lengths.joined),
    ("num 0", _COUNT, lengths.duration),
    ("some", r"<some> <fill><unit>(?: (?P<tail>ago|earlier|from now))?", lengths.vague_length),
    ("days weeks months years decades centuries hours minutes",
     r"<unit>(?: (?P<tail>ago|before|after|later|earlier|since))?", lengths.bare),
    ("every each", rf"{_EVERY}(?:(?:<num> )?<unit>|<weekday>|<month>|<season>|<daypart>)", lengths.repeated),
    ("every each", r"(?:every|each) <some> <unit>", lengths.repeated),
    ("per", r"per <unit>", lengths.repeated),
    ("set", r"<set>", lengths.set_word),
    ("length", r"<length>", lengths.length_word),
    ("day week weekend =month year quarter =decade century", r"<unit>(?P<ended> (?:ended|ending|to|through))?",
     relative.this_unit),
    (FIGURE, r"<year>(?:/\d\d(?:\d\d)?)?", absolute.year),
)  # fmt: skip
