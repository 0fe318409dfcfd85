"""Events and statements by where they are: places, or countries."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.lexicon.load import DATA
from onrecord.lexicon.schema import Country, read_table
from onrecord.store.rows import AND, from_row
from onrecord.views.page import check_bounds
from onrecord.views.words import one_of

if TYPE_CHECKING:
    import datetime as dt

    from onrecord.store import Reader

Counted = Literal["events", "about", "said"]
Unit = Literal["place", "country"]


class Spot(Struct, frozen=True):
    """A place or country, and how much is of it.

    Attributes:
        name: the gazetteer's; of a country the common one.
        country: country code; None for what several states share.
        latitude: degrees north; None for a country that no report names, and whose place is not known therefore.
        longitude: degrees east.
        count: how many events or statements.
        cooperation: of events, how many of quad classes 1 and 2.
        conflict: of events, how many of quad classes 3 and 4.
    """

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    count: int
    cooperation: int = 0
    conflict: int = 0


class Spots(Struct, frozen=True):
    """Where something is.

    Attributes:
        counted: what is counted.
        unit: what the rows are.
        rows: those of most first.
        total: how many places or countries there are.
        findings: how many events or statements fit.
        nowhere: how many of these have no place, or no country.
    """

    counted: Counted
    unit: Unit
    rows: tuple[Spot, ...]
    total: int
    findings: int
    nowhere: int


def spots(  # noqa: PLR0913 (one keyword for each thing to ask for)
    reader: Reader,
    *,
    counted: str = "events",
    unit: str = "place",
    quad: str = "",
    topic: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 200,
) -> Spots:
    """Counts events that are asserted, or statements that were made, by where they are.

    Args:
        reader: the store.
        counted: `events`: where they happened; `about`: statements about a place, or about a country with its people
            and bodies; `said`: statements by whose people they are, which have countries alone.
        unit: `place` or `country`.
        quad: of events only a quad class, 1 to 4.
        topic: what they are about, as for `views.search`.
        since: first day; what has several days fits when any of them does.
        until: last day, included.
        limit: how many to give.

    Raises:
        QueryError: something given cannot be asked for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, 0)
    what, by = _known(counted, unit)
    asked = {"quad": one_of(quad, ("1", "2", "3", "4"), "quad class"), "topic": topic, "since": since, "until": until}
    if quad and what != "events":
        raise QueryError(quad, "is a class of events, and statements are counted")
    values = {name: str(value) for name, value in asked.items() if value}
    table, made, fitting = _SOURCES[what]
    days = [_CONDITIONS[name] for name in values if name != "topic"]
    where = " AND ".join([made, *days, *(_OF_TOPIC if topic else ())])
    if what == "said":
        return _said(reader, where, values, limit)
    ((findings,),) = reader.select(f"SELECT count(*) FROM {table} f WHERE {where}", values)  # noqa: S608 (our own names)
    where = " AND ".join(["f.counted = :counted", "f.unit = :unit", *days, *(fitting if topic else ())])
    rows = reader.select(_COUNTS.format(where=where), {**values, "counted": what, "unit": by, "limit": max(limit, 1)})
    total, somewhere = rows[0][-2:] if rows else (0, 0)
    found = tuple(from_row(row[: len(Spot.__struct_fields__)], Spot) for row in rows[:limit])
    if by == "country":
        found = _countries(reader, found)
    return Spots(what, by, found, total, findings, findings - somewhere)


def _said(reader: Reader, where: str, values: dict[str, str], limit: int) -> Spots:
    """Statements by the countries of their speakers, whose cells may have several."""
    counts: Counter[str] = Counter()
    findings = somewhere = 0
    for cell, number in reader.select(_SAID.format(where=where), values):
        findings += number
        if cell is not None:
            somewhere += number
            counts.update(dict.fromkeys(cell.split(AND), number))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    found = tuple(Spot(code, code, None, None, number) for code, number in ordered[:limit])
    return Spots("said", "country", _countries(reader, found), len(counts), findings, findings - somewhere)


def _known(counted: str, unit: str) -> tuple[Counted, Unit]:
    for what in get_args(Counted):
        for by in get_args(Unit):
            if (counted, unit) == (what, by):
                known: tuple[Counted, Unit] = what, "country" if what == "said" else by
                return known
    why = f"is not counted; there are {', '.join(get_args(Counted))} by {' or '.join(get_args(Unit))}"
    raise QueryError(f"{counted} by {unit}", why)


def _countries(reader: Reader, rows: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Countries with their common names and places."""
    names = {country.iso3: country.name for country in read_table(DATA / "countries.csv", Country)}
    where = {code: (north, east) for code, north, east in reader.select(_WHERE)}
    return tuple(
        Spot(names.get(row.country or "", row.name), row.country, *where.get(row.country, (None, None)), *rest)
        for row in rows
        for rest in ((row.count, row.cooperation, row.conflict),)
    )


_OF_TOPIC = ("f.id IN (SELECT of FROM topics WHERE name = :topic)",)
_SPOTS_OF_TOPIC = """
    (f.document_id, f.position) IN (
        SELECT x.document_id, x.position FROM topics t CROSS JOIN {} x ON x.id = t.of WHERE t.name = :topic
    )
"""
#: Of each thing counted its table, which of it are counted, and which spots are of a topic.
_SOURCES = {
    "events": ("events", "f.modality = 'asserted'", (_SPOTS_OF_TOPIC.format("events"),)),
    "about": ("statements", "NOT f.negated", (_SPOTS_OF_TOPIC.format("statements"),)),
    "said": ("statements", "NOT f.negated", ()),
}
_CONDITIONS = {
    "quad": "f.quad = :quad",
    "since": "f.last_day >= :since",
    "until": "f.first_day <= :until AND f.first_day <> ''",  # a spot's is empty where no day is known
}
_COUNTS = """
    WITH counted AS MATERIALIZED (
        SELECT iif(:unit = 'place', place, country), nullif(country, '') AS code, max(latitude), max(longitude),
            count(*) AS number, sum(quad IN ('1', '2')), sum(quad IN ('3', '4')), sum(first) AS first
        FROM spots f WHERE {where} GROUP BY place, country
    )
    SELECT counted.*, count(*) OVER (), sum(first) OVER () FROM counted ORDER BY number DESC, 1, 2 LIMIT :limit
"""
_SAID = "SELECT f.country, count(*) FROM statements f WHERE {where} GROUP BY f.country"
_WHERE = """
    SELECT country, max(latitude), max(longitude) FROM entities
    WHERE kind = 'country' AND latitude IS NOT NULL AND country IS NOT NULL GROUP BY country
"""
