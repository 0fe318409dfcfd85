"""Lengths of time, ages, recurring times and times without bounds: `three years`, `31-year-old`, `every Monday`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.mentions import calendar as cal
from onrecord.mentions.timex import TimeText, Timex

if TYPE_CHECKING:
    import re

    from onrecord.mentions.vocabulary import Vocabulary


def _amount(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def _of(number: float, name: str, known: Vocabulary) -> str:
    """The value of a length: `P3Y`; half an hour is `PT30M`, half a century `P50Y`."""
    unit = known.lexicon.units[name]
    if name == "fortnight":
        return cal.length(_amount(number * 2), unit)
    smaller, factor = _SMALLER.get(unit, ("", 0))
    if factor and number in {0.5, 0.25}:
        return cal.length(_amount(number * factor), smaller)
    return cal.length(_amount(number), unit)


_SMALLER = {"TM": ("TS", 60), "TH": ("TM", 60), "DE": ("Y", 10), "CE": ("Y", 100), "Y": ("M", 12)}


def part_length(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`half a century`, `a quarter of an hour`, `the past year and a half`; `half a century ago` is a year."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    number = 1.5 if groups.get("half") else {"half": 0.5, "quarter": 0.25}[m["part"]]
    if m["unit"].endswith("s") or (m["unit"] in {"quarter", "night", "weekend", "month", "week"} and number < 1):
        return None
    if m.group().endswith(" ago"):
        years = number * _SMALLER.get(known.lexicon.units[m["unit"]], ("", 0))[1]
        past = text.published and years >= 1 and cal.shift(text.published, "Y", -int(years))
        return Timex(at, last, past, "counted") if past and m["unit"] in {"decade", "century"} else None
    return Timex(at, last, _of(number, m["unit"], known), "duration")


def joined(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`month-long`, `decades-old`; not the end of `thousand-year-old`."""
    if text.word(text.at(m.start()) - 1) == "-":
        return None
    number = "X" if m["unit"].endswith("s") else "1"
    value = cal.length(number, known.lexicon.units[m["unit"]])
    return Timex(text.at(m.start()), text.end(m.end()), value, "duration")


def duration(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`three years`, `a two-day visit`, `half an hour`, `31-year-old`, `a year and a half`."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    if m["num"] in {"a", "an"} and not groups.get("half") and not _is_length(text, at, last, m["unit"]):
        return _rate(text, at, last, m["unit"], known)
    number = known.number(m["num"])
    if number is None or _is_no_length(text, m, number):
        return None
    number += 0.5 if groups.get("half") else 0
    return Timex(at, last, _of(number, m["unit"], known), "duration")


def _is_no_length(text: TimeText, m: re.Match[str], number: float) -> bool:
    """`three quarters of them`, `a second`, and numbers that only stand before a unit: `World Cup 2018 day five`."""
    unit, joined = m["unit"], "-" in m.group()
    if unit in {"quarter", "quarters"} and (joined or text.word(text.end(m.end())) == "of"):
        return True
    if unit in {"second", "quarter", "night"} and not joined:
        return True
    return number > 1 and not joined and not unit.endswith("s")


def _is_length(text: TimeText, at: int, last: int, unit: str) -> bool:
    """Whether `a year` is a length: after `for`, `in` or `nearly`, or before a noun with a hyphen."""
    beside = text.vocabulary.lexicon.beside
    if unit not in beside.rated:
        return False
    if "-" in text.word(last) or text.word(at + 1) == "-":
        return False
    before = text.word(at - 1)
    if before in {"in", "of", "quarter", "half", "once"} and unit != "decade":
        return before == "in" and text.is_shut(last)
    return before in beside.lasting and (text.is_shut(last) or unit == "decade")


def _rate(text: TimeText, at: int, last: int, unit: str, known: Vocabulary) -> Timex | None:
    """`$20 a day`, `two million barrels a year`, `four times a week`: recurring."""
    pos = text.tokens.analysis.pos[at - 1] if at else ""
    counts = text.word(at - 1) in {"once", "twice", "times"} or (
        pos in {"NOUN", "NUM", "SYM"} and _has_number(text, at)
    )
    if unit not in known.lexicon.beside.rated or not counts or not text.is_shut(last):
        return None
    return Timex(at, last, cal.length("1", known.lexicon.units[unit]), "set")


def _has_number(text: TimeText, at: int) -> bool:
    large = text.vocabulary.lexicon.beside.large
    return any(
        text.tokens.analysis.pos[i] in {"NUM", "SYM"} or text.word(i) in large for i in range(max(0, at - 6), at)
    )


def vague_length(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`several years`, `a few days`; `a few months ago` is in the past."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    if m["some"] == "many" and text.word(at - 1) == "as":
        return None
    if groups.get("tail"):
        back = m["tail"].split(" ")[0] in {"ago", "earlier", "before"}
        return Timex(at, last, "PAST_REF" if back else "FUTURE_REF", "vague")
    if m["unit"] in {"quarters", "nights"} or not m["unit"].endswith("s"):
        return None
    return Timex(at, last, cal.length("X", known.lexicon.units[m["unit"]]), "duration")


def bare(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`for years`, `in decades`, `months of talks`, `years ago`."""
    at, last, tail = text.at(m.start()), text.end(m.end()), m.groupdict().get("tail")
    if tail == "ago":
        return Timex(at, last, "PAST_REF", "vague")
    before = text.word(at - 1)
    if tail:
        return Timex(at, last - 1, cal.length("X", known.lexicon.units[m["unit"]]), "duration")
    all_of_them = before == "the" and text.word(at - 2) in {"over", "through", "throughout", "down"}
    if all_of_them and text.is_shut(last) and text.word(last) not in known.lexicon.beside.going_on:
        return Timex(at - 1, last, cal.length("X", known.lexicon.units[m["unit"]]), "duration")
    modified = (
        bool(at) and text.tokens.analysis.dep[at - 1] in _MODIFIERS and before not in known.lexicon.beside.bounding
    )
    fits = before in known.lexicon.beside.before_bare or (text.word(last) == "of" and before != "of" and not modified)
    if not fits or m["unit"] in {"seconds", "quarters", "nights"} or not text.is_shut(last):
        return None
    return Timex(at, last, cal.length("X", known.lexicon.units[m["unit"]]), "duration")


_MODIFIERS = frozenset(("amod", "compound", "det", "nmod", "poss"))


def stepped_length(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`the past three years`, `the next few months`, `the first nine months of 2012`."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    if text.word(at) == "last" and text.tokens.analysis.pos[at] == "VERB":
        return None  # "is to last four months"
    if groups.get("step") == "this" and (groups.get("some") or m["num"] or "").split(" ")[0] in {"a", "an"}:
        return None  # "said this a few years ago"
    if groups.get("some"):
        return Timex(at, last, cal.length("X", known.lexicon.units[m["unit"]]), "duration")
    number = known.number(m["num"])
    return Timex(at, last, _of(number, m["unit"], known), "duration") if number else None


def repeated(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`every day`, `each Monday`, `every two years`, `every October`, `every other week`, `twice a week`."""
    at, last, groups = text.at(m.start()), text.end(m.end()), m.groupdict()
    if groups.get("weekday"):
        return Timex(at, last, f"XXXX-WXX-{known.weekdays[m['weekday'].rstrip('s')]}", "set")
    if groups.get("month"):
        return Timex(at, last, f"XXXX-{known.months[m['month']]:02}", "set")
    if groups.get("season"):
        return Timex(at, last, f"XXXX-{known.lexicon.seasons[m['season']]}", "set")
    if groups.get("daypart"):
        return Timex(at, last, f"XXXX-XX-XX{known.lexicon.dayparts[m['daypart']]}", "set")
    if groups.get("some"):
        return Timex(at, last, cal.length("X", known.lexicon.units[m["unit"]]), "set")
    number = known.number(m["num"]) if groups.get("num") else 2 if groups.get("other") else 1
    return Timex(at, last, _of(number, m["unit"], known), "set") if number else None


def times(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`three times per day`."""
    return Timex(text.at(m.start()), text.end(m.end()), cal.length("1", known.lexicon.units[m["unit"]]), "set")


def weekdays(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`Mondays`, `on Sundays`."""
    at = text.at(m.start())
    if not text.is_capital(at):
        return None
    return Timex(at, text.end(m.end()), f"XXXX-WXX-{known.weekdays[m['weekday']]}", "set")


def set_word(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`daily`, `annual`; not in names."""
    at = text.at(m.start())
    if text.tokens.analysis.pos[at] not in {"ADJ", "ADV"} or (text.is_capital(at) and at != text.tokens.begins[at]):
        return None
    return Timex(at, text.end(m.end()), known.lexicon.sets[m["set"]], "set")


def length_word(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """`yearlong`, `weeklong`."""
    return Timex(text.at(m.start()), text.end(m.end()), known.lexicon.lengths[m["length"]], "duration")


def vague(text: TimeText, m: re.Match[str], known: Vocabulary) -> Timex | None:
    """A phrase without bounds; single words only where they are adverbs."""
    at, last, phrase = text.at(m.start()), text.end(m.end()), m.group()
    pos, before, after = text.tokens.analysis.pos[at], text.word(at - 1), text.word(last)
    if phrase in {"past", "present", "future"}:
        fits = before == "the" and text.is_shut(last)
    elif " " in phrase:
        fits = text.is_shut(last) and after != "-"
    elif phrase == "soon":
        fits = pos == "ADV" and before not in {"as", "how", "too", "so", "very", "no"} and after not in {"as", "after"}
    else:
        fits = pos == "ADV" and before != "every"
    return Timex(at, last, known.lexicon.vague[phrase], "vague") if fits else None
