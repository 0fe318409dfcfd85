"""Office holders by name, and by office and day."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from onrecord.lexicon.schema import Holder, Role

#: Whether somebody holds the office on a day, held it before, will hold it, or nobody knows.
Standing = Literal["in", "after", "before", "unknown"]

INCUMBENT = "incumbent"

K = TypeVar("K")

_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "ə": "a", "ð": "d", "þ": "th", "œ": "oe",  # noqa: RUF001 - in names
    "-": " ", "–": " ", ".": " ", "'": "", "’": "", "‘": "", "`": "", "ʿ": "", "ʾ": "",  # noqa: RUF001 - in names
})  # fmt: skip
#: Words within names that some write and others leave out.
_LOOSE = frozenset((
    "al", "el", "ul", "bin", "ibn", "ben", "bint", "ould", "de", "da", "do", "dos", "du", "la", "le", "von", "van",
    "der", "den", "y", "e", "jr", "sr",
))  # fmt: skip
#: States whose people write the surname first.
_SURNAME_FIRST = frozenset(("CHN", "TWN", "HKG", "PRK", "KOR", "VNM", "KHM", "HUN"))
#: Spellings of one sound in names taken over from other scripts.
_SOUNDS = (
    ("sch", "sh"), ("ch", "sh"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("dj", "j"), ("zh", "j"), ("dh", "d"),
    ("th", "t"), ("ck", "k"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"), ("x", "ks"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")
_SURE, _LIKELY, _PART = 1.0, 0.9, 0.8
_SHORTEST = 2  # letters of a name; a single one is an initial


class Tenure(NamedTuple):
    """One row of the holders for somebody asked for.

    Attributes:
        key: of the row in the table.
        holder: the row.
        standing: of the day asked for.
        likeness: 0 to 1, how well the name agrees; 1 when no name was asked for.
        rank: of the office; 3 leads a state.
    """

    key: str
    holder: Holder
    standing: Standing
    likeness: float
    rank: int

    @property
    def ref(self) -> str:
        """The person's reference, the same for each of the offices: `person:IRN/Ali Khamenei`."""
        return f"person:{self.holder.country or self.holder.body}/{self.holder.person}"


class Offices:
    """Index of the holders.

    Args:
        holders: the rows by key.
        roles: the roles, for their ranks.
        given: given names, which are no surnames.
    """

    def __init__(self, holders: Mapping[str, Holder], roles: Mapping[str, Role], given: Iterable[str]) -> None:
        self._holders = holders
        self._roles = roles
        self._given = frozenset(name.lower() for name in given)
        self._names: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._by_word: dict[str, list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        self._by_surname: dict[str, list[str]] = {}
        self._by_office: dict[tuple[str, str], list[str]] = {}
        sounds: dict[str, str] = {}
        for key, row in holders.items():
            self._add(key, row, sounds)

    def _add(self, key: str, row: Holder, sounds: dict[str, str]) -> None:
        names = tuple(dict.fromkeys(words_of(name) for name in (row.person, *row.names)))
        self._names[key] = names
        for name in filter(None, names):
            surnames = {name[-1], name[0]} if row.country in _SURNAME_FIRST or len(name) == 1 else {name[-1]}
            _note(self._by_surname, surnames, key)
            _note(self._by_word, set(name), key)
            sounds.update((word, sound(word)) for word in name if word not in sounds)
            _note(self._by_sound, {sounds[word] for word in name}, key)
        _note(self._by_office, {(row.office, row.country), (row.office, row.body)} - {(row.office, "")}, key)

    def named(self, name: str, *, on: dt.date | None) -> tuple[Tenure, ...]:
        """The tenures of those with a full name, the best agreement first; then those in office, by rank.

        A name agrees that has the same words in any order, that sounds alike, or that has some words more or less:
        at least two of them have to agree.
        """
        words = words_of(name)
        if len(words) < _SHORTEST:
            return ()
        keys = {k for w in words for k in (*self._by_word.get(w, ()), *self._by_sound.get(sound(w), ()))}
        found = ((key, max(self._likeness(words, other) for other in self._names[key])) for key in sorted(keys))
        return self._tenures(((key, likeness) for key, likeness in found if likeness), on)

    def surnamed(self, name: str, *, on: dt.date | None) -> tuple[Tenure, ...]:
        """The tenures of those with a surname; those in office first, by rank."""
        words = words_of(name)
        return self._tenures(((key, _SURE) for key in self._by_surname.get(words[-1], ())), on) if words else ()

    def held(self, office: str, of: str, *, on: dt.date | None) -> tuple[Tenure, ...]:
        """The tenures of an office; those in office on the day first.

        Args:
            office: key of a role.
            of: ISO code of the state, or key of the body.
            on: the day; None for today's incumbents.
        """
        return self._tenures(((key, _SURE) for key in self._by_office.get((office, of), ())), on)

    def _likeness(self, words: tuple[str, ...], other: tuple[str, ...]) -> float:
        """How well two names agree; 0 when they are not likely the same person's."""
        if words == other or sorted(words) == sorted(other):
            return _SURE
        if len(other) < _SHORTEST:
            return 0.0
        mine, theirs = [sound(w) for w in words], [sound(w) for w in other]
        if sorted(mine) == sorted(theirs):
            return _LIKELY
        short, long = sorted((set(mine), set(theirs)), key=len)
        if len(short) < _SHORTEST or not short <= long:
            return 0.0
        second = len(words) - 2  # a second surname, or a grandfather's name, may stand after the one that is used
        begins = mine[: len(theirs)] == theirs and other[-1] not in self._given
        doubled = second > 0 and other[-1] == words[second] and (second > 1 or other[-1] not in self._given)
        return _PART if mine[-1] == theirs[-1] or begins or doubled else 0.0

    def _tenures(self, found: Iterable[tuple[str, float]], on: dt.date | None) -> tuple[Tenure, ...]:
        tenures = [
            Tenure(key, row, standing(row, on), likeness, self._rank(row))
            for key, likeness in found
            for row in (self._holders[key],)
        ]
        return tuple(sorted(tenures, key=_best_first))

    def _rank(self, row: Holder) -> int:
        role = self._roles.get(row.office)
        return role.rank if role else 0


_ORDER: dict[Standing, int] = {"in": 0, "after": 1, "unknown": 2, "before": 3}


def _best_first(tenure: Tenure) -> tuple[float, int, int, float, str]:
    row = tenure.holder
    return -tenure.likeness, _ORDER[tenure.standing], -tenure.rank, -row.confidence, tenure.key


def standing(row: Holder, on: dt.date | None) -> Standing:
    """Whether a tenure covers a day; without a day, whether it lasts. A year alone stands for all of its days."""
    if on is None:
        return "in" if row.until == INCUMBENT else "after" if row.until else "unknown"
    day = on.isoformat()
    if row.since and day[: len(row.since)] < row.since:
        return "before"
    if row.until not in {"", INCUMBENT} and day[: len(row.until)] > row.until:
        return "after"
    return "in" if row.since or row.until else "unknown"


def persons_of(tenures: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """The first tenure of each person; one name is one person's in a state and in bodies, but not in two states."""
    first: dict[str, list[Tenure]] = {}
    for tenure in tenures:
        others = first.setdefault(tenure.holder.person, [])
        states = {t.holder.country for t in others} - {""}
        if not others or (tenure.holder.country and states and tenure.holder.country not in states):
            others.append(tenure)
    return tuple(t for group in first.values() for t in group)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded: lower case without accents, articles and initials."""
    plain = name.lower().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = plain.split()
    kept = tuple(w for w in words if len(w) >= _SHORTEST and w not in _LOOSE)
    return kept or tuple(words)


def sound(word: str) -> str:
    """What different spellings of a name have in common: its consonants, and its first letter if that is a vowel."""
    for written, spoken in _SOUNDS:
        word = word.replace(written, spoken)
    bare = _DOUBLE.sub(r"\1", _VOWELS.sub("", word))
    first = word[0] if word[0] not in "eiouy" else "i" if word[0] in "eiy" else "u"
    return first + bare if word[0] in "aeiouy" else bare + ("" if len(bare) > _SHORTEST else word[-1])


def _note(index: dict[K, list[str]], words: Iterable[K], key: str) -> None:
    for word in words:
        index.setdefault(word, []).append(key)
