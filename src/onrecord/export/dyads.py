"""Events as who did what to whom, one actor and one recipient at a time, as event data sets count them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.model import Entity, Event, Record, make_id
from onrecord.store.event_rows import event_rows
from onrecord.store.rows import days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.store.event_rows import EventRow

_HEX_DIGITS = 15  # 60 bits: positive in every program's integers, and below what a signed 64-bit column holds


class Dyad(Struct, frozen=True):
    """An event between two parties.

    Attributes:
        record: the report that tells it.
        event: the whole event, which may have several dyads.
        actor: who did it; None when the text does not say.
        recipient: whom it was done to; None when there is nobody.
        place: where, when known.
    """

    record: Record
    event: Event
    actor: Entity | None
    recipient: Entity | None
    place: Entity | None

    @property
    def number(self) -> int:
        """A positive integer that is the same whenever the same dyad is written."""
        ids = (party.id if party else "" for party in (self.actor, self.recipient))
        return int(make_id("e", self.event.id, *ids)[2 : 2 + _HEX_DIGITS], 16)

    @property
    def day(self) -> str | None:
        """The first day on which it can have been, else that of publication; ISO 8601, None when neither is known."""
        return days(self.event.date.value if self.event.date else None, self.record.document.published)[0]


def told(record: Record, *, all_events: bool = False) -> Iterator[tuple[Event, EventRow]]:
    """The events of a record that happened as the report tells them, or all of them, each with its row."""
    for event, row in zip(record.events, event_rows(record), strict=True):
        if all_events or event.modality == "asserted":
            yield event, row


def dyads(records: Iterable[Record], *, all_events: bool = False) -> Iterator[Dyad]:
    """The dyads of all events that `told` gives, in the records' order.

    The parties of a reciprocal event are all actors: each of two of them acts on the other.
    """
    for record in records:
        entities = {e.id: e for e in record.entities}
        for event, _ in told(record, all_events=all_events):
            place = entities.get(event.place or "")
            for one, other in _pairs(event):
                yield Dyad(record, event, entities.get(one), entities.get(other), place)


def _pairs(event: Event) -> Iterable[tuple[str, str]]:
    if len(event.actor) > 1 and not event.recipient:
        return itertools.permutations(event.actor, 2)
    return itertools.product(event.actor or ("",), event.recipient or ("",))
