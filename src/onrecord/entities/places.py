"""Which place of the gazetteer a name stands for.

Many places share a name. What the text says with the name decides ("Paris, Texas", "the Syrian city of Hama", "Tripoli
in northern Lebanon", "the province of"); then the countries and divisions that the text names, most those nearest; then
the other places of the text; then how many live there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.entities.draft import Draft
from onrecord.entities.place_words import PlaceWords, Told
from onrecord.entities.things import without_article
from onrecord.model import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.entities.text import Text
    from onrecord.lexicon import Lexicon
    from onrecord.lexicon.gazetteer import Gazetteer, GazetteerRow, Hit
    from onrecord.model import Entity, Mention

#: What each kind of evidence counts for, in powers of ten of inhabitants.
_SAID_WITH = 6.0
_OF_KIND, _NOT_OF_KIND = 1.5, -1.5
_CAPITAL = 1.0
_CITY = 1.0
_DISTRICT = -0.7
_FURTHER = -0.8
_COUNTRY_NAMED, _COUNTRY_SHARE = 1.5, 1.5
_COUNTRY_NEAR = 0.7
_REGION_NAMED = 1.5
_SAME_COUNTRY, _SAME_REGION, _CLOSE = 1.5, 1.0, 1.0
_AMONG_REGIONS = 2.5
_CLOSE_KM = 150.0
_KM_A_DEGREE = 111.0

_SURE = 1.2  # ahead of the next by so much, a place is used to tell others
_DEMONYM, _SEAT = 0.6, 0.6  # what a nationality or a capital counts for beside a country
_MAIN = 0.6  # share of the countries named by which a place that nobody knows is in one of them
_OBSCURE = 100_000  # inhabitants of a town that is not meant without anything that speaks for it
_UNKNOWN_PLACE = 1000  # inhabitants that every place has at least
_DIVISIONS = frozenset(("region", "district"))
_LAND = frozenset(("continent", "country", "region", "area"))
_OF_STATES = frozenset(("continent", "area"))  # what a group of states may be, and no division of one ("the West")


class Named(NamedTuple):
    """A name with what its mentions tell.

    Attributes:
        draft: the entity in the making.
        hits: the places of that name.
        told: what the words around its mentions say.
    """

    draft: Draft
    hits: tuple[Hit, ...]
    told: tuple[Told, ...]


class Places:
    """Finds the places of a document's entities.

    Args:
        text: the mentions.
        drafts: all entities.
        lexicon: what is known.
    """

    def __init__(self, text: Text, drafts: Sequence[Draft], lexicon: Lexicon) -> None:
        self._text = text
        self._gazetteer = lexicon.gazetteer
        self._capitals = {
            (c.iso3, without_article(name)) for c in lexicon.countries.values() for name in (*c.capitals, c.name)
        }
        self._words = PlaceWords(text, lexicon)
        self._found: dict[int, Place] = {}
        self._told = {id(d): tuple(self._words.told(n) for n in d.members) for d in drafts if d.kind == "place"}
        self._named = [self._look_up(d) for d in drafts if d.kind == "place"]
        self._shares = self._count_countries()
        self._sure: dict[str, list[tuple[Named, GazetteerRow]]] = {}
        self._resolve()
        for draft in drafts:
            if draft.kind == "country" or (draft.ref or "").startswith("bloc:"):
                self._whole(draft)

    # --- what is asked -------------------------------------------------------------------------------------------

    def of(self, draft: Draft) -> Place | None:
        """The place of a place, country or region of the world, if the gazetteer has it."""
        return self._found.get(id(draft))

    def country_of(self, draft: Draft) -> str | None:
        """The country of a place.

        Of one that the gazetteer does not have it is the country named with it, else the one that the text is about.
        """
        told = self.country_told(draft)
        if told is not None or self.of(draft) is not None:
            return told
        (main, share) = max(self._shares.items(), key=lambda item: item[1], default=(None, 0.0))
        return main if share >= _MAIN else None

    def country_told(self, draft: Draft) -> str | None:
        """The country of a place that the gazetteer has, or beside which one is named."""
        place = self.of(draft)
        if place is not None:
            return place.country or draft.country
        codes = [code for told in self._told.get(id(draft), ()) for code in told.countries]
        return codes[0] if codes else draft.country

    def country_named(self, name: str) -> str | None:
        """The country of a place that is named outside the text's sentences, as a dateline does."""
        ranked = self._ranked(Named(Draft("place", name.title()), self._gazetteer.named(name), ()))
        return (ranked[0][1].country or None) if ranked else None

    def _resolve(self) -> None:
        """Places that are told apart by what is said with them or by a wide margin come first and tell the others."""
        for named in self._named:
            ranked = self._ranked(named)
            if ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _SURE):
                row = ranked[0][1]
                if not self._is_unlikely(named, row):
                    self._sure.setdefault(row.country, []).append((named, row))
        for named in self._named:
            ranked = self._ranked(named)
            if ranked and not self._is_unlikely(named, ranked[0][1]):
                self._found[id(named.draft)] = self._place(ranked)

    def _is_unlikely(self, named: Named, row: GazetteerRow) -> bool:
        """Whether a town lies in a country that nothing else in the text speaks of, while it is about another."""
        if row.kind != "city" or row.population > _OBSCURE or row.country in self._shares or row.country in self._sure:
            return False
        return max(self._shares.values(), default=0.0) >= _MAIN and self._by_words(named, row) < _SAID_WITH

    def _whole(self, draft: Draft) -> None:
        """The place of a country or region of the world, which needs no telling apart."""
        for hit in self._gazetteer.named(draft.name):
            is_it = hit.row.country == draft.country if draft.kind == "country" else hit.row.kind in _OF_STATES
            if is_it and (draft.kind != "country" or hit.row.kind == "country"):
                self._found[id(draft)] = as_place(hit.row, "", score=1.0)
                return

    # --- what is known of each -----------------------------------------------------------------------------------

    def _look_up(self, draft: Draft) -> Named:
        hits = self._gazetteer.named(draft.name)
        if not hits:
            hits = next(filter(None, map(self._gazetteer.named, self._words.variants(draft.name))), ())
        return Named(draft, hits, self._told[id(draft)])

    def _count_countries(self) -> dict[str, float]:
        """Each country's share of all that the text names, itself, by a nationality or by its government's seat."""
        counts: defaultdict[str, float] = defaultdict(float)
        for mention in self._text.mentions:
            if mention.kind == "country" and mention.value:
                counts[mention.value] += _SEAT if mention.metonym else 1
            elif mention.kind == "demonym" and mention.value:
                counts[mention.value] += _DEMONYM
        total = sum(counts.values())
        return {code: count / total for code, count in counts.items()}

    # --- which it is ---------------------------------------------------------------------------------------------

    def _ranked(self, named: Named) -> list[tuple[float, GazetteerRow]]:
        scored = [(self._score(named, hit), hit.row) for hit in named.hits]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1].id))

    def _score(self, named: Named, hit: Hit) -> float:
        row = hit.row
        score = math.log10(row.population + _UNKNOWN_PLACE)
        score += _DISTRICT if row.kind == "district" else 0.0 if row.kind in _LAND else _CITY
        if hit.further and row.kind not in _DIVISIONS and not row.id.startswith("o:"):
            score += _FURTHER
        if (row.country, named.draft.name) in self._capitals:
            score += _CAPITAL
        score += self._by_words(named, row) + self._by_countries(named, row)
        return score + self._by_places(named, row)

    def _by_words(self, named: Named, row: GazetteerRow) -> float:
        """What is said with the name."""
        score = 0.0
        for told in named.told:
            if told.kinds:
                score += _OF_KIND if row.kind in told.kinds else _NOT_OF_KIND
            within = {row.country, row.region, row.district} - {"", row.id}
            score += sum(_SAID_WITH for group in told.within if not within.isdisjoint(group))
            if told.among_regions and row.kind == "region":
                score += _AMONG_REGIONS
        return max(-_SAID_WITH, min(2 * _SAID_WITH, score))

    def _by_countries(self, named: Named, row: GazetteerRow) -> float:
        """Whether the text is about its country."""
        share = self._shares.get(row.country, 0.0)
        if not share:
            return 0.0
        near = any(row.country in told.near for told in named.told)
        return _COUNTRY_NAMED + _COUNTRY_SHARE * share + (_COUNTRY_NEAR if near else 0.0)

    def _by_places(self, named: Named, row: GazetteerRow) -> float:
        """What the other places of the text tell, each kind of nearness once."""
        sure = self._sure.get(row.country, ()) if row.country else ()
        others = [other for by, other in sure if by is not named and other.id != row.id]
        if not others:
            return 0.0
        score = _SAME_COUNTRY * len(others) / sum(map(len, self._sure.values()))
        if row.kind == "region":
            score += _SAME_REGION if any(other.region == row.id for other in others) else 0.0
        elif row.kind not in _LAND:
            if row.region and any(other.id == row.region for other in others):
                score += _REGION_NAMED
            elif row.region and any(other.region == row.region for other in others):
                score += _SAME_REGION
            if any(_near(row, other) for other in others):
                score += _CLOSE
        return score

    def _place(self, ranked: Sequence[tuple[float, GazetteerRow]]) -> Place:
        (best, row), *others = ranked
        rivals = [score for score, other in others if not (_near(row, other) and other.country == row.country)]
        ahead = best - rivals[0] if rivals else _SAID_WITH
        return as_place(row, self._gazetteer.name(row.region), score=round(1 / (1 + math.exp(-1.5 * ahead)), 2))


def place_of(mention: Mention, entity: Entity, gazetteer: Gazetteer) -> Place | None:
    """The place of one mention of an entity.

    It is the entity's, save where the mention's own words name a part of a country ("Scotland"), or the seat of its
    government.
    """
    if entity.kind != "country" or entity.place is None:
        return entity.place
    name = without_article(mention.evidence.exact)
    rows = [h.row for h in gazetteer.named(name) if h.row.country == entity.country]
    if any(row.kind == "country" for row in rows):
        return entity.place
    kinds = ("city", "region") if mention.metonym else ("region", "area", "city")
    found = sorted((r for r in rows if r.kind in kinds), key=lambda r: (kinds.index(r.kind), -r.population))
    return as_place(found[0], gazetteer.name(found[0].region), score=1.0) if found else entity.place


def as_place(row: GazetteerRow, region: str, *, score: float) -> Place:
    """A row of the gazetteer as findings tell it."""
    return Place(
        name=row.name,
        kind=row.kind,
        latitude=row.latitude,
        longitude=row.longitude,
        country=row.country,
        region=region,
        geonames=int(row.id) if row.id.isdecimal() else None,
        score=score,
    )


def _near(one: GazetteerRow, other: GazetteerRow) -> bool:
    """Whether two places lie within `_CLOSE_KM` of each other, on a map that is flat around them."""
    north = (one.latitude - other.latitude) * _KM_A_DEGREE
    turn = (one.longitude - other.longitude + 180) % 360 - 180
    east = turn * _KM_A_DEGREE * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return math.hypot(north, east) <= _CLOSE_KM
