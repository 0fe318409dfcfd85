"""Who is tied to whom, and what is where, as rows: the tables `ties` and `spots`, each row made from the record alone.

Networks and maps count these rows along an index, where they would otherwise look up each finding's entities.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct

from onrecord.store.rows import days, entity_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.model import Date, Entity, Event, Record, Statement

#: What countries or actors are to each other.
TieKind = Literal["speaks_about", "acts_on"]


class TieRow(Struct, frozen=True):
    """A row of table `ties`: one of those who say or do a finding, and one of those it is about or done to.

    Statements that were made and events that are asserted have rows; a day is empty where none is known.

    Attributes:
        unit: `actor` or `country`, which both ends are.
        kind: of a statement `speaks_about`, of an event `acts_on`.
        source: `entity_key` of an actor, or a country code; empty, with `target`, once for a finding of which one
            side's country is not known.
        target: the same of the other end.
        document_id: the finding's report.
        position: the finding's within that.
        parts: how many scores `score` is the sum of.
        score: of the stances towards the target, or the event's.
        support: 1 when a stance towards the target is above 0.
        oppose: 1 when one is below 0.
        quad: of an event.
        first_day: of the finding.
        last_day: of the finding.
    """

    unit: str
    kind: str
    source: str
    target: str
    document_id: str
    position: int
    parts: int
    score: float
    support: int
    oppose: int
    quad: str
    first_day: str
    last_day: str

    @property
    def id(self) -> str:
        """What the row is called where it is not as it should be."""
        return f"{self.document_id} tie of {self.kind} {self.position}: {self.source} to {self.target}"


class SpotRow(Struct, frozen=True):
    """A row of table `spots`: a place or a country of a finding.

    Attributes:
        counted: `events` for where an asserted event happened, `about` for what a statement is about that was made.
        unit: `place`, of those that the gazetteer knows; or `country`, also of people and bodies.
        place: the gazetteer's name; empty for a country.
        country: its code; empty where a place has none.
        document_id: the finding's report.
        position: the finding's within that.
        latitude: degrees north; None for a country.
        longitude: degrees east.
        first: 1 on one row of each finding and unit, so that findings can be counted.
        quad: of an event.
        first_day: of the finding; empty where none is known.
        last_day: of the finding.
    """

    counted: str
    unit: str
    place: str
    country: str
    document_id: str
    position: int
    latitude: float | None
    longitude: float | None
    first: int
    quad: str
    first_day: str
    last_day: str

    @property
    def id(self) -> str:
        """What the row is called where it is not as it should be."""
        return f"{self.document_id} spot of {self.counted} {self.position}: {self.place or self.country}"


class _Finding(NamedTuple):
    """What the rows of a finding have in common; `quad` is empty for a statement."""

    document_id: str
    position: int
    quad: str
    first_day: str
    last_day: str


def tie_rows(record: Record) -> list[TieRow]:
    """The ties of a record's statements, then of its events."""
    entities = {e.id: e for e in record.entities}
    rows: list[TieRow] = []
    for statement, finding in _said(record):
        rows += _of_statement(statement, finding, entities)
    for event, finding in _happened(record):
        rows += _of_event(event, finding, entities)
    return rows


def spot_rows(record: Record) -> list[SpotRow]:
    """The places and countries of a record's events, then of its statements."""
    entities = {e.id: e for e in record.entities}
    rows: list[SpotRow] = []
    for event, finding in _happened(record):
        if event.place in entities:
            rows += _spots("events", [entities[event.place]], finding)
    for statement, finding in _said(record):
        rows += _spots("about", [entities[i] for i in statement.about if i in entities], finding)
    return rows


def _said(record: Record) -> Iterator[tuple[Statement, _Finding]]:
    doc = record.document
    for position, statement in enumerate(record.statements):
        if not statement.negated:
            yield statement, _Finding(doc.id, position, "", *_days(statement.said_on, doc.published))


def _happened(record: Record) -> Iterator[tuple[Event, _Finding]]:
    doc = record.document
    for position, event in enumerate(record.events):
        if event.modality == "asserted":
            yield event, _Finding(doc.id, position, event.quad, *_days(event.date, doc.published))


def _days(date: Date | None, published: dt.date | None) -> tuple[str, str]:
    first, last = days(date.value if date else None, published)
    return first or "", last or ""


def _spots(counted: str, entities: Sequence[Entity], finding: _Finding) -> Iterator[SpotRow]:
    """The places of entities that a finding is at or about, and the countries of all of them."""
    places = {(e.place.name, e.country or ""): e.place for e in entities if e.place and e.kind in {"place", "country"}}
    countries = dict.fromkeys(e.country for e in entities if e.country)
    document_id, position, *rest = finding
    for number, ((name, country), place) in enumerate(places.items()):
        where = (place.latitude, place.longitude, int(not number))
        yield SpotRow(counted, "place", name, country, document_id, position, *where, *rest)
    for number, country in enumerate(countries):
        yield SpotRow(counted, "country", "", country, document_id, position, None, None, int(not number), *rest)


def _of_statement(statement: Statement, finding: _Finding, entities: Mapping[str, Entity]) -> Iterator[TieRow]:
    speakers = [entities[i] for i in statement.speaker if i in entities]
    countries = list(dict.fromkeys(e.country for e in speakers if e.country))
    scores = {s.entity: s.score for s in reversed(statement.stance)}
    about = [(entities[i], scores.get(i, 0.0)) for i in statement.about if i in entities]
    told: dict[_Ends, list[float]] = {}
    for entity, score in about:
        for speaker in speakers:
            told.setdefault(("actor", entity_key(speaker), entity_key(entity)), []).append(score)
        for country in countries if entity.country else ():
            told.setdefault(("country", country, entity.country or ""), []).append(score)
    for ends, each in told.items():
        yield _tie("speaks_about", ends, finding, each)
    if about and not (countries and all(e.country for e, _ in about)):
        yield _tie("speaks_about", _UNKNOWN, finding, ())


def _of_event(event: Event, finding: _Finding, entities: Mapping[str, Entity]) -> Iterator[TieRow]:
    actors, recipients = ([entities[i] for i in ids if i in entities] for ids in (event.actor, event.recipient))
    # A reciprocal event has all its parties as actors: each of two of them acts on the other.
    mutual = not (recipients or event.recipient_words)
    one, other = (list(dict.fromkeys(e.country for e in side if e.country)) for side in (actors, recipients))
    ends: list[_Ends] = [
        ("actor", entity_key(a), entity_key(b))
        for a, b in product(actors, actors if mutual else recipients)
        if a.id != b.id
    ]
    ends += [("country", a, b) for a, b in product(one, one if mutual else other) if not mutual or a != b]
    for each in dict.fromkeys(ends):
        yield _tie("acts_on", each, finding, (event.score,))
    if not mutual and not (one and other):
        yield _tie("acts_on", _UNKNOWN, finding, ())


def _tie(kind: TieKind, ends: _Ends, finding: _Finding, scores: Sequence[float]) -> TieRow:
    stances = () if finding.quad else scores
    document_id, position, *rest = finding
    return TieRow(
        ends[0], kind, ends[1], ends[2], document_id, position, len(scores), sum(scores),
        int(any(score > 0 for score in stances)), int(any(score < 0 for score in stances)), *rest,
    )  # fmt: skip


_Ends = tuple[str, str, str]  # unit, source and target
_UNKNOWN: _Ends = ("country", "", "")
