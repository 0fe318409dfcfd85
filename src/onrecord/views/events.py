"""Who did what to whom, where and when: the events of a report as plain rows, and a search over those of a store."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.store.event_rows import event_rows
from onrecord.store.rows import AND, document_row, from_columns
from onrecord.views.asked import asked_of_events
from onrecord.views.page import Page, check_bounds
from onrecord.views.words import NAMED, country_letters, matching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Record
    from onrecord.store import Reader


class EventView(Struct, frozen=True):
    """An event with what a reader wants to know about its report.

    Several parties, codes or contexts stand in one field, separated by "; ".

    Attributes:
        id: the event's.
        document_id: its report's.
        title: headline of the report.
        outlet: who published it.
        url: its address.
        published: day of publication.
        actor: names of the actors, else their words.
        actor_country: country codes of the actors.
        actor_sector: sector codes of the actors.
        type: PLOVER type.
        mode: PLOVER mode.
        contexts: PLOVER contexts.
        recipient: names of the recipients, else their words.
        recipient_country: country codes of the recipients.
        recipient_sector: sector codes of the recipients.
        cameo: CAMEO code.
        quad: quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
        score: PLOVER's score, -10 to 10.
        goldstein: Goldstein value, -10 to 10.
        modality: whether it happened.
        trigger: the words that tell it.
        happened_on: TIMEX3 value of its date.
        place: where.
        counts: numbers that the text gives, as in "killed 12; wounded 3-5".
        lead: told in the headline or the first paragraphs.
        within: id of the statement that reports it.
        according_to: speakers of that statement; None when the report tells the event in its own voice.
        confidence: 0 to 1.
        review: predicted, checked, corrected or added; what was rejected is nowhere.
    """

    id: str
    document_id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: dt.date | None
    actor: str | None
    actor_country: str | None
    actor_sector: str | None
    type: str
    mode: str | None
    contexts: str | None
    recipient: str | None
    recipient_country: str | None
    recipient_sector: str | None
    cameo: str | None
    quad: str
    score: float
    goldstein: float | None
    modality: str
    trigger: str
    happened_on: str | None
    place: str | None
    counts: str | None
    lead: bool
    within: str | None
    according_to: str | None
    confidence: float
    review: str


def events(record: Record) -> tuple[EventView, ...]:
    """The events of one report, in the order of their triggers."""
    of_document = msgspec.structs.asdict(document_row(record))
    speakers = {s.id: AND.join(record.speakers(s)) or None for s in record.statements}
    return tuple(
        msgspec.convert(
            {
                **of_document,
                **msgspec.structs.asdict(row),
                "lead": bool(row.lead),
                "according_to": speakers.get(row.within) if row.within else None,
            },
            EventView,
        )
        for row in event_rows(record)
    )


def find_events(  # noqa: PLR0913 (one keyword for each thing to search by)
    reader: Reader,
    *,
    actor: str = "",
    recipient: str = "",
    actor_country: str = "",
    recipient_country: str = "",
    type: str = "",  # noqa: A002 (PLOVER's word)
    cameo: str = "",
    quad: str = "",
    modality: str = "",
    topic: str = "",
    place: str = "",
    place_country: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Page[EventView]:
    """The events that fit everything given, the latest first.

    Args:
        reader: the store.
        actor: words of an actor's name, side by side.
        recipient: words of a recipient's name. The parties of a reciprocal event are all actors, and fit here too.
        actor_country: country code of an actor, such as IRN; in any case.
        recipient_country: country code of a recipient.
        type: PLOVER type, in any case.
        cameo: beginning of the CAMEO code.
        quad: quad class, 1 to 4.
        modality: whether it happened, such as `asserted`.
        topic: what it is about, as for `views.search`.
        place: the gazetteer's name of where it happened, in any case.
        place_country: country code of where it happened.
        since: first day; an event fits when any of its days does.
        until: last day, included.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    asked = asked_of_events(
        actor=actor, recipient=recipient, actor_country=actor_country, recipient_country=recipient_country,
        type=type, quad=quad, modality=modality, since=since, until=until,
    )  # fmt: skip
    more = {
        "cameo": matching(cameo, "[0-9]{2,4}", "is no CAMEO code such as 042 or its beginning"),
        "topic": topic,
        "place": place,
        "place_country": country_letters(place_country),
    }
    asked |= {name: value for name, value in more.items() if value}
    where = " AND ".join(_CONDITIONS[name] for name in asked) or "true"
    ((total,),) = reader.select(f"SELECT count(*) FROM events e WHERE {where}", asked)  # noqa: S608 (no user's text)
    rows = reader.select(_PAGE.format(where=where), {**asked, "limit": limit, "offset": offset})
    return Page(tuple(map(_view, rows)), total, limit, offset)


def events_by_id(reader: Reader, ids: Sequence[str]) -> tuple[EventView, ...]:
    """The events with these ids, the latest first.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    where = "e.id IN (SELECT value FROM json_each(:ids))"
    values = {"ids": msgspec.json.encode(ids).decode(), "limit": len(ids), "offset": 0}
    return tuple(map(_view, reader.select(_PAGE.format(where=where), values)))


def _view(row: tuple[object, ...]) -> EventView:
    fields = dict(zip(EventView.__struct_fields__, row, strict=True))
    fields["lead"] = bool(fields["lead"])
    return from_columns(fields, EventView, row=str(fields["id"]))


# Events are found by their parties, and these by the names that there are, each along an index.
_PARTY = """
    SELECT p.event_id FROM entities n CROSS JOIN parties p ON p.entity_id = n.id AND p.side = '{side}'
    WHERE n.name IN (SELECT DISTINCT v.name FROM entities v WHERE {named})
"""
_COUNTRIES = f"""
    SELECT DISTINCT v.{{column}} FROM events v
    WHERE v.{{column}} IS NOT NULL AND instr('{AND}' || v.{{column}} || '{AND}', '{AND}' || :{{name}} || '{AND}')
"""  # noqa: S608 (our own names)


def _party(side: str, name: str) -> str:
    """That somebody with a name is on a side of the event."""
    return f"e.id IN ({_PARTY.format(side=side, named=NAMED.format('v.name', name))})"


def _country(side: str, name: str) -> str:
    """That somebody of a country is on a side of the event."""
    column = f"{side}_country"
    return f"e.{column} IN ({_COUNTRIES.format(column=column, name=name)})"


def _suffers(recipient: str, actor: str) -> str:
    """The parties of a reciprocal event are all actors, and suffer it too."""
    return f"({recipient} OR (e.recipient IS NULL AND {actor}))"


_CONDITIONS = {
    "actor": _party("actor", "actor"),
    "recipient": _suffers(_party("recipient", "recipient"), _party("actor", "recipient")),
    "actor_country": _country("actor", "actor_country"),
    "recipient_country": _suffers(_country("recipient", "recipient_country"), _country("actor", "recipient_country")),
    "type": "e.type = :type",
    "cameo": "e.cameo LIKE :cameo || '%'",
    "quad": "e.quad = :quad",
    "modality": "e.modality = :modality",
    "topic": "e.id IN (SELECT of FROM topics WHERE name = :topic)",
    "place": "e.place_name = :place COLLATE NOCASE",
    "place_country": "e.place_country = :place_country",
    "since": "e.last_day >= :since",
    "until": "e.first_day <= :until",
}
_OF_DOCUMENT = ("title", "outlet", "url", "published")
_COLUMNS = ", ".join(
    "s.speaker" if name == "according_to" else f"{'d' if name in _OF_DOCUMENT else 'e'}.{name}"
    for name in EventView.__struct_fields__
)
_PAGE = f"""
    WITH page AS MATERIALIZED (
        SELECT e.row AS row FROM events e WHERE {{where}}
        ORDER BY e.first_day DESC, e.document_id, e.position LIMIT :limit OFFSET :offset
    )
    SELECT {_COLUMNS} FROM page JOIN events e ON e.row = page.row JOIN documents d ON d.id = e.document_id
    LEFT JOIN statements s ON s.id = e.within
    ORDER BY e.first_day DESC, e.document_id, e.position
"""  # noqa: S608 (our own column names)
