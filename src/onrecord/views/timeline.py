"""What an actor said, did and received, in the order of days, and how many of these in each day, week or month.

Every report's statements and events stand here; `onrecord.views.occurrences` tells which events are the same.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.store.rows import days, from_columns
from onrecord.views.dyads import side
from onrecord.views.page import Page, check_bounds
from onrecord.views.periods import By, label, period_of, spanned
from onrecord.views.words import NAMED, like_pattern, one_of

if TYPE_CHECKING:
    from onrecord.model import Date
    from onrecord.store import Reader
    from onrecord.views.dyads import Side

Kind = Literal["said", "did", "received"]
How = Literal["stated", "carried", "publication"]


class Moment(Struct, frozen=True):
    """A statement or an event of an actor.

    Attributes:
        first_day: first day on which it can have been; None when neither it nor its report is dated.
        last_day: the last such day.
        how: whether the report dates it beside the finding (`stated`), or before (`carried`), or not, so that it has
            the day of `publication`; None without a day.
        kind: whether the actor said it, did it, or had it done to it.
        what: act of a statement, PLOVER type of an event.
        manner: of an event its modality, of a statement "negated" when the report says that it was not said.
        actor: who speaks or acts.
        other: whom the statement is about, to whom the event was done.
        words: the statement's content, the event's trigger.
        according_to: speakers of the statement that tells the event.
        id: the statement's or event's.
        document_id: its report's.
        title: headline of the report.
        outlet: who published it.
        published: day of publication.
    """

    first_day: dt.date | None
    last_day: dt.date | None
    how: How | None
    kind: Kind
    what: str
    manner: str | None
    actor: str | None
    other: str | None
    words: str
    according_to: str | None
    id: str
    document_id: str
    title: str | None
    outlet: str | None
    published: dt.date | None


class Tally(Struct, frozen=True):
    """Numbers of a period: what was said, and events that happened, those done and received also by quad class."""

    period: str
    said: int = 0
    did: int = 0
    received: int = 0
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0


class Tallies(Struct, frozen=True):
    """Numbers of all periods, and what is in none of them.

    Attributes:
        rows: every period between the bounds, or between the first and the last that has any.
        undated: statements and events without a day.
        wide: those whose date is wider than a period.
    """

    rows: tuple[Tally, ...]
    undated: int
    wide: int


class _Question(Struct, frozen=True):
    """Conditions, and the values of their parameters."""

    said: str
    did: str
    received: str
    values: dict[str, object]


def timeline(  # noqa: PLR0913 (one keyword for each thing to ask for)
    reader: Reader,
    actor: str,
    *,
    about: str = "",
    topic: str = "",
    kind: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Page[Moment]:
    """What an actor said, did and received, the first day first, and of one day what is exact; what has none is last.

    Args:
        reader: the store.
        actor: name or code of a country, for all its people and bodies; or words of a name.
        about: whom the statements are about, and with whom the events are; written as `actor`.
        topic: what it is about, as for `views.search`.
        kind: `said`, `did` or `received` alone.
        since: first day; what has several days fits when any of them does.
        until: last day, included.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        QueryError: something given cannot be asked for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    asked = _question(actor, about, topic, since, until)
    kinds = [one_of(kind, get_args(Kind), "kind")] if kind else list(get_args(Kind))
    every = " UNION ALL ".join(_MOMENTS[k].format(where=getattr(asked, k)) for k in kinds)
    ((total,),) = reader.select(f"SELECT count(*) FROM ({every})", asked.values)  # noqa: S608 (no user's text)
    page = reader.select(_PAGE.format(every=every, order=_ORDER), {**asked.values, "limit": limit, "offset": offset})
    dates = _dates(reader, {row[2] for row in page})
    return Page(tuple(_moment(row, dates) for row in page), total, limit, offset)


def tallies(  # noqa: PLR0913 (one keyword for each thing to ask for)
    reader: Reader,
    actor: str,
    *,
    by: By = "month",
    about: str = "",
    topic: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Tallies:
    """How much an actor said, did and received in each period; of events those alone that happened, as reports tell.

    Args:
        reader: the store.
        actor: as for `timeline`.
        by: length of a period; weeks begin on Monday.
        about: as for `timeline`.
        topic: as for `timeline`.
        since: first day.
        until: last day, included.

    Raises:
        QueryError: something given cannot be asked for.
        StoreError: the store cannot be read.
    """
    one_of(by, get_args(By), "length of a period")
    asked = _question(actor, about, topic, since, until)
    counts: dict[str, dict[str, int]] = {}
    undated = wide = 0
    for kind in get_args(Kind):
        period, last = (period_of(by, f"f.{column}") for column in ("first_day", "last_day"))
        sql = _COUNTS[kind].format(where=getattr(asked, kind), period=period, last=last)
        for first, is_wide, quad, number in reader.select(sql, asked.values):
            if first is None:
                undated += number
            elif is_wide:
                wide += number
            else:
                of = counts.setdefault(first, {})
                for name in filter(None, (kind, _QUADS.get(quad))):
                    of[name] = of.get(name, 0) + number
    span = spanned(by, counts, since, until)
    rows = tuple(Tally(label(by, day), **counts.get(day.isoformat(), {})) for day in span)
    return Tallies(rows, undated, wide)


def _question(actor: str, about: str, topic: str, since: dt.date | None, until: dt.date | None) -> _Question:
    if since and until and since > until:
        raise QueryError(f"{since} to {until}", "ends before it begins")
    who, values = side(actor), dict[str, object]()
    values["who"] = _value(who)
    said, did, received = ([_is(who, "who", role)] for role in ("speaker", "actor", "recipient"))
    if about.strip():
        whom = side(about)
        values["whom"] = _value(whom)
        acts, suffers = (_is(whom, "whom", role) for role in ("actor", "recipient"))
        said.append(_ABOUT[whom.level])
        did.append(f"({suffers} OR (f.recipient IS NULL AND {acts}))")
        received.append(acts)
    for name, value in (("topic", topic), ("since", since), ("until", until)):
        if value:
            values[name] = str(value)
            for conditions in (said, did, received):
                conditions.append(_LIMITS[name])
    return _Question(" AND ".join(said), " AND ".join(did), " AND ".join(received), values)


def _value(who: Side) -> str:
    return who.value if who.level == "country" else like_pattern(who.value)


def _is(who: Side, value: str, role: str) -> str:
    """A condition that somebody has a role, by the columns in which a finding's row has its parties."""
    if who.level == "country":
        column = "f.country" if role == "speaker" else f"f.{role}_country"
        return f"instr('; ' || {column} || ';', '; ' || :{value} || ';') > 0"
    return NAMED.format(f"replace(f.{role}, ';', ' ')", value)


def _dates(reader: Reader, documents: set[str]) -> dict[str, Date | None]:
    """The dates of the findings of some reports, by id; how a day was found stands in the record alone."""
    records = [reader.record(document) for document in sorted(documents)]
    said = {s.id: s.said_on for record in records for s in record.statements}
    return said | {e.id: e.date for record in records for e in record.events}


def _moment(row: tuple[object, ...], dates: dict[str, Date | None]) -> Moment:
    fields = dict(zip(_COLUMNS, row, strict=True))
    date = dates.get(str(fields["id"]))
    # A day that the finding's own date does not give is that of publication.
    dated = date is not None and days(date.value, None)[0] is not None
    how = date.how if date is not None and dated else "publication"
    return from_columns({**fields, "how": how if fields["first_day"] else None}, Moment, row=str(fields["id"]))


_OF_TARGETS = "f.id IN (SELECT t.statement_id FROM targets t JOIN entities n ON n.id = t.entity_id WHERE {})"
_QUADS = {"1": "verbal_cooperation", "2": "material_cooperation", "3": "verbal_conflict", "4": "material_conflict"}
_ABOUT = {
    "country": _OF_TARGETS.format("n.country = :whom"),
    "actor": _OF_TARGETS.format(NAMED.format("n.name", "whom")),
}
_LIMITS = {
    "topic": "f.id IN (SELECT of FROM topics WHERE name = :topic)",
    "since": "f.last_day >= :since",
    "until": "f.first_day <= :until",
}
_COLUMNS = (
    "kind", "id", "document_id", "first_day", "last_day", "what", "manner", "actor", "other", "words", "according_to",
    "title", "outlet", "published",
)  # fmt: skip
_SAID = """
    SELECT 'said' AS kind, f.id, f.document_id, f.first_day, f.last_day, f.act AS what,
        iif(f.negated, 'negated', NULL) AS manner, f.speaker AS actor, f.about AS other, f.content AS words,
        NULL AS within, f.position FROM statements f WHERE {where}
"""
_EVENTS = """
    SELECT '{kind}' AS kind, f.id, f.document_id, f.first_day, f.last_day, f.type AS what, f.modality AS manner,
        f.actor, f.recipient AS other, f.trigger AS words, f.within, f.position FROM events f WHERE {{where}}
"""
_MOMENTS = {"said": _SAID, "did": _EVENTS.format(kind="did"), "received": _EVENTS.format(kind="received")}
_ORDER = "m.first_day NULLS LAST, m.last_day, m.document_id, m.kind, m.position"
_PAGE = """
    SELECT m.kind, m.id, m.document_id, m.first_day, m.last_day, m.what, m.manner, m.actor, m.other, m.words,
        s.speaker, d.title, d.outlet, d.published
    FROM (
        SELECT * FROM ({every}) m ORDER BY {order} LIMIT :limit OFFSET :offset
    ) m JOIN documents d ON d.id = m.document_id LEFT JOIN statements s ON s.id = m.within
    ORDER BY {order}
"""
_COUNTED = """
    SELECT {{period}}, {{period}} <> {{last}}, {quad}, count(*) FROM {table} f WHERE {{where}} {only} GROUP BY 1, 2, 3
"""
_OF_EVENTS = _COUNTED.format(quad="f.quad", table="events", only="AND f.modality = 'asserted'")
_COUNTS = {
    "said": _COUNTED.format(quad="NULL", table="statements", only="AND NOT f.negated"),
    "did": _OF_EVENTS,
    "received": _OF_EVENTS,
}
