"""Places that the language model took for something else, cut short or missed.

The gazetteer alone proves nothing, since towns bear the names of persons, firms and common words. What counts is how
the text speaks of a name: "the town of X", "X, Ohio", "in X". A name that is a place once is one in the whole report.
"""

from __future__ import annotations

from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.mentions.metonyms import PLACE_VERBS
from onrecord.mentions.tokens import Found, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.lexicon import Lexicon, Match
    from onrecord.lexicon.gazetteer import GazetteerRow, Hit
    from onrecord.lexicon.schema import PlaceWord
    from onrecord.model import Name


class Sign(IntEnum):
    """How far the words around a name speak for a place."""

    NONE = 0
    THE = 1  # in the X, along the X
    WAY = 2  # from X, to X, at X
    IN = 3  # in X, near X
    SURE = 4  # the town of X; X province; X, Ohio


_IN = frozenset(("in", "near", "outside", "around", "throughout", "across", "inside"))
_WAY = frozenset(("from", "to", "at", "of", "over", "towards", "toward", "into", "through", "along", "on", "off"))
#: What one has in somebody.
_HELD_IN = frozenset((
    "confidence", "trust", "faith", "belief", "interest", "believe", "hope", "invest", "investment", "share", "stake",
    "minister", "role", "disappointed", "confident", "job",
))  # fmt: skip
_GUESSES = frozenset(("model-org", "model-group", "model-person", "surname", "given-name", "short-name", "name-alone"))
_PLACES = frozenset(("place", "country"))
_FREE = frozenset(("role", "pronoun"))
_STATES = frozenset(("country", "demonym", "capital"))
_SITES = frozenset(("site", "base", "camp", "crossing", "port", "airport"))
_DIVISIONS = frozenset(("country", "region", "district", "area", "island"))
_KNOWN = 200_000  # inhabitants of a city that is named without saying where it is
_MANY = 1_000_000  # inhabitants of a division whose name stands alone
_LONGEST = 5  # tokens of a place's name
_PARTICLES = frozenset(("de", "del", "la", "las", "los", "al", "el", "of", "du", "da", "do", "the", "kwa", "sur", "le"))
_SHORTEST = 3  # letters


class Toponyms:
    """Judges the names of one text.

    Args:
        tokens: the text.
        matches: all matches of the lexicon.
        lexicon: the gazetteer, and nouns for places.
    """

    def __init__(self, tokens: Tokens, matches: Sequence[Match], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._gazetteer = lexicon.gazetteer
        self._nouns = lexicon.place_words
        self._countries = {m.entry.code for m in matches if m.entry.family in _STATES}
        self._nationalities = {m.entry.code for m in matches if m.entry.family in {"demonym", "capital"}}
        self._given = lexicon.given_names
        self._titled = {m.last for m in matches if m.entry.family == "title"}

    # --- names that were found -----------------------------------------------------------------------------------

    def settled(self, persons: Sequence[Found], others: Sequence[Found]) -> tuple[list[Found], list[Found]]:
        """Persons and other names, those that are places made places, and places that were cut short made whole."""
        sites = list(self._sites())
        apart = {at for site in sites for at in range(site.first, site.last)}
        persons = [p for p in persons if p.rule not in _GUESSES or apart.isdisjoint(range(p.first, p.last))]
        others = [o for o in others if o.entry or apart.isdisjoint(range(o.first, o.last))]
        known = {self._text(f) for f in others if f.kind in _PLACES and not f.metonym}
        self._countries |= {h.row.country for name in known for h in self._gazetteer.named(name) if self._is_city(h)}
        surnames = {self._tokens.text[p.last - 1] for p in persons if p.last - p.first > 1}
        others = [part for o in others for part in self._parts(o)]
        guesses = [f for f in (*persons, *others) if f.rule in _GUESSES]
        said = {self._text(f) for f in guesses if self._is_place(f, surnames)}
        joined = {self._text(f) for f in guesses if f.kind != "person" and self._beside(f, said | known)}
        places = said | joined
        places -= self._spoken(persons, places)
        divisions = self._divisions(others)
        kept = [p for p in persons if not (p.rule in _GUESSES and self._is_one(p, places))]
        turned = [self._turned(f) for f in guesses if f.kind == "person" and self._is_one(f, places)]
        named = [self._turned(f) if f.rule in _GUESSES and self._text(f) in places else f for f in others]
        named = [self._turned(f) if f.kind == "country" and self._text(f) in divisions else f for f in named]
        return kept, [self._whole(f) for f in (*named, *turned, *sites)]

    def _parts(self, found: Found) -> list[Found]:
        """`Kharkiv, Odesa`, which the model took for one name, as the places that both are."""
        commas = [at for at in range(found.first, found.last) if self._tokens.text[at] == ","]
        if found.rule not in _GUESSES or not commas:
            return [found]
        edges = [found.first - 1, *commas, found.last]
        spans = [(a + 1, b) for a, b in pairwise(edges) if a + 1 < b]
        hits = [self._hits(*span) for span in spans]
        if len(spans) < 2 or not all(hits) or not any(map(self._fits, hits)):  # noqa: PLR2004 - names
            return [found]
        return [Found(first, last, "place", "gazetteer-place") for first, last in spans]

    def _is_one(self, person: Found, places: set[str]) -> bool:
        """Whether a supposed person is a place, by its name or since it alone stands before its division."""
        return self._text(person) in places or (
            self._tokens.word(person.last) == "," and self._within(*self._bare(person))
        )

    def _sites(self) -> Iterator[Found]:
        """Names of the gazetteer that end in a common noun: "the Rafah crossing"."""
        tokens, end = self._tokens, -1
        for at, word in enumerate(tokens.lower):
            if word not in self._nouns or not _SITES.intersection(self._nouns[word].kinds):
                continue
            for first in range(max(tokens.begins[at], at - _LONGEST, end), at):
                if tokens.text[first][0].isupper() and tokens.lower[first] != "the" and self._has_site(first, at + 1):
                    yield Found(first, at + 1, "place", "gazetteer-place")
                    end = at + 1
                    break

    def _has_site(self, first: int, last: int) -> bool:
        return any(h.row.kind in _SITES for h in self._hits(first, last))

    def _is_place(self, found: Found, surnames: set[str]) -> bool:
        first, last = self._bare(found)
        sign, hits = self.sign(first, last), self._hits(first, last)
        if found.kind == "person":
            return self._is_no_person(found, sign, hits, surnames)
        if sign is Sign.SURE:
            return bool(hits) or self._after_noun(first, last)
        return (sign is Sign.IN and bool(hits)) or (sign is Sign.WAY and self._fits(hits)) or self._is_ours(hits, sign)

    def _is_no_person(self, found: Found, sign: Sign, hits: Sequence[Hit], surnames: set[str]) -> bool:
        first, last = self._bare(found)
        if first in self._titled or (last - first == 1 and self._tokens.text[first] in surnames):
            return False
        given = self._tokens.text[first] in self._given
        if sign is Sign.SURE:
            return bool(hits) or not (given and last - first > 1)
        if sign is Sign.IN:
            own = any(not h.further or h.row.population >= _KNOWN for h in hits)
            return self._fits(hits) or (own and not (given and last - first > 1))
        return not given and (self._is_ours(hits, sign) or any(self._is_city(h) and self._fits((h,)) for h in hits))

    def _is_ours(self, hits: Sequence[Hit], sign: Sign) -> bool:
        """Whether a name is only that of a site, strait or the like, and the text speaks so or names its country."""
        return bool(hits) and (sign > Sign.NONE or self._fits(hits)) and all(not h.row.id.isdecimal() for h in hits)

    def _is_city(self, hit: Hit) -> bool:
        return hit.row.kind == "city" and hit.row.population >= _KNOWN and not hit.further

    def _divisions(self, others: Sequence[Found]) -> set[str]:
        """Names of countries that stand for another state's division or town: "Macon, Georgia", "Peru, Indiana"."""
        return {self._text(f) for f in others if f.kind == "country" and not f.metonym and self._is_division(f, others)}

    def _is_division(self, found: Found, others: Sequence[Found]) -> bool:
        first, last = self._bare(found)
        if self._tokens.word(last) == "," and self._within(first, last):
            return True
        rows = [h.row for h in self._hits(first, last) if h.row.kind == "region" and h.row.population >= _MANY]
        return any(r.country != found.value and self._speaks_for(r, first, found.value or "", others) for r in rows)

    def _speaks_for(self, row: GazetteerRow, first: int, country: str, others: Sequence[Found]) -> bool:
        """Whether a town of the division stands before its name, or the text names others of its state and no other."""
        tokens, start = self._tokens, max(self._tokens.begins[first], first - 1 - _LONGEST)
        if tokens.word(first - 1) == ",":
            before = (self._hits(at, first - 1) for at in range(start, first - 1) if tokens.text[at][0].isupper())
            if any(h.row.region == row.id for hits in before for h in hits):
                return True
        if not self._countries <= {row.country, country} or country in self._nationalities:
            return False
        places = (self._hits(*self._bare(f)) for f in others if f.kind == "place")
        return any(h.row.kind == "region" and h.row.country == row.country for hits in places for h in hits)

    def _spoken(self, persons: Sequence[Found], texts: set[str]) -> set[str]:
        """Those of some names that a person bears all the same: with a title, or as the subject of a verb of saying."""
        a, spoken = self._tokens.analysis, set()
        for p in (p for p in persons if self._text(p) in texts):
            head = self._tokens.head_of(p.first, p.last)
            says = a.dep[head] == "nsubj" and a.lemma[a.head[head]] in {"say", "tell", "add", "ask", "reply"}
            if says or p.first in self._titled or p.rule == "title":
                spoken.add(self._text(p))
        return spoken

    def _beside(self, found: Found, places: set[str]) -> bool:
        """Joined by `and` or a comma to a place, and a place of a country that the text names."""
        first, last = self._bare(found)
        word, text = self._tokens.word, self._tokens.text
        near = [text[last + 1]] if word(last) in {"and", ","} and last + 1 < len(text) else []
        near += [text[first - 2]] if word(first - 1) in {"and", ","} and first > 1 else []
        starts = {name.split()[0] for name in places} | {name.split()[-1] for name in places}
        return not starts.isdisjoint(near) and self._fits(self._hits(first, last))

    def _turned(self, found: Found) -> Found:
        return Found(found.first, found.last, "place", "gazetteer-place")

    def _whole(self, found: Found) -> Found:
        """`Beida` of "Goz Beida": a place with the capitalised words beside it, where the gazetteer knows the whole."""
        if found.kind != "place" or found.entry is not None:
            return found
        first, last = self._bare(found)
        begin = self._tokens.begins[first]
        for start in range(max(begin, first - 2), first):
            if self._is_name(start, last) and any(not h.further for h in self._hits(start, last)):
                return found._replace(first=start, rule="gazetteer-place")
        return found

    # --- names that were not ---------------------------------------------------------------------------------------

    def missed(self, found: Iterable[Found]) -> Iterator[Found]:
        """Places in words that no name covers: those that the model names, and those that the text speaks of so."""
        taken: set[int] = set()
        known: set[str] = set()
        for f in found:
            if f.kind not in _FREE:
                taken.update(range(f.first, f.last))
            if f.kind == "place":
                known.add(self._text(f))
        for name in self._tokens.analysis.names:
            if name.label in {"GPE", "LOC"} and taken.isdisjoint(range(name.first, name.last)):
                place = self._of_model(name)
                if place is not None:
                    taken.update(range(place.first, place.last))
                    known.add(self._text(place))
                    yield place
        at = 0
        while at < len(self._tokens):
            last = self._missed_at(at, taken, known)
            if last > at:
                yield Found(at, last, "place", "gazetteer-place")
            at = max(last, at + 1)

    def _of_model(self, name: Name) -> Found | None:
        first, last = self._bare(Found(name.first, name.last, "place", ""))
        return Found(first, last, "place", "model-place") if first < last and self._is_name(first, last) else None

    def _missed_at(self, first: int, taken: set[int], known: set[str]) -> int:
        """Where a place that begins at a token ends; `first` when there is none."""
        tokens = self._tokens
        if first in taken or not tokens.text[first][0].isupper() or len(tokens.text[first]) < _SHORTEST:
            return first
        if self._continues(first - 1) and tokens.begins[first] < first:
            return first
        for last in range(min(first + _LONGEST, tokens.ends[first]), first, -1):
            if not taken.isdisjoint(range(first, last)) or not self._is_name(first, last) or self._continues(last):
                continue
            if " ".join(tokens.text[first:last]) in known or self._is_meant(first, last, known):
                return last
        return first

    def _is_meant(self, first: int, last: int, known: set[str]) -> bool:
        """Whether the text speaks of a name as of a place, or joins it to one."""
        tokens, hits = self._tokens, self._hits(first, last)
        sign = self.sign(first, last) if hits else Sign.NONE
        if sign >= Sign.IN or (sign is Sign.WAY and self._fits(hits) and not hits[0].further):
            return True
        beside = tokens.word(first - 1) in {",", "(", "and"} and first > 1
        joined = beside and (self._is_great(hits) or (tokens.text[first - 2] in known and self._fits(hits)))
        return joined or self._is_ours(hits, sign)

    def _continues(self, at: int) -> bool:
        """Whether a token goes on with a name."""
        tokens = self._tokens
        if not 0 <= at < len(tokens) or tokens.lower[at] in self._nouns:
            return False
        return tokens.analysis.pos[at] in {"PROPN", "ADJ", "ADV", "NOUN"} and tokens.text[at][0].isupper()

    # --- signs ---------------------------------------------------------------------------------------------------

    def sign(self, first: int, last: int) -> Sign:
        """How far the words around tokens `[first, last)` speak for a place."""
        tokens, a = self._tokens, self._tokens.analysis
        before = first - 1 - (tokens.word(first - 1) == "the")
        if self._after_noun(first, last) or self._before_noun(first, last) or self._within(first, last):
            return Sign.SURE
        at = tokens.head_of(first, last)
        if a.dep[at] == "dobj" and a.lemma[a.head[at]] in PLACE_VERBS:
            return Sign.IN
        if a.dep[at] not in {"pobj", "conj", "appos", "npadvmod", "compound", "dep"}:
            return Sign.NONE
        if tokens.word(last) in {"'s", "'"} or a.pos[min(last, len(tokens) - 1)] == "NOUN":
            return Sign.NONE
        word = tokens.word(before)
        if word in _IN and before >= tokens.begins[first]:
            held = a.lemma[a.head[before]].lower() in _HELD_IN
            return Sign.NONE if held else Sign.THE if before < first - 1 else Sign.IN
        return (Sign.THE if before < first - 1 else Sign.WAY) if word in _WAY else Sign.NONE

    def _after_noun(self, first: int, last: int) -> bool:
        """`the town of X`, `the island X`; after a noun that others have too, X is a place of that kind."""
        at = first - 1 - (self._tokens.word(first - 1) == "of")
        row = self._noun(at)
        if row is None or (at == first - 1 and not self._tokens.text[at].islower()):
            return False
        return row.telling or (at < first - 1 and any(h.row.kind in row.kinds for h in self._hits(first, last)))

    def _before_noun(self, first: int, last: int) -> bool:
        """`X province`, `X County`."""
        after, own = self._noun(last), self._noun(last - 1)
        if after is not None and after.telling:
            return True
        return own is not None and own.telling and last - first > 1 and self._tokens.text[last - 1].istitle()

    def _noun(self, at: int) -> PlaceWord | None:
        """The common noun for places at a token, in the singular or plural."""
        word = self._tokens.word(at)
        base = word[:-1] if word.endswith("s") and word not in self._nouns else word
        return self._nouns.get(base[:-2] + "y" if base.endswith("ie") else base)

    def _within(self, first: int, last: int) -> bool:
        """`X, Ohio`, `X in Ohio`: a country or division in which a place of the name lies."""
        word, end = self._tokens.word, self._tokens.ends[first]
        at = last + (word(last) == ",")
        at += word(at) == "in"
        if at == last or at >= end:
            return False
        ids = self._meanings(at)
        return bool(ids) and any(not ids.isdisjoint((h.row.country, h.row.region)) for h in self._hits(first, last))

    def _meanings(self, first: int) -> set[str]:
        """Ids of the divisions and codes of the countries whose name begins at a token."""
        for last in range(min(first + 3, self._tokens.ends[first]), first, -1):
            if self._tokens.text[first][0].isupper():
                rows = [h.row for h in self._hits(first, last) if h.row.kind in _DIVISIONS]
                if rows:
                    return {r.id for r in rows} | {r.country for r in rows if r.kind == "country"}
        return set()

    # --- names ---------------------------------------------------------------------------------------------------

    def _hits(self, first: int, last: int) -> tuple[Hit, ...]:
        return self._gazetteer.named(" ".join(self._tokens.text[first:last]))

    def _fits(self, hits: Sequence[Hit]) -> bool:
        """Whether one of some places lies in a country that the text names."""
        return any(h.row.country in self._countries for h in hits)

    def _is_great(self, hits: Sequence[Hit]) -> bool:
        """Whether one of some places is a great division of a country that the text names."""
        great = (h.row for h in hits if h.row.kind in {"region", "area", "island"} and h.row.population >= _MANY)
        return any(row.country in self._countries for row in great)

    def _is_name(self, first: int, last: int) -> bool:
        words = self._tokens.text[first:last]
        if not words[0][0].isupper() or not words[-1][0].isupper():
            return False
        return all(w[0].isupper() or w in _PARTICLES or w == "-" for w in words)

    def _bare(self, found: Found) -> tuple[int, int]:
        """The tokens of a name without its article."""
        first = found.first
        return (first + 1 if self._tokens.lower[first] == "the" and found.last - first > 1 else first), found.last

    def _text(self, found: Found) -> str:
        first, last = self._bare(found)
        return " ".join(self._tokens.text[first:last])
