"""Invented reports of what states do to each other, made without the coder, for tests of what joins and counts them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.model import Count, Date, Place, PloverCode, Record

import factories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Entity, EntityKind, Event, Mention, Modality, Quad

#: Name: kind, country, sector, reference.
KNOWN: dict[str, tuple[EntityKind, str | None, str | None, str | None]] = {
    "Norway": ("country", "NOR", None, "country:NOR"),
    "Finland": ("country", "FIN", None, "country:FIN"),
    "Sweden": ("country", "SWE", None, "country:SWE"),
    "Ann Lee": ("person", "NOR", "GOV", "person:NOR/Ann Lee"),
    "Bob Roe": ("person", "NOR", "GOV", "person:NOR/Bob Roe"),
    "Tarnby rebels": ("group", None, "REB", None),
}
PLACES = {
    "Oslo": Place("Oslo", "city", 59.91, 10.75, "NOR", "Oslo"),
    "Bergen": Place("Bergen", "city", 60.39, 5.32, "NOR", "Vestland"),
}
QUADS: dict[str, tuple[Quad, float, float]] = {
    "CONSULT": ("1", 2.5, 1.0),
    "AID": ("2", 10.0, 7.0),
    "ACCUSE": ("3", -3.0, -2.0),
    "ASSAULT": ("4", -9.0, -9.0),
}


def report(  # noqa: PLR0913 (what a test can ask for)
    actors: Sequence[str] = ("Norway",),
    recipients: Sequence[str] = ("Finland",),
    *,
    type: str = "ASSAULT",  # noqa: A002 (PLOVER's word)
    trigger: str = "struck",
    day: str | None = "2024-05-06",
    published: dt.date | None = dt.date(2024, 5, 7),
    outlet: str = "Lorvik Post",
    place: str | None = None,
    killed: int | None = None,
    modality: Modality = "asserted",
    according_to: str | None = None,
    more: str = "",
) -> Record:
    """A report of one event, whose text is its names and words, then `more`, which tells reports apart."""
    by = f"{according_to} said " if according_to else ""
    names = [*actors, *recipients, *([place] if place else [])]
    text = (
        f"{by}{' and '.join(actors)} {trigger} {' and '.join(recipients)} at {place} {day} {killed}. {more or outlet}"
    )
    doc = factories.document(
        text, outlet=outlet, published=published, location=f"{outlet} {published}.txt", title=outlet
    )
    kinds = dict.fromkeys([*([according_to] if according_to else []), *names])
    mentions = {name: factories.mention(doc, name) for name in kinds}
    entities = {name: _entity(mentions[name], name) for name in kinds}
    said = (
        [factories.statement(doc, source=according_to, cue="said", content=trigger, speaker=[entities[according_to]])]
        if according_to
        else []
    )
    quad, score, goldstein = QUADS[type]
    event: Event = replace(
        factories.event(
            doc, trigger=trigger, actor=[entities[n] for n in actors], actor_words=list(actors),
            recipient=[entities[n] for n in recipients], recipient_words=list(recipients), code=PloverCode(type),
            modality=modality, within=said[0] if said else None,
            date=Date(day, "stated", factories.evidence(text, day)) if day else None,
            place=entities[place] if place else None,
            counts=[Count("killed", killed, factories.evidence(text, str(killed)))] if killed is not None else (),
        ),
        quad=quad, score=score, goldstein=goldstein,
    )  # fmt: skip
    return Record(doc, tuple(mentions.values()), tuple(entities.values()), tuple(said), "model 1", (event,))


def _entity(mention: Mention, name: str) -> Entity:
    if name in PLACES:
        made = factories.entity([mention], kind="place", country=PLACES[name].country)
        return replace(made, place=PLACES[name])
    kind, country, sector, ref = KNOWN[name]
    return factories.entity([mention], kind=kind, country=country, sector=sector, ref=ref)
