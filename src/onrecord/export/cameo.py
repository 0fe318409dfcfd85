"""Events as dyads of CAMEO codes, as the coders of the KEDS line write them: tab-separated, without header.

A dyad cannot say that something did not happen: unless told otherwise, only what the report tells as a fact is written.
Events without a CAMEO code or a day are left out.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from onrecord.export import tsv
from onrecord.export.codes import actor_code, load_codes
from onrecord.export.dyads import dyads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.export.codes import Codes
    from onrecord.model import Record

#: The columns, in order; the file has no header.
COLUMNS = ("day", "source", "target", "code", "label")

_UNKNOWN = "---"


def write(records: Iterable[Record], file: IO[str], *, all_events: bool = False) -> int:
    """Writes a line for each dyad of the asserted events, or of all; returns how many."""
    return tsv.write(_rows(records, load_codes(), all_events=all_events), file)


def _rows(records: Iterable[Record], codes: Codes, *, all_events: bool) -> Iterator[tuple[str, ...]]:
    for dyad in dyads(records, all_events=all_events):
        code = codes.cameo.get(dyad.event.cameo or "")
        if code and dyad.day:
            source, target = (actor_code(party, codes).text or _UNKNOWN for party in (dyad.actor, dyad.recipient))
            yield dyad.day.replace("-", ""), source, target, code.code, f"({code.label})"
