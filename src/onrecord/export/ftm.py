"""Reports, parties, places and events as FollowTheMoney entities: JSON lines, as its tools read them.

Only schemata and properties of FollowTheMoney's model are used; docs/exports.md says which. What the report says was
not said is left out, and what did not happen unless it is asked for: the model has no way to say so.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import msgspec

from onrecord.export import jsonld
from onrecord.export.codes import load_codes
from onrecord.export.dyads import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.export.codes import Codes
    from onrecord.model import Document, Entity, Event, Record, Statement

    Properties = Mapping[str, Iterable[str | None]]

# PLOVER sectors whose bodies are a state's own.
_PUBLIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})


def write(records: Iterable[Record], file: IO[bytes], *, all_events: bool = False) -> int:
    """Writes the entities to a binary file, each as a line; returns how many.

    A report comes before its parties and places, and these before what they said and did: the asserted events, or all.
    """
    codes = load_codes()
    count = 0
    for record in records:
        for entity in _entities(record, codes, all_events=all_events):
            file.write(msgspec.json.encode(entity) + b"\n")
            count += 1
    return count


def _entities(record: Record, codes: Codes, *, all_events: bool) -> Iterator[dict[str, object]]:
    document = record.document
    yield _article(document)
    parties = {}
    for entity in record.entities:
        schema = _schema(entity)
        if schema:
            parties[entity.id] = entity
            yield _made(entity.id, schema, _party(entity, document, codes))
            yield _mention(entity, schema, document, codes)
        if entity.place:
            yield _made(f"{entity.id}-place", "Address", _address(entity, codes))
    for statement in record.statements:
        if not statement.negated:
            yield from _links(statement, document, parties)
    places = {e.id: e for e in record.entities}
    for event, row in told(record, all_events=all_events):
        yield _made(
            event.id, "Event", _event(event, row.first_day, record, parties, places.get(event.place or ""), codes)
        )


def _made(id_: str, schema: str, properties: Properties) -> dict[str, object]:
    """An entity with those properties that have a value; equal values stand once."""
    known = {name: [v for v in dict.fromkeys(values) if v] for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in known.items() if values}}


def _article(document: Document) -> dict[str, object]:
    moment = document.published_at or document.published
    properties: Properties = {
        "title": [document.title],
        "author": [document.byline],
        "publisher": [document.outlet],
        "publishedAt": [moment.isoformat() if moment else None],
        "language": ["eng" if document.language == "en" else None],  # the model has codes of three letters
        "sourceUrl": [document.url],
        "fileName": [document.origin.location],
        "mimeType": [document.origin.media_type],
    }
    return _made(document.id, "Article", properties)


def _schema(entity: Entity) -> str | None:
    """The schema of a party; None for what cannot speak or act."""
    if entity.kind == "person":
        return "Person"
    if entity.kind == "country" or (entity.kind == "organisation" and entity.sector in _PUBLIC):
        return "PublicBody"
    return "Organization" if entity.kind in ("organisation", "group") else None


def _country(code: str | None, codes: Codes) -> str | None:
    return codes.iso2.get(code or "", "").lower()


def _party(entity: Entity, document: Document, codes: Codes) -> Properties:
    return {
        "name": [entity.name],
        "country": [_country(entity.country, codes)],
        "sector": [codes.sector.get(s) for s in entity.sectors or (entity.sector or "",)],
        "position" if entity.kind == "person" else "description": [entity.role.exact if entity.role else None],
        "proof": [document.id],
    }


def _mention(entity: Entity, schema: str, document: Document, codes: Codes) -> dict[str, object]:
    properties: Properties = {
        "document": [document.id],
        "name": [entity.name],
        "resolved": [entity.id],
        "detectedSchema": [schema],
        "contextCountry": [_country(entity.country, codes)],
    }
    return _made(f"{entity.id}-mention", "Mention", properties)


def _address(entity: Entity, codes: Codes) -> Properties:
    place = entity.place
    if place is None:
        return {}
    names = (place.name, place.region, codes.country_name(place.country) if place.country else "")
    return {
        "full": [", ".join(dict.fromkeys(n for n in names if n))],
        "city": [place.name if place.kind == "city" else None],
        "region": [place.region],
        "country": [_country(place.country, codes)],
        "latitude": [str(place.latitude)],
        "longitude": [str(place.longitude)],
    }


def _links(statement: Statement, document: Document, parties: Mapping[str, Entity]) -> Iterator[dict[str, object]]:
    """A link from each speaker to each party that the statement is about."""
    towards = {s.entity: s.stance for s in statement.stance}
    pairs = ((one, other) for one in statement.speaker for other in statement.about if {one, other} <= parties.keys())
    for number, (one, other) in enumerate(pairs):
        properties: Properties = {
            "subject": [one],
            "object": [other],
            "role": [statement.act],
            "status": [towards.get(other)],
            "summary": [jsonld.words(statement.content)],
            "date": [jsonld.day(statement.said_on)],
            "recordId": [statement.id],
            "sourceUrl": [document.url],
            "proof": [document.id],
        }
        yield _made(f"{statement.id}-{number}", "UnknownLink", properties)


def _event(  # noqa: PLR0913, PLR0917 (what an event is made of)
    event: Event, day: str | None, record: Record, parties: Mapping[str, Entity], place: Entity | None, codes: Codes
) -> Properties:
    actors, recipients = record.parties(event)
    kind = " ".join(filter(None, (event.plover.type, event.plover.mode)))
    return {
        "name": [f"{kind}: {actors or 'unknown'} → {recipients}" if recipients else f"{kind}: {actors or 'unknown'}"],
        "summary": [" ".join(e.exact for e in event.trigger)],
        "keywords": [event.plover.type, event.plover.mode, event.cameo, *event.plover.contexts],
        "date": [jsonld.day(event.date) or day],
        "involved": [i for i in (*event.actor, *event.recipient) if i in parties],
        "location": [place.name if place else None],
        "country": [_country(place.place.country if place and place.place else None, codes)],
        "addressEntity": [f"{place.id}-place" if place and place.place else None],
        "sourceUrl": [record.document.url],
        "proof": [record.document.id],
    }
