"""The words of time as numbers, and as parts of patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.lexicon.time_words import TimeWords

_AFTER = r"(?=[ \n]|$)"
_PART = re.compile(r"(?<!\?P)<(\w+|~)>")  # the name of a group is none
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_FIGURES = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


class Vocabulary:
    """What the words of time mean.

    Args:
        words: the lexicon's.

    Attributes:
        lexicon: the lexicon's.
        months: number of each month's names.
        weekdays: number of each weekday's names, Monday is 1.
        ordinals: number of each ordinal word.
        foreign: months of other calendars.
        after_a: what follows `a` where it begins a time; other uses of the word need not be tried.
        respelt: what to read for tokens as they stand: abbreviations without full stop, dashes as hyphens, and another
            word for names without a capital that may be common words.
    """

    def __init__(self, words: TimeWords) -> None:
        self.lexicon = words
        self.months = {name: number for number, names in enumerate(words.months, 1) for name in names}
        self.weekdays = {name: number for number, names in enumerate(words.weekdays, 1) for name in names}
        self.ordinals = {word: number for number, word in enumerate(words.ordinals, 1)}
        self.decades = {word: str(digit) for digit, word in enumerate(words.decades, 2)}
        self.respelt = {"–": "-", "\u2011": "-", "a.m.": "am", "p.m.": "pm", "A.M.": "am", "P.M.": "pm", "A.M": "am"}
        self.respelt |= {"P.M": "pm", "a.m": "am", "p.m": "pm", "½": "1/2", "and½": "1/2"}
        for name in (*self.months, *self.weekdays):
            self.respelt |= {f"{name.title()}.": name, f"{name}.": name, f"{name.upper()}.": name}
        self.respelt |= {name: f"{name}?" for name in words.ambiguous}
        self.foreign = frozenset(name for names in words.foreign.values() for name in names)
        self.after_a = self._after_a()
        self._macros = self._parts()

    def _after_a(self) -> frozenset[str]:
        """What follows `a` where it begins a time."""
        phrases = [phrase.split() for phrase in (*self.lexicon.some, *self.lexicon.vague)]
        seconds = {words[1] for words in phrases if words[0] in {"a", "an"}}
        return frozenset((*self.lexicon.units, *self.lexicon.fillers, *_LARGE, "dozen", "half", "quarter", *seconds))

    def _parts(self) -> dict[str, str]:
        w, large = self.lexicon, _any(_LARGE)
        amount = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?(?: \d/\d)?|{_any(w.numbers)}(?: (?:- )?{_any(w.numbers)})?)"
        return {
            "month": rf"(?P<month>{_any(self.months)})",
            "weekday": rf"(?P<weekday>{_any(self.weekdays)})",
            "day": r"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)",
            "year": r"(?P<year>(?:1\d|20|21)\d\d)",
            "num": rf"(?P<num>half an?|an?(?: dozen| {large})?|{amount}(?: {large})?(?: and (?:a half|1/2))?)",
            "part": r"(?:an? )?(?P<part>half|quarter)(?: of)?(?: an?)?",
            "upto": rf"(?:{amount} (?:to|or|-|and) )?",
            "some": rf"(?P<some>{_any(w.some)})",
            "ord": rf"(?P<ord>{_any(w.ordinals)}|\d{{1,2}}(?:st|nd|rd|th))",
            "step": rf"(?P<step>{_any(w.steps)})",
            "unit": rf"(?P<unit>{_any(w.units)})",
            "season": rf"(?P<season>{_any(w.seasons)})",
            "daypart": rf"(?P<daypart>{_any(w.dayparts)})",
            "zone": rf"(?P<zone>{_any(w.zones)})",
            "dated": f"(?:{_any(w.dated)})",
            "days": _any(self.weekdays),
            "whats": _any({*w.units, *self.weekdays, *self.months, *w.seasons, *w.dayparts}),
            "set": rf"(?P<set>{_any(w.sets)})",
            "length": rf"(?P<length>{_any(w.lengths)})",
            "vague": rf"(?P<vague>{_any(w.vague)})",
            "decade": rf"(?P<word>{_any(w.decades)})",
            "name": rf"(?P<name>{_any((*w.days, *w.moving, *w.easter))})",
            "edge": _any(w.beside.span_ends),
            "fill": rf"(?:{_any(w.fillers)} )*",
            "~": "(?: - | )",
        }

    def starts(self, key: str) -> Iterable[str]:
        """The words that a pattern's first part may begin with: those of a table, or the key; `=month` is no table."""
        w = self.lexicon
        tables: dict[str, Iterable[str]] = {
            "month": self.months, "weekday": self.weekdays, "weekdays": [f"{names[0]}s" for names in w.weekdays],
            "ord": self.ordinals, "step": w.steps, "season": w.seasons, "daypart": w.dayparts,
            "name": (*w.days, *w.moving, *w.easter),
            "num": {*w.numbers, "a", "an", "half"}, "some": w.some, "set": w.sets, "length": w.lengths,
            "vague": w.vague, "decade": self.decades, "dated": w.dated, "edge": w.beside.span_ends,
        }  # fmt: skip
        return {phrase.split()[0] for phrase in tables.get(key, (key.removeprefix("="),))}

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern with `<name>` for a part above, which must end where a word ends."""
        return re.compile(f"(?:{_PART.sub(lambda m: self._macros[m[1]], pattern)}){_AFTER}")

    def number(self, phrase: str) -> float | None:
        """The number that figures or words tell: `2 1/2`, `twenty-five`, `a`, `two and a half`, `3 million`."""
        total, scale = 0.0, 1
        for word in phrase.replace("-", " ").split():
            if word in _LARGE:
                scale *= _LARGE[word]
            elif word in ("half", "1/2"):
                total += 0.5
            elif word in ("a", "an"):
                total += 1 if phrase == word or phrase.endswith(tuple(_LARGE)) else 0
            elif _FIGURES.fullmatch(word):
                total += float(word.replace(",", ""))
            elif word in self.lexicon.numbers:
                total += self.lexicon.numbers[word]
            elif word != "and":
                return None
        return total * scale

    def count_up(self, word: str) -> int:
        """Number of an ordinal in words or figures; 0 of another word."""
        digits = word.rstrip("stndrh")
        return self.ordinals.get(word) or (int(digits) if digits.isascii() and digits.isdigit() else 0)


def _any(words: Iterable[str] | Mapping[str, object]) -> str:
    """Alternatives, the longest first."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=len, reverse=True)) + ")"
