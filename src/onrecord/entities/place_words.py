"""What the words around a place's name say of where and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.entities.text import Text
    from onrecord.lexicon import Lexicon
    from onrecord.model import Mention

_DIRECTIONS = frozenset((
    "north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "northeast", "northwest",
    "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "greater", "downtown",
    "upper", "lower", "inner", "outer", "mid", "rural", "occupied", "central", "coastal", "far",
))  # fmt: skip
_BETWEEN = frozenset(("the", "of", "-", *_DIRECTIONS))
_ARTICLES = frozenset(("the", "al", "el"))
_IN = frozenset(("in", "of"))
_CHAIN = 3  # names after a place's that may say where it is: town, county, state
_REACH = 5  # tokens between a name and what says where it is
_LONGEST = 3  # tokens of a division's name that is no mention
_TOWARDS = 1  # sentences before a name's in which a country is near


class Told(NamedTuple):
    """What is said with one mention of a place.

    Attributes:
        kinds: kinds of places that a noun beside it names; empty when none does.
        within: for each name that says where it is, the countries and ids of divisions that it may mean.
        countries: the countries that are named with it.
        near: the countries that its sentence or the one before names.
        among_regions: it is one of several joined names of which another can only be a region.
    """

    kinds: frozenset[str] = frozenset()
    within: tuple[frozenset[str], ...] = ()
    countries: tuple[str, ...] = ()
    near: frozenset[str] = frozenset()
    among_regions: bool = False


class PlaceWords:
    """Reads the words around names.

    Args:
        text: the mentions.
        lexicon: nouns for kinds of places, and divisions by name.
    """

    def __init__(self, text: Text, lexicon: Lexicon) -> None:
        self._text = text
        self._nouns = {word: frozenset(row.kinds) for word, row in lexicon.place_words.items()}
        self._nouns.update({word + "s": kinds for word, kinds in self._nouns.items()})
        self._nouns["cities"], self._nouns["counties"] = self._nouns["city"], self._nouns["county"]
        self._gazetteer = lexicon.gazetteer
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._countries: dict[int, set[str]] = {}
        for number, mention in enumerate(text.mentions):
            place = text.places[number]
            if mention.kind in {"country", "demonym"} and mention.value:
                self._countries.setdefault(place.sentence, set()).add(mention.value)
            if mention.kind in {"country", "place", "demonym"}:
                self._starts.setdefault(place.first + (text.word(place.first) == "the"), number)
                self._ends[place.last] = number

    def told(self, number: int) -> Told:
        """What is said with mention `number`."""
        place = self._text.places[number]
        first = place.first + (self._text.word(place.first) == "the" and place.last - place.first > 1)
        qualifiers = [*self._after(place.last), *self._before(first)]
        return Told(
            kinds=self._kinds(first, place.last),
            within=tuple(q for q in (self._meanings(*span) for span in qualifiers) if q),
            countries=tuple(c for c in (self._country(*span) for span in qualifiers) if c),
            near=self._near(place.sentence),
            among_regions=self._among_regions(first, place.last),
        )

    def variants(self, name: str) -> Iterator[str]:
        """A name without directions before it and nouns after it, and with or without an Arabic article."""
        words = name.replace("-", " ").split()
        while len(words) > 1 and words[0].lower() in _DIRECTIONS:
            words = words[1:]
            yield " ".join(words)
        while len(words) > 1 and words[-1].lower() in self._nouns:
            words = words[:-1]
            yield " ".join(words)
        while len(words) > 2 and words[0].lower() in self._nouns and words[1].lower() == "of":  # noqa: PLR2004 - noun, of
            words = words[2:]
            yield " ".join(words)
        yield " ".join(words[1:]) if len(words) > 1 and words[0].lower() in _ARTICLES else f"al {' '.join(words)}"

    # --- kinds ---------------------------------------------------------------------------------------------------

    def _kinds(self, first: int, last: int) -> frozenset[str]:
        """`the city of X`, `X province`, `Lake X`, `the German island X`, `the provinces of X and Y`."""
        word = self._text.word
        before = first - 1
        while self._follows_name(before):
            before = self._text.places[self._ends[before]].first - 1
        if word(before) == "of" and word(before - 1) in self._nouns:
            return self._nouns[word(before - 1)]
        if word(before) in self._nouns and self._text.analysis.pos[before] in {"NOUN", "PROPN"}:
            return self._nouns[word(before)]
        if word(last) in self._nouns:
            return self._nouns[word(last)]
        if word(last) == "," and word(last + 1) in {"a", "the"}:
            for at in range(last + 2, min(last + 5, len(self._text.lower))):
                if word(at) in self._nouns:
                    return self._nouns[word(at)]
        return self._nouns.get(word(last - 1), frozenset()) if last - first > 1 else frozenset()

    def _follows_name(self, at: int) -> bool:
        return self._text.word(at) in {",", "and", "&"} and at in self._ends

    def _among_regions(self, first: int, last: int) -> bool:
        """Joined by commas or `and` to a name that only a region bears."""
        beside = []
        if self._text.word(first - 1) in {",", "and"} and first - 1 in self._ends:
            beside.append(self._ends[first - 1])
        if self._text.word(last) in {",", "and"} and last + 1 in self._starts:
            beside.append(self._starts[last + 1])
        return any(self._only_region(number) for number in beside)

    def _only_region(self, number: int) -> bool:
        mention = self._text.mentions[number]
        if mention.kind != "place":
            return False
        hits = self._gazetteer.named(mention.evidence.exact)
        largest = max((h.row for h in hits), key=lambda row: row.population, default=None)
        return largest is not None and largest.kind == "region" and all(
            h.row.population * 20 < largest.population for h in hits if h.row.kind == "city"
        )  # fmt: skip

    # --- where ---------------------------------------------------------------------------------------------------

    def _after(self, last: int) -> Iterator[tuple[int, int]]:
        """Names behind a comma, a bracket, `in` or `of`, as tokens: "X, Y", "X (Y)", "X in northern Y"."""
        at = last
        for _ in range(_CHAIN):
            word = self._text.word(at)
            if word in {",", "("} or (at == last and word in _IN) or (at == last and word in self._nouns):
                found = self._named_from(at + 1, near=word in {",", "("})
            else:
                return
            if found is None:
                return
            yield found
            at = found[1]

    def _named_from(self, at: int, *, near: bool) -> tuple[int, int] | None:
        """The name that begins at a token or a few small words later."""
        for first in range(at, min(at + _REACH, len(self._text.lower))):
            number = self._starts.get(first)
            if number is not None:
                return first, self._text.places[number].last
            found = self._division(first) if near and first == at else None
            if found is not None:
                return found
            if self._text.word(first) not in _BETWEEN and self._text.word(first) not in {*_IN, *self._nouns}:
                return None
        return None

    def _division(self, first: int) -> tuple[int, int] | None:
        """A division that is no mention, such as `Tex.`."""
        analysis = self._text.analysis
        if not analysis.text[first][0].isupper():
            return None
        for size in range(_LONGEST, 0, -1):
            last = first + size
            if last <= len(analysis.text) and self._division_ids(" ".join(analysis.text[first:last])):
                return first, last
        return None

    def _before(self, first: int) -> Iterator[tuple[int, int]]:
        """A nationality or owner before the name: "the Syrian city of X", "Syria's X", "Syrian X"."""
        for at in range(first - 1, max(-1, first - _REACH), -1):
            number = self._ends.get(at + 1)
            if number is not None:
                mention, place = self._text.mentions[number], self._text.places[number]
                if mention.kind == "demonym" or self._text.word(at + 1) == "'s":
                    yield place.first, place.last
                return
            word = self._text.word(at)
            small = word in _BETWEEN or word in {"'s", "’s"} or word in self._nouns
            if not small and self._text.analysis.pos[at] not in {"ADJ", "NOUN", "PROPN"}:
                return

    def _meanings(self, first: int, last: int) -> frozenset[str]:
        """The countries and ids of divisions that a name may stand for."""
        country = self._country(first, last)
        name = " ".join(self._text.analysis.text[first:last])
        ids = self._division_ids(name)
        return frozenset((*ids, country)) if country else ids

    def _division_ids(self, name: str) -> frozenset[str]:
        return frozenset(h.row.id for h in self._gazetteer.named(name) if h.row.kind in {"region", "district", "area"})

    def _country(self, first: int, last: int) -> str | None:
        mention = self._mention(first, last)
        if mention is None:
            return None
        if mention.kind in {"country", "demonym"}:
            return mention.value
        return None

    def _mention(self, first: int, last: int) -> Mention | None:
        number = self._ends.get(last)
        return None if number is None or self._text.places[number].first > first else self._text.mentions[number]

    def _near(self, sentence: int) -> frozenset[str]:
        """The countries of a sentence and those before it."""
        around = range(sentence - _TOWARDS, sentence + 1)
        return frozenset(code for n in around for code in self._countries.get(n, ()))
