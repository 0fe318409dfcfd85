"""Events as POLECAT publishes them: forty columns under a header, tab-separated, a line for each event.

POLECAT cannot say that something did not happen: unless told otherwise, only what the report tells as a fact is
written. docs/exports.md says what each column holds.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from onrecord.export import tsv
from onrecord.export.codes import divisions, load_codes
from onrecord.export.dyads import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.export.codes import Codes
    from onrecord.model import Entity, Event, Evidence, Record
    from onrecord.store.event_rows import EventRow

_PARTY = (
    "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID",
)  # fmt: skip

#: The columns, in order.
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts",
    *(name.format(side) for side in ("Actor", "Recipient") for name in _PARTY),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip

_AND = "; "
_QUADS = {"1": "VERBAL COOPERATION", "2": "MATERIAL COOPERATION", "3": "VERBAL CONFLICT", "4": "MATERIAL CONFLICT"}


def write(records: Iterable[Record], file: IO[str], *, all_events: bool = False) -> int:
    """Writes the header and a line for each asserted event, or for all; returns how many events."""
    codes = load_codes()
    rows = (_row(record, event, row, codes) for record in records for event, row in told(record, all_events=all_events))
    return tsv.write(rows, file, header=COLUMNS)


def _row(record: Record, event: Event, row: EventRow, codes: Codes) -> Iterator[tsv.Value]:
    entities = {e.id: e for e in record.entities}
    document = record.document
    yield from (event.id, row.first_day, event.plover.type, event.plover.mode, event.score, _QUADS[event.quad])
    yield _AND.join(event.plover.contexts)
    for ids, words in ((event.actor, event.actor_words), (event.recipient, event.recipient_words)):
        yield from _party([entities[i] for i in ids], words, codes)
    yield from _place(entities.get(event.place or ""), codes)
    yield document.outlet
    yield document.published.isoformat() if document.published else None
    for kinds in (("person",), ("organisation", "group"), ("country", "place")):
        yield _AND.join(dict.fromkeys(e.name for e in record.entities if e.kind in kinds))
    yield document.language
    yield f"onrecord {event.provenance.version}"


def _party(entities: list[Entity], words: tuple[Evidence, ...], codes: Codes) -> Iterator[tsv.Value]:
    countries = list(dict.fromkeys(e.country for e in entities if e.country))
    yield _AND.join(e.name for e in entities)
    yield _AND.join(countries)
    yield _AND.join(codes.cow[c] for c in countries if c in codes.cow)
    yield _AND.join(dict.fromkeys(e.sector for e in entities if e.sector))
    yield _AND.join(dict.fromkeys(s for e in entities for s in e.sectors or ((e.sector,) if e.sector else ())))
    yield _AND.join(e.role.exact for e in entities if e.role)
    yield _AND.join(w.exact for w in words)
    yield None  # records know no article of an encyclopedia


def _place(entity: Entity | None, codes: Codes) -> Iterator[tsv.Value]:
    place = entity.place if entity else None
    if entity is None or place is None:
        yield from [None] * 8
        yield entity.name if entity else None
        yield None
        return
    yield place.name
    yield from (*divisions(place), codes.country_name(place.country))
    yield from (place.latitude, place.longitude, place.geonames, entity.name, place.kind)
