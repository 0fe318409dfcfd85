"""Occurrences: what happened between two, with all reports that tell it, and where these agree and differ.

An occurrence is of one actor and one recipient, each a country or somebody without one; an event of several parties is
several occurrences, as in event data sets. `onrecord.corpus.occurrences` says which events are the same.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec
from msgspec import Struct

from onrecord.model import make_id
from onrecord.store.rows import AND, from_columns
from onrecord.views.asked import asked_of_events
from onrecord.views.page import Page, check_bounds
from onrecord.views.words import NAMED, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.store import Reader

Sort = Literal["day", "reports"]


class Telling(Struct, frozen=True):
    """An event of one report that tells an occurrence.

    Attributes:
        event_id: the event's.
        document_id: the report's.
        copy_group: of copies, that the report is in.
        outlet: who published it.
        title: its headline.
        published: day of publication.
        actor: names of the actor, as the report has them.
        trigger: the words that tell it.
        recipient: names of the recipient.
        happened_on: TIMEX3 value, when the report dates the event or its publication does.
        place: where, as the report has it.
        counts: numbers, as in "killed 12; wounded 3-5".
        according_to: speakers of the statement that tells it; None when the report does so in its own voice.
        words: the statement's words; None as well.
    """

    event_id: str
    document_id: str
    copy_group: str
    outlet: str | None
    title: str | None
    published: dt.date | None
    actor: str
    trigger: str
    recipient: str
    happened_on: str | None
    place: str | None
    counts: str | None
    according_to: str | None
    words: str | None


class Figure(Struct, frozen=True):
    """A number that is told, such as of people killed.

    Attributes:
        kind: of whom.
        least: the number, or the lower end of a range.
        most: the same, or the upper end.
        copy_groups: how many groups of copies have it.
        by: who says so: speakers, else outlets; in alphabetical order.
    """

    kind: str
    least: int
    most: int
    copy_groups: int
    by: tuple[str, ...]


class Otherwise(Struct, frozen=True):
    """Reports that tell of the same type, parties and days that it did not happen, will happen, might or once did.

    Attributes:
        modality: which of these.
        reports: how many.
        event_ids: the events.
        by: who says so: speakers, else outlets; in alphabetical order.
    """

    modality: str
    reports: int
    event_ids: tuple[str, ...]
    by: tuple[str, ...]


class Occurrence(Struct, frozen=True):
    """What happened between two.

    Attributes:
        id: made from the event that says most; the same reports give the same id, in whatever order they were read.
        first_day: first day on which it can have been, as the report that says most has it.
        last_day: the last such day.
        type: PLOVER type.
        quad: quad class.
        modality: whether it happened; reports that say otherwise are in `otherwise`.
        actor: names of the actor.
        actor_country: country code.
        recipient: names of the recipient; None when there is none.
        recipient_country: country code.
        mutual: both act on each other.
        places: where, each once, as the reports have it.
        events: how many events of reports tell it.
        reports: how many reports do.
        outlets: how many outlets published these.
        copy_groups: how many of the reports are not copies of each other.
        own_voice: how many reports tell it in their own voice.
        speakers: according to whom the others do.
        figures: numbers told; by kind, those of most groups of copies first.
        differing: kinds of numbers for which reports exclude each other.
        otherwise: what speaks against it, or of other times.
        tellings: each event, by day of publication.
    """

    id: str
    first_day: dt.date | None
    last_day: dt.date | None
    type: str
    quad: str
    modality: str
    actor: str | None
    actor_country: str | None
    recipient: str | None
    recipient_country: str | None
    mutual: bool
    places: tuple[str, ...]
    events: int
    reports: int
    outlets: int
    copy_groups: int
    own_voice: int
    speakers: tuple[str, ...]
    figures: tuple[Figure, ...]
    differing: tuple[str, ...]
    otherwise: tuple[Otherwise, ...]
    tellings: tuple[Telling, ...]


def find_occurrences(  # noqa: PLR0913 (one keyword for each thing to search by)
    reader: Reader,
    *,
    actor: str = "",
    recipient: str = "",
    actor_country: str = "",
    recipient_country: str = "",
    type: str = "",  # noqa: A002 (PLOVER's word)
    quad: str = "",
    modality: str = "asserted",
    fewest: int = 1,
    since: dt.date | None = None,
    until: dt.date | None = None,
    sort: Sort = "day",
    limit: int = 20,
    offset: int = 0,
) -> Page[Occurrence]:
    """The occurrences that fit everything given.

    Args:
        reader: the store; its occurrences are those of the last `OccurrenceIndex.catch_up`.
        actor: words of an actor's name in one of the reports. A party of a mutual occurrence fits on either side.
        recipient: words of a recipient's name.
        actor_country: country code of the actor, in any case.
        recipient_country: country code of the recipient.
        type: PLOVER type, in any case.
        quad: quad class, 1 to 4.
        modality: whether it happened; empty for any.
        fewest: reports that must tell it.
        since: first day; an occurrence fits when any of its days does.
        until: last day, included.
        sort: the latest `day` first, or those of most `reports`.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    order = _ORDER[one_of(sort, get_args(Sort), "order") or "day"]
    asked: dict[str, object] = dict(
        asked_of_events(
            actor=actor, recipient=recipient, actor_country=actor_country, recipient_country=recipient_country,
            type=type, quad=quad, modality=modality, since=since, until=until,
        )
    )  # fmt: skip
    if fewest > 1:
        asked["fewest"] = fewest
    where = " AND ".join(["r.occurrence = r.row", *(_CONDITIONS[name] for name in asked), *_domestic(asked)])
    ((total,),) = reader.select(f"SELECT count(*) FROM dyads r WHERE {where}", asked)  # noqa: S608 (no user's text)
    rows = reader.select(_PAGE.format(where=where, order=order), {**asked, "limit": limit, "offset": offset})
    return Page(_occurrences(reader, rows), total, limit, offset)


def occurrences_by_number(reader: Reader, numbers: Sequence[int], *, limit: int) -> tuple[Occurrence, ...]:
    """The occurrences with these numbers, which are those of their first rows in the store, the latest first.

    Args:
        reader: the store.
        numbers: of occurrences.
        limit: how many to give.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    sql = _PAGE.format(where="r.row IN (SELECT value FROM json_each(:numbers))", order=_ORDER["day"])
    values = {"numbers": msgspec.json.encode(numbers).decode(), "limit": limit, "offset": 0}
    return _occurrences(reader, reader.select(sql, values))


def _domestic(asked: Mapping[str, object]) -> list[str]:
    """A condition that both parties are of the country that is asked for twice, also when they act on each other."""
    same = "actor_country" in asked and asked["actor_country"] == asked.get("recipient_country")
    return ["r.actor_country = r.recipient_country"] if same else []


def _occurrences(reader: Reader, rows: Sequence[tuple[Any, ...]]) -> tuple[Occurrence, ...]:
    numbers = msgspec.json.encode([row[0] for row in rows]).decode()
    tellings: dict[int, list[Telling]] = {}
    for number, *columns in reader.select(_TELLINGS, (numbers,)):
        fields = dict(zip(Telling.__struct_fields__, columns, strict=True))
        tellings.setdefault(number, []).append(from_columns(fields, Telling, row=str(columns[0])))
    otherwise: dict[int, list[tuple[str, str, str, str]]] = {}
    for number, *told in reader.select(_OTHERWISE, (numbers,)):
        otherwise.setdefault(number, []).append((told[0], told[1], told[2], told[3]))
    return tuple(_occurrence(row, tellings.get(row[0], []), otherwise.get(row[0], [])) for row in rows)


def _occurrence(
    row: tuple[Any, ...], tellings: Sequence[Telling], otherwise: Sequence[tuple[str, str, str, str]]
) -> Occurrence:
    _, event_id, block, *columns = row
    reports = {t.document_id for t in tellings}
    figures = _figures(tellings)
    return from_columns(
        {
            **dict(zip(_COLUMNS, columns, strict=True)),
            "mutual": bool(columns[-1]),
            "id": make_id("o", event_id, block),
            "places": tuple(sorted({t.place for t in tellings if t.place})),
            "events": len(tellings),
            "reports": len(reports),
            "outlets": len({t.outlet for t in tellings if t.outlet}),
            "copy_groups": len({t.copy_group for t in tellings}),
            "own_voice": len({t.document_id for t in tellings if t.words is None}),
            "speakers": tuple(sorted({t.according_to for t in tellings if t.according_to})),
            "figures": figures,
            "differing": tuple(sorted({one.kind for one in figures if any(_excludes(one, o) for o in figures)})),
            "otherwise": _by_modality(otherwise),
            "tellings": tuple(tellings),
        },
        Occurrence,
        row=event_id,
    )


def _figures(tellings: Iterable[Telling]) -> tuple[Figure, ...]:
    """The numbers that are told, each once with all who say so."""
    told: dict[tuple[str, int, int], list[Telling]] = {}
    for telling in tellings:
        for match in _COUNT.finditer(telling.counts or ""):
            least = int(match["least"])
            told.setdefault((match["kind"], least, int(match["most"] or least)), []).append(telling)
    found = [
        Figure(*number, len({t.copy_group for t in by}), tuple(sorted({_voice(t) for t in by})))
        for number, by in told.items()
    ]
    return tuple(sorted(found, key=lambda f: (f.kind, -f.copy_groups, f.least, f.most)))


def _voice(telling: Telling) -> str:
    return telling.according_to or telling.outlet or telling.document_id


def _excludes(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and (one.most < other.least or other.most < one.least)


def _by_modality(told: Sequence[tuple[str, str, str, str]]) -> tuple[Otherwise, ...]:
    """What reports say otherwise, of modality, event, report and voice each."""
    return tuple(
        Otherwise(
            modality,
            len({document for m, _, document, _ in told if m == modality}),
            tuple(sorted(event for m, event, _, _ in told if m == modality)),
            tuple(sorted({voice for m, _, _, voice in told if m == modality})),
        )
        for modality in sorted({m for m, *_ in told})
    )


_COUNT = re.compile(rf"\b(?P<kind>\w+) (?P<least>\d+)(?:-(?P<most>\d+))?(?:{AND}|$)", re.ASCII)
_ORDER = {
    "day": "r.first_day DESC, r.event_id, r.position",
    "reports": "(SELECT count(DISTINCT e.document_id) FROM dyads d JOIN events e ON e.id = d.event_id "
    "WHERE d.occurrence = r.row) DESC, r.first_day DESC, r.event_id, r.position",
}
_NAMED_IN = f"""
    r.row IN (
        SELECT d.occurrence FROM dyads d WHERE {NAMED.format("replace(d.{one}, ';', ' ')", "{name}")}
            OR (d.occurrence_mutual AND {NAMED.format("replace(d.{other}, ';', ' ')", "{name}")})
    )
"""  # noqa: S608 (our own names)
_COUNTRY = "(r.{one}_country = :{one}_country OR (r.occurrence_mutual AND r.{other}_country = :{one}_country))"
_CONDITIONS = {
    "actor": _NAMED_IN.format(one="actor", other="recipient", name="actor"),
    "recipient": _NAMED_IN.format(one="recipient", other="actor", name="recipient"),
    "actor_country": _COUNTRY.format(one="actor", other="recipient"),
    "recipient_country": _COUNTRY.format(one="recipient", other="actor"),
    "type": "r.type = :type",
    "quad": "r.quad = :quad",
    "modality": "r.modality = :modality",
    "fewest": "(SELECT count(DISTINCT e.document_id) FROM dyads d JOIN events e ON e.id = d.event_id "
    "WHERE d.occurrence = r.row) >= :fewest",
    "since": "r.last_day >= :since",
    "until": "r.first_day <= :until",
}
_COLUMNS = (
    "type", "quad", "modality", "actor", "actor_country", "recipient", "recipient_country", "first_day", "last_day",
    "mutual",
)  # fmt: skip
_PAGE = """
    SELECT r.row, r.event_id, r.block, r.type, r.quad, r.modality, nullif(r.actor, ''), r.actor_country,
        nullif(r.recipient, ''), r.recipient_country, r.first_day, r.last_day, r.occurrence_mutual
    FROM dyads r WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset
"""
_TELLINGS = """
    SELECT d.occurrence, e.id, e.document_id, coalesce(c.group_id, e.document_id), t.outlet, t.title, t.published,
        d.actor, e.trigger, d.recipient, e.happened_on, e.place, e.counts, s.speaker, s.content
    FROM json_each(?) AS asked JOIN dyads d ON d.occurrence = asked.value JOIN events e ON e.id = d.event_id
    JOIN documents t ON t.id = e.document_id LEFT JOIN statements s ON s.id = e.within
    LEFT JOIN copies c ON c.document_id = e.document_id
    ORDER BY d.occurrence, t.published NULLS LAST, e.document_id, e.position, d.position
"""
# Of the same type and parties, at most a day off: as far as two reports of one occurrence may be.
_OTHERWISE = """
    SELECT r.row, d.modality, e.id, e.document_id, coalesce(s.speaker, t.outlet, t.id)
    FROM json_each(?) AS asked JOIN dyads r ON r.row = asked.value
    JOIN dyads d ON d.block = r.block AND d.modality <> r.modality
        AND (r.occurrence_mutual OR json_extract(d.told, '$.direction') IN (0, json_extract(r.told, '$.direction')))
        AND d.first_day <= date(r.last_day, '+1 day') AND d.last_day >= date(r.first_day, '-1 day')
    JOIN events e ON e.id = d.event_id JOIN documents t ON t.id = e.document_id
    LEFT JOIN statements s ON s.id = e.within ORDER BY r.row, d.modality, e.id
"""
