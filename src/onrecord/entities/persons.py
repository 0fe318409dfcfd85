"""Persons: full names, surnames, and names with titles joined to one."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from onrecord.entities.draft import Draft, closest

if TYPE_CHECKING:
    from onrecord.entities.draft import Gender
    from onrecord.entities.text import Text
    from onrecord.lexicon import Lexicon, Title

_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))

_MOST = 100  # persons of one name that are looked at; no report has so many


class PersonName(NamedTuple):
    """A person mention's words: folded parts without title, how it is written, and what its title says."""

    parts: tuple[str, ...]
    written: str
    gender: Gender
    sector: str | None

    @property
    def surname(self) -> str:
        """The last part that is not `Jr.` or the like."""
        return next((p for p in reversed(self.parts) if p not in _SUFFIXES), self.parts[-1])


def fold(word: str) -> str:
    """Lower case without accents, with straight apostrophes."""
    if word.isascii():
        return word.lower()
    word = word.replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


class Persons:
    """Collects the drafts of persons.

    Args:
        text: the mentions.
        lexicon: for genders of given names.
        titles: the lexicon's titles by their tokens.
    """

    def __init__(self, text: Text, lexicon: Lexicon, titles: dict[tuple[str, ...], Title]) -> None:
        self._text = text
        self._lexicon = lexicon
        self._titles = titles
        self._names: dict[Draft, PersonName] = {}
        self._surname: dict[str, list[Draft]] = {}
        self._given: dict[str, list[Draft]] = {}
        self._inner: dict[str, list[Draft]] = {}
        self.of: dict[int, Draft] = {}

    def collect(self) -> None:
        """Join the person mentions: full names first, then single names to them."""
        named = {n: self._name(n) for n, m in enumerate(self._text.mentions) if m.kind == "person"}
        full = [(n, name) for n, name in named.items() if len(name.parts) > 1]
        for number, name in full:
            self._full(number, name)
        for number, name in named.items():
            if len(name.parts) == 1:
                self._single(number, name)

    def _name(self, number: int) -> PersonName:
        place = self._text.places[number]
        tokens = self._text.analysis.text[place.first : place.last]
        title = None
        for size in (3, 2, 1):
            words = tuple(t.title() if t.isupper() else t for t in tokens[:size])  # "MS LEE" before a turn
            known = self._titles.get(tokens[:size]) or self._titles.get(words)
            if len(tokens) > size and known is not None:
                title, tokens = known, tokens[size:]
                break
        start = self._text.analysis.start[place.last - len(tokens)] - self._text.analysis.start[place.first]
        parts = tuple(fold(t) for t in tokens if t[0].isalpha())
        written = self._text.mentions[number].evidence.exact[start:]
        gender = title.gender if title is not None and title.gender != "any" else ""
        return PersonName(parts or (written.lower(),), written, gender, (title.sector or None) if title else None)

    def _new(self, name: PersonName) -> Draft:
        draft = Draft("person", name.written)
        given = self._lexicon.given_names.get(name.written.split()[0]) if len(name.parts) > 1 else None
        if given is not None and given.gender != "any":
            draft.gender = given.gender
        self._names[draft] = name
        self._surname.setdefault(name.surname, []).append(draft)
        self._given.setdefault(name.parts[0], []).append(draft)
        for part in name.parts[1:-1]:
            self._inner.setdefault(part, []).append(draft)
        return draft

    def _full(self, number: int, name: PersonName) -> None:
        namesakes = self._surname.get(name.surname, [])[-_MOST:]
        draft = next((d for d in namesakes if _same(self._names[d].parts, name.parts)), None)
        if draft is None:
            draft = self._new(name)
        elif len(name.parts) > len(self._names[draft].parts):
            draft.name, self._names[draft] = name.written, name
        self._take(number, draft, name, "full-name")

    def _single(self, number: int, name: PersonName) -> None:
        """A name alone: a surname, or the part that goes first or stands between ("Xi", "López" Obrador).

        Of several persons who have it, the one mentioned last.
        """
        word = name.parts[0]
        for rule, known in (
            ("surname", self._surname.get(word)),
            ("given-name", self._given.get(word)),
            ("inner-name", self._inner.get(word)),
            ("surname-misspelt", self._misspelt(word, name)),
        ):
            candidates = [d for d in (known or [])[-_MOST:] if _fits(d, name.gender)]
            if candidates:
                shared = "-shared" if len(candidates) > 1 else ""
                self._take(number, closest(candidates, number), name, rule + shared)
                return
        self._take(number, self._new(name), name, "single-name")

    def _misspelt(self, word: str, name: PersonName) -> list[Draft]:
        """Surnames in s that lost it, as before an apostrophe: "Water said", of "Ann Waters"."""
        return [] if name.written in self._lexicon.given_names else self._surname.get(word + "s", [])

    def _take(self, number: int, draft: Draft, name: PersonName, rule: str) -> None:
        draft.add(number, rule)
        draft.gender = draft.gender or name.gender
        draft.sector = draft.sector or name.sector
        self.of[number] = draft


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Two full names with the same surname: equal, one the end of the other, or with the same given name or initial."""
    short, long = sorted((one, other), key=len)
    if long[-len(short) :] == short:
        return True
    given, longer = short[0].rstrip("."), long[0].rstrip(".")
    same_given = given == longer or (min(len(given), len(longer)) == 1 and given[0] == longer[0])
    return same_given and short[-1] == long[-1]


def _fits(draft: Draft, gender: Gender) -> bool:
    return not (gender and draft.gender and gender != draft.gender)
