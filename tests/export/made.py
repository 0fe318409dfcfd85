"""Records for the tests of exports: parties and a place with all their codes, and words made to break cells."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from onrecord.model import Date, Place, PloverCode, Record

from factories import document, entity, event, mention, statement

#: A name that no line, table or markup may take for its own.
HOSTILE = '"<Zed>\t&\u2028=\x0bQ'


def summit() -> Record:
    """A report of an event with actor, recipient and place, one that did not happen, and a reciprocal one."""
    doc = document(
        "Iran accused the IAEA in Vienna. The IAEA met Iran. Iran did not visit Cairo.",
        url="https://example.org/a?b=1&c",
    )
    doc = replace(doc, published_at=dt.datetime(2024, 5, 6, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=3))))
    words = [mention(doc, "Iran", kind="country"), mention(doc, "IAEA", kind="organisation")]
    where = mention(doc, "Vienna", kind="place")
    iran = replace(
        entity(words[:1], kind="country", country="IRN", sector="GOV", ref="country:IRN"),
        cameo="IRNGOV", sectors=("GOV",), place=Place("Iran", "country", 32.0, 53.0, "IRN", geonames=130758),
    )  # fmt: skip
    agency = replace(
        entity(words[1:], kind="organisation", country="UNO", sector="IGO", ref="org:IAEA"),
        cameo="IGOUNOIAE", sectors=("IGO",),
    )  # fmt: skip
    vienna = replace(
        entity([where], kind="place"), place=Place("Vienna", "city", 48.21, 16.37, "AUT", "Vienna State", 2761369)
    )
    accused = replace(
        event(
            doc, trigger="accused", actor=[iran], actor_words="Iran", recipient=[agency], recipient_words="the IAEA",
            place=vienna, lead=True, code=PloverCode("ACCUSE", "disapprove", ("nuclear", "legal")),
            date=Date("2024-05", "publication"),
        ),
        cameo="112", goldstein=-2.0, score=-2.0, quad="3",
    )  # fmt: skip
    met = event(doc, trigger="met", actor=[agency, iran], actor_words=("The IAEA", "Iran"))
    stayed = event(doc, trigger="visit", actor=[iran], actor_words="Iran", modality="negated")
    said = statement(doc, content="Cairo", speaker=[iran], about=[agency])
    return Record(
        doc, (*words, where), (iran, agency, vienna), (said,), "model 1",
        (accused, met, stayed),
    )  # fmt: skip


def hostile() -> Record:
    """A report with an event and a statement of somebody whose name and outlet break whatever can be broken."""
    doc = document(f"{HOSTILE} said yes and met Bob.", outlet=HOSTILE, title=HOSTILE, location=HOSTILE)
    zed, bob = mention(doc, HOSTILE), mention(doc, "Bob")
    people = entity([zed]), entity([bob], kind="organisation")
    said = statement(doc, source=HOSTILE, cue="said", content="yes", speaker=people[:1], about=people[1:])
    met = event(
        doc,
        trigger="met",
        actor=people[:1],
        actor_words=HOSTILE,
        recipient=people[1:],
        recipient_words="Bob",
        place=people[0],
    )
    return Record(doc, (zed, bob), people, (said,), "model 1", (met,))
