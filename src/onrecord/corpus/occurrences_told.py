"""An event as one country, or somebody without one, and another: what of it is compared across reports."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.model import Entity
from onrecord.store.event_rows import EventRow, event_rows
from onrecord.store.rows import AND, days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.model import Event, Evidence, Place, Record

#: Parties of one side of an event that are looked at. A report that names more gives a list, not deeds of each.
MOST_PARTIES = 40

#: PLOVER's sectors that act for a state: whoever of them a report names, the state did it.
STATE = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG"})

_NOBODY = ""
_BETWEEN = "\x1f"


class Side(Struct, frozen=True, omit_defaults=True):
    """What a report says of one party.

    Attributes:
        anyone: the country as such, or a place in it, which any of its people and bodies may be.
        classes: `STATE` for its organs, else PLOVER's sectors; none when nothing is known.
        names: persons, and bodies that are no organs of a state: whoever has other names is somebody else.
    """

    anyone: bool = False
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Where(Struct, frozen=True, omit_defaults=True):
    """A place, by its name in the gazetteer, else in the text."""

    name: str
    kind: str = ""
    country: str = ""
    region: str = ""
    at: tuple[float, float] | None = None


class Told(Struct, frozen=True, omit_defaults=True):
    """An event between two units, as one report tells it.

    Attributes:
        event_id: the event's.
        document_id: its report's.
        group: of copies, that the report is in.
        modality: whether it happened.
        wording: what copies of the report have in common here: the trigger, and how many like it stand before.
        first_day: ordinal of the first day on which it can have been; None when nothing is dated.
        last_day: ordinal of the last such day.
        vague: the day is only that of publication.
        direction: 1 from the first side to the second, -1 the other way, 0 when all parties act on each other.
        sides: what is known of the block's two units, in the block's order.
        where: the place, when one is told.
        pairs: references or names of each actor and recipient, one at a time, both ways when they act on each other;
            empty for whom no entity is known.
    """

    event_id: str
    document_id: str
    group: str
    modality: str
    wording: str
    first_day: int | None
    last_day: int | None
    vague: bool
    direction: int
    sides: tuple[Side, Side]
    where: Where | None = None
    pairs: tuple[tuple[str, str], ...] = ()


class Dyad(Struct, frozen=True):
    """What the store's table `dyads` is made from: a row of table `events`, the two units, and what is compared.

    Attributes:
        event: the event's row.
        position: counts from 0 within the event.
        block: only what is in one block is compared: type and both units, in alphabetical order.
        actor: names of those who make up the actor; empty when there is nobody.
        recipient: the same of the recipient.
        actor_country: code; None when the actor has none.
        recipient_country: code; None when the recipient has none, or there is none.
        told: what is compared.
    """

    event: EventRow
    position: int
    block: str
    actor: str
    recipient: str
    actor_country: str | None
    recipient_country: str | None
    told: Told


def dyads_of(record: Record, group: str) -> Iterator[Dyad]:
    """The dyads of a record's events, at least one of each event; `group` is its group of copies."""
    entities = {e.id: e for e in record.entities}
    seen: Counter[tuple[str, str]] = Counter()
    for event, row in zip(record.events, event_rows(record), strict=True):
        where, days_of = _where(event, entities), _days(event, row)
        for position, (actor, recipient) in enumerate(_pairs(event, entities)):
            block = _BETWEEN.join((row.type, *sorted((actor.key, recipient.key))))
            words = " ".join(row.trigger.casefold().split())
            seen[block, words] += 1
            turned = actor.key > recipient.key
            sides = (_side(recipient), _side(actor)) if turned else (_side(actor), _side(recipient))
            told = Told(
                event.id, event.document_id, group, event.modality, f"{words} {seen[block, words]}", *days_of,
                direction=0 if actor.mutual else -1 if turned else 1,
                sides=sides, where=where, pairs=_names(actor, recipient),
            )  # fmt: skip
            yield Dyad(row, position, block, actor.label, recipient.label, actor.country, recipient.country, told)


class _Unit(Struct, frozen=True):
    """A country, or else somebody without one, with those of an event's parties that it consists of."""

    key: str
    country: str | None
    members: tuple[Entity, ...]
    label: str
    mutual: bool = False


def _pairs(event: Event, entities: Mapping[str, Entity]) -> list[tuple[_Unit, _Unit]]:
    mutual = len(event.actor) > 1 and not event.recipient
    actors = _units(event.actor, event.actor_words, entities, mutual=mutual)
    if mutual:
        within = [(unit, unit) for unit in actors if len(actors) == 1]
        return within or list(itertools.combinations(actors, 2))
    return list(itertools.product(actors, _units(event.recipient, event.recipient_words, entities)))


def _units(
    ids: tuple[str, ...], words: Iterable[Evidence], entities: Mapping[str, Entity], *, mutual: bool = False
) -> list[_Unit]:
    by_key: dict[tuple[str, str | None], list[Entity]] = {}
    for entity in (entities[i] for i in ids[:MOST_PARTIES] if i in entities):
        key = entity.country or entity.ref or _named(entity.name)
        by_key.setdefault((key, entity.country or None), []).append(entity)
    if not by_key:
        told = " ".join(w.exact for w in words)
        return [_Unit(_named(told), None, (), told, mutual)]
    return [
        _Unit(key, country, tuple(members), AND.join(dict.fromkeys(e.name for e in members)), mutual)
        for (key, country), members in by_key.items()
    ]


def _named(words: str) -> str:
    plain = " ".join(words.casefold().split())
    return f"name:{plain}" if plain else _NOBODY


def _days(event: Event, row: EventRow) -> tuple[int | None, int | None, bool]:
    """Ordinals of the first and last day on which an event can have been, and whether they are only publication's."""
    stated = days(row.happened_on, None)[0] is not None
    first, last = (dt.date.fromisoformat(day).toordinal() if day else None for day in (row.first_day, row.last_day))
    return first, last, not stated or event.date is None or event.date.how == "publication"


def _side(unit: _Unit) -> Side:
    if unit.country is None:
        return Side(anyone=True)
    sectors = {e.sector for e in unit.members if e.sector}
    named = (e for e in unit.members if e.kind == "person" or (e.sector and e.sector not in STATE))
    return Side(
        anyone=any(e.kind in {"country", "place"} for e in unit.members),
        classes=tuple(sorted({"STATE" if sector in STATE else sector for sector in sectors})),
        names=tuple(sorted({_name(e) for e in named})),
    )


def _name(entity: Entity) -> str:
    """The surname of a person, which most reports have, else the reference or name of a body."""
    plain = entity.name.casefold().split()
    if entity.kind == "person" and plain:
        return plain[-1]
    return entity.ref or " ".join(plain)


def _names(actor: _Unit, recipient: _Unit) -> tuple[tuple[str, str], ...]:
    ones, others = ([e.ref or e.name for e in unit.members] or [_NOBODY] for unit in (actor, recipient))
    pairs = [(one, other) for one in ones for other in others if one != other or one == _NOBODY]
    if actor.mutual:
        pairs += [(other, one) for one, other in pairs]
    return tuple(dict.fromkeys(pairs))


def _where(event: Event, entities: Mapping[str, Entity]) -> Where | None:
    """The place of an event, else that which it was done to or by ("shelled Kharkiv"), else None."""
    parties = (entities[i] for i in (*event.recipient, *event.actor) if i in entities)
    where = entities.get(event.place or "") or next((e for e in parties if e.kind == "place"), None)
    if where is None:
        return None
    place: Place | None = where.place
    if place is None:
        kind = "country" if where.kind == "country" else ""
        return Where(" ".join(where.name.casefold().split()), kind, where.country or "")
    at = (round(place.latitude, 3), round(place.longitude, 3))
    return Where(place.name.casefold(), place.kind, place.country, place.region, at)
