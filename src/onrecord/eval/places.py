"""How well places are found and told apart, against gold files of toponyms with coordinates.

A gold file has one JSON object a line: `doc_id`, `text` and `places`, each with `start` and `end` (half-open, in code
points of `text`) and, where known, `lat` and `lon`, `country` (ISO 3166-1 alpha-3) and `is_country`. Distances are not
scored for countries. `title` and `published` are read when there.
"""

from __future__ import annotations

import math
import statistics
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord import lexicon as lexicons
from onrecord.entities.places import place_of
from onrecord.eval.gold import read_documents, read_gold
from onrecord.model import Failure, Record
from onrecord.pipeline import Pipeline, standard_stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.config import Config
    from onrecord.lexicon.gazetteer import Gazetteer
    from onrecord.model import Entity, Mention

#: A place is right when it is no farther off: 100 miles, the measure of the field.
NEAR_KM = 161.0

_EARTH_KM = 12742.0  # diameter


class GoldPlace(Struct, frozen=True):
    """A toponym."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    is_country: bool = False


class GoldPlaces(Struct, frozen=True):
    """One line of a gold file."""

    doc_id: str
    text: str
    places: list[GoldPlace]


class FoundPlace(Struct, frozen=True):
    """A place as found."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    country: str | None


class FoundPlaces(Struct, frozen=True):
    """The places found in one report: a line of the predictions."""

    doc_id: str
    places: list[FoundPlace]


class PlacesMiss(Struct, frozen=True):
    """A toponym that was not found, or taken for another place: what was wanted and found."""

    doc_id: str
    words: str
    start: int
    wanted: str
    found: str


class PlacesReport(Struct, frozen=True):
    """What an evaluation found.

    Attributes:
        documents: how many were scored.
        failures: documents that could not be read; all their toponyms count as missed.
        toponyms: how many the gold file has.
        precision: share of the found spans that overlap a toponym.
        recall: share of the toponyms that a found span overlaps.
        country_of_found: share of those found whose country is right.
        country_of_all: the same of all toponyms with a country.
        near_of_found: share of those found, countries aside, that are placed within `NEAR_KM`.
        near_of_all: the same of all.
        median_km: how far off those found are; None when there is none.
    """

    documents: int
    failures: tuple[Failure, ...]
    toponyms: int
    precision: float
    recall: float
    country_of_found: float
    country_of_all: float
    near_of_found: float
    near_of_all: float
    median_km: float | None
    predictions: tuple[FoundPlaces, ...]
    misses: tuple[PlacesMiss, ...]


def run(gold: Path, *, config: Config) -> PlacesReport:
    """Read every document of a gold file and score the places found.

    Raises:
        EvalError: the file is not there or a line is not of the form.
    """
    wanted = list(read_gold(gold, GoldPlaces))
    outcomes = Pipeline(config, stages=standard_stages(config, upto="entities")).pipe(
        read_documents(wanted, gold, config)
    )
    gazetteer = lexicons.load([Path(p) for p in config.lexicon]).gazetteer
    failures: list[Failure] = []
    found: list[FoundPlaces] = []
    for row, outcome in zip(wanted, outcomes, strict=True):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        places = [] if isinstance(outcome, Failure) else list(found_places(outcome, gazetteer))
        found.append(FoundPlaces(row.doc_id, places))
    return score(wanted, found, tuple(failures))


def found_places(record: Record, gazetteer: Gazetteer) -> Iterator[FoundPlace]:
    """The places of a record, those inside longer ones left out; a seat of government is the city, not the state."""
    owner = {m: entity for entity in record.entities for m in entity.mentions}
    end = -1
    for mention in sorted(record.mentions, key=lambda m: (m.evidence.span.start, -m.evidence.span.end)):
        entity = owner.get(mention.id)
        if entity is None or mention.evidence.span.end <= end or not _is_place(mention, entity):
            continue
        span, place = mention.evidence.span, place_of(mention, entity, gazetteer)
        start = span.start + (4 if mention.evidence.exact[:4].lower() == "the " else 0)
        country = place.country if place and place.country else entity.country
        yield FoundPlace(
            start, span.end, place.latitude if place else None, place.longitude if place else None, country
        )
        end = span.end


def _is_place(mention: Mention, entity: Entity) -> bool:
    """Whether a mention names a place itself: neither a nationality nor a common noun that points back at one."""
    if mention.provenance.rule.startswith("pointing"):
        return False
    region = mention.kind == "group" and entity.place is not None and (entity.ref or "").startswith("bloc:")
    return region or mention.kind in {"country", "place"}


# --- scores ---------------------------------------------------------------------------------------------------------


def score(gold: Sequence[GoldPlaces], found: Sequence[FoundPlaces], failures: tuple[Failure, ...]) -> PlacesReport:
    """Compare places document by document; each found one answers for one toponym, that which it overlaps most."""
    pairs: list[tuple[GoldPlaces, GoldPlace, FoundPlace | None]] = []
    for row, places in zip(gold, found, strict=True):
        pairs += [(row, place, answer) for place, answer in _matched(row.places, places.places)]
    with_country = [(g, f) for _, g, f in pairs if g.country]
    placed = [(g, f) for _, g, f in pairs if g.lat is not None and not g.is_country]
    country = [g.country == f.country for g, f in with_country if f]
    distances = [distance(g, f) for g, f in placed if f]
    near = [km <= NEAR_KM for km in distances]
    hits = sum(f is not None for _, _, f in pairs)
    return PlacesReport(
        documents=len(gold),
        failures=failures,
        toponyms=len(pairs),
        precision=_share(hits, sum(len(p.places) for p in found)),
        recall=_share(hits, len(pairs)),
        country_of_found=_share(sum(country), len(country)),
        country_of_all=_share(sum(country), len(with_country)),
        near_of_found=_share(sum(near), len(near)),
        near_of_all=_share(sum(near), len(placed)),
        median_km=round(statistics.median(distances), 1) if distances else None,
        predictions=tuple(found),
        misses=tuple(_misses(pairs)),
    )


def distance(gold: GoldPlace, found: FoundPlace) -> float:
    """Kilometres between two places on a sphere; half the equator when one has no coordinates."""
    if gold.lat is None or gold.lon is None or found.lat is None or found.lon is None:
        return _EARTH_KM * math.pi / 2
    a, b, c, d = map(math.radians, (gold.lat, gold.lon, found.lat, found.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _matched(gold: Sequence[GoldPlace], found: Sequence[FoundPlace]) -> Iterator[tuple[GoldPlace, FoundPlace | None]]:
    free = list(found)
    for place in gold:
        overlaps = [(min(place.end, f.end) - max(place.start, f.start), -n) for n, f in enumerate(free)]
        most, at = max(overlaps, default=(0, 0))
        yield place, free.pop(-at) if most > 0 else None


def _misses(pairs: Sequence[tuple[GoldPlaces, GoldPlace, FoundPlace | None]]) -> Iterator[PlacesMiss]:
    for row, place, answer in pairs:
        far = (
            answer is not None and place.lat is not None and not place.is_country and distance(place, answer) > NEAR_KM
        )
        if answer is None or far or (place.country and place.country != answer.country):
            words = row.text[place.start : place.end]
            yield PlacesMiss(row.doc_id, words, place.start, _told(place), _told(answer) if answer else "nothing")


def _told(place: GoldPlace | FoundPlace) -> str:
    return f"{place.country or '-'} {place.lat} {place.lon}"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def to_rows(report: PlacesReport) -> list[dict[str, float | str | None]]:
    """The figures as rows for printing: measure and value."""
    names = ("precision", "recall", "country_of_found", "country_of_all", "near_of_found", "near_of_all", "median_km")
    values = ((name, getattr(report, name)) for name in names)
    return [
        {"measure": name, "value": None if value is None else round(value, 4)} for name, value in values
    ]  # fmt: skip
