"""Events as ICEWS publishes them: twenty columns under a header, tab-separated, a line for each dyad.

ICEWS cannot say that something did not happen: unless told otherwise, only what the report tells as a fact is written.
Events without a CAMEO code are left out. docs/exports.md says what each column holds.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from onrecord.export import tsv
from onrecord.export.codes import divisions, load_codes
from onrecord.export.dyads import dyads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.export.codes import Codes
    from onrecord.export.dyads import Dyad
    from onrecord.model import Entity, Record

#: The columns, in order.
COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def write(records: Iterable[Record], file: IO[str], *, all_events: bool = False) -> int:
    """Writes the header and a line for each dyad of the asserted events, or of all; returns how many dyads."""
    codes = load_codes()
    told = (d for d in dyads(records, all_events=all_events) if d.event.cameo in codes.cameo)
    return tsv.write((_row(d, codes) for d in told), file, header=COLUMNS)


def _row(dyad: Dyad, codes: Codes) -> Iterator[tsv.Value]:
    code = codes.cameo[dyad.event.cameo or ""]
    yield from (dyad.number, dyad.day)
    yield from _party(dyad.actor, codes)
    yield from (code.label, code.code, code.goldstein)
    yield from _party(dyad.recipient, codes)
    yield dyad.record.document.id
    yield None  # records hold no sentences
    yield dyad.record.document.outlet
    yield from _place(dyad.place, codes)


def _party(entity: Entity | None, codes: Codes) -> Iterator[tsv.Value]:
    sectors = (entity.sectors or (entity.sector or "",)) if entity else ()
    yield entity.name if entity else None
    yield ",".join(codes.sector.get(s, s) for s in sectors)
    yield codes.country_name(entity.country) if entity else None


def _place(entity: Entity | None, codes: Codes) -> Iterator[tsv.Value]:
    place = entity.place if entity else None
    if place is None:
        yield from [None] * 6
        return
    yield from divisions(place)
    yield from (codes.country_name(place.country), place.latitude, place.longitude)
