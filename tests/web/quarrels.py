"""A store with copies, a quotation that two speakers get, events at places, and a position that turns."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.corpus.agencies import load_agencies
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.occurrences import OccurrenceIndex
from onrecord.model import Entity, Place, Record, Stance, Topic
from web.rooms import SCRIPT

import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import SqliteStore

TROMSO = Place("Tromsø", "city", 69.65, 18.96, "NOR")
_WIRE = (
    "{S1:Solveig Aastad} {C1:said}: {T1:“We will not let anybody empty the sea that our coast has lived on.”}\n"
    "The trawlers of Iceland had entered waters off Tromso, and Norway had summoned the ambassador of its neighbour.\n"
    "Fishermen along the whole coast have complained of smaller catches for seven years and of foreign ships at night."
)
_LOCAL = _WIRE.replace("anybody", "anyone") + "\nThis newspaper spoke with fishermen at the quay, who had much to tell."
_OTHER = (
    "{S1:Hallgrim Thorvald} {C1:said}: {T1:“We will not let anybody empty the sea that our coast has lived on.”}\n"
    "It was a meeting of another kind, of which nobody else had anything to report that evening."
)


def quarrel() -> Iterator[Record]:
    """A wire report, a copy with other words, a report that gives its quotation to another, and one of events."""
    for outlet, day, text in (("AP News", 5, _WIRE), ("Fjord Post", 6, _LOCAL), ("Echo", 8, _OTHER)):
        made = factories.record(
            text, title=f"Sea row in {outlet}", outlet=outlet, published=dt.date(2024, 3, day), country="NOR",
            location=f"{outlet}.txt",
        )  # fmt: skip
        yield replace(made, statements=tuple(replace(s, kind="direct") for s in made.statements))
    yield happened("Tromso", "seized", outlet="Harbour Times", published=dt.date(2024, 3, 4))
    yield happened(SCRIPT, "seized", outlet=SCRIPT, published=dt.date(2024, 3, 4))
    yield spoken("opposed", "oppose", dt.date(2024, 3, 9))
    yield spoken("supported", "support", dt.date(2024, 4, 9))


def happened(place: str, trigger: str, *, outlet: str, published: dt.date) -> Record:
    """A report of Norway's act upon Iceland at a place, with a topic."""
    doc = factories.document(
        f"Norway {trigger} trawlers of Iceland near {place}.",
        outlet=outlet,
        published=published,
        location=f"{place}.txt",
    )
    where = factories.mention(doc, place, kind="place")
    sides = [factories.mention(doc, name, kind="country") for name in ("Norway", "Iceland")]
    norway, iceland = (
        factories.entity([m], kind="country", name=m.evidence.exact, country=code, ref=f"country:{code}")
        for m, code in zip(sides, ("NOR", "ISL"), strict=True)
    )
    at = replace(factories.entity([where], kind="place", country="NOR"), place=replace(TROMSO, name=place))
    norway = replace(norway, place=Place("Norway", "country", 62.0, 10.0, "NOR"))
    act = factories.event(doc, trigger=trigger, actor=[norway], recipient=[iceland], place=at)
    topic = Topic("maritime", "area", act.id, 0.9, factories.PROVENANCE, (factories.evidence(doc.text, "trawlers"),))
    mentions = tuple(sorted((*sides, where), key=lambda m: m.evidence.span))
    return Record(doc, mentions, (norway, iceland, at), (), "test-model 1", (act,), (topic,))


def spoken(verb: str, stance: str, day: dt.date) -> Record:
    """A report of a statement of a side that Solveig Aastad takes on Iceland."""
    doc = factories.document(
        f"Solveig Aastad {verb} Iceland and its plan.", outlet="Echo", published=day, location=f"{verb}.txt"
    )
    who, whom = factories.mention(doc, "Solveig Aastad"), factories.mention(doc, "Iceland", kind="country")
    speaker = factories.entity([who], country="NOR")
    about: Entity = factories.entity([whom], kind="country", name="Iceland", country="ISL", ref="country:ISL")
    said = factories.statement(
        doc, source="Solveig Aastad", cue=verb, content="Iceland and its plan", speaker=[speaker], about=[about]
    )
    sign = 0.8 if stance == "support" else -0.8
    said = replace(said, stance=(Stance(about.id, stance, sign, (factories.evidence(doc.text, verb),)),))  # type: ignore[arg-type]  # one of its values
    return Record(doc, (who, whom), (speaker, about), (said,), "test-model 1")


def keep_quarrel(store: SqliteStore) -> None:
    """Writes the reports, and compares and joins them."""
    for record in quarrel():
        store.write(record)
    CopyIndex(store, agencies=load_agencies()).catch_up()
    OccurrenceIndex(store).catch_up()
