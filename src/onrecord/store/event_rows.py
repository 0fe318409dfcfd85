"""Events as rows: what the store's tables `events` and `parties` hold, each row made from the record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.review.doubt import doubt
from onrecord.store.rows import AND, days, distinct, review_statuses

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.model import Document, Entity, Event, Evidence, Record


class EventRow(Struct, frozen=True):
    """A row of table `events`.

    Attributes:
        position: counts from 0 within the document.
        type: PLOVER type.
        mode: PLOVER mode.
        contexts: PLOVER contexts.
        actor: names of the actors, else their words; None when the text names none.
        actor_country: distinct country codes of the actors.
        actor_sector: distinct sector codes of the actors.
        recipient: names of the recipients, else their words; None when there is none.
        recipient_country: distinct country codes of the recipients.
        recipient_sector: distinct sector codes of the recipients.
        trigger: the words that tell it.
        happened_on: TIMEX3 value, when the report dates the event or its publication does.
        first_day: first day on which it can have been, else the day of publication; ISO 8601.
        last_day: the last such day.
        place: name of the place.
        place_name: the gazetteer's name of it; None where it knows none.
        place_country: country code of the place.
        counts: numbers the text gives, as in "killed 12; wounded 3-5".
        lead: 1 when the headline or the first paragraphs tell it.
        within: id of the statement that reports it.
        review: predicted, checked, corrected or added.
        doubt: how much it wants looking at.
    """

    id: str
    document_id: str
    position: int
    type: str
    mode: str | None
    contexts: str | None
    cameo: str | None
    quad: str
    score: float
    goldstein: float | None
    modality: str
    actor: str | None
    actor_country: str | None
    actor_sector: str | None
    recipient: str | None
    recipient_country: str | None
    recipient_sector: str | None
    trigger: str
    happened_on: str | None
    first_day: str | None
    last_day: str | None
    place: str | None
    counts: str | None
    lead: int
    within: str | None
    confidence: float
    review: str
    doubt: float
    place_name: str | None
    place_country: str | None


class PartyRow(Struct, frozen=True):
    """A row of table `parties`: an entity that is on one side of an event."""

    event_id: str
    side: str
    position: int
    entity_id: str


def event_rows(record: Record) -> list[EventRow]:
    """The rows of a record's events, in the record's order."""
    entities = {e.id: e for e in record.entities}
    statuses = review_statuses(record)
    return [
        _event_row(record.document, e, position, entities, statuses.get(e.id, "predicted"))
        for position, e in enumerate(record.events)
    ]


def party_rows(record: Record) -> list[PartyRow]:
    """The rows that tie a record's events to their actors and recipients."""
    return [
        PartyRow(event.id, side, position, entity_id)
        for event in record.events
        for side, ids in (("actor", event.actor), ("recipient", event.recipient))
        for position, entity_id in enumerate(ids)
    ]


def counts_words(event: Event) -> str | None:
    """The numbers that the text gives for an event, as in "killed 12; wounded 3-5"."""
    return AND.join(f"{c.kind} {c.least}" + (f"-{c.most}" if c.most is not None else "") for c in event.counts) or None


def _event_row(
    document: Document, event: Event, position: int, entities: Mapping[str, Entity], review: str
) -> EventRow:
    actors, recipients = ([entities[i] for i in ids if i in entities] for ids in (event.actor, event.recipient))
    happened_on = event.date.value if event.date else None
    first_day, last_day = days(happened_on, document.published)
    place = entities.get(event.place) if event.place else None
    return EventRow(
        id=event.id,
        document_id=event.document_id,
        position=position,
        type=event.plover.type,
        mode=event.plover.mode,
        contexts=AND.join(event.plover.contexts) or None,
        cameo=event.cameo,
        quad=event.quad,
        score=event.score,
        goldstein=event.goldstein,
        modality=event.modality,
        actor=_names(actors, event.actor_words),
        actor_country=distinct(e.country for e in actors),
        actor_sector=distinct(e.sector for e in actors),
        recipient=_names(recipients, event.recipient_words),
        recipient_country=distinct(e.country for e in recipients),
        recipient_sector=distinct(e.sector for e in recipients),
        trigger=" ".join(e.exact for e in event.trigger),
        happened_on=happened_on,
        first_day=first_day,
        last_day=last_day,
        place=place.name if place else None,
        counts=counts_words(event),
        lead=int(event.lead),
        within=event.within,
        confidence=event.confidence,
        review=review,
        doubt=doubt(event),
        place_name=place.place.name if place and place.place else None,
        place_country=place.country if place else None,
    )


def _names(entities: Iterable[Entity], words: Iterable[Evidence]) -> str | None:
    return distinct(e.name for e in entities) or AND.join(w.exact for w in words) or None
