"""Events and statements by where they are: places, or countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.lexicon.load import DATA
from onrecord.lexicon.schema import Country, read_table
from onrecord.store.rows import from_row
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
    table, made, source = _SOURCES[what]
    where = " AND ".join([made, *(_CONDITIONS[name] for name in values)])
    key, placed = _UNITS[by]
    if what == "about" and by == "place":
        placed = _PLACED
    named = _NAMED.format(source=source, where=where, key=key, placed=placed)
    rows = reader.select(_COUNTS.format(source=named), {**values, "limit": limit})
    ((findings,),) = reader.select(f"SELECT count(*) FROM {table} f WHERE {where}", values)  # noqa: S608 (our own names)
    ((total, somewhere),) = reader.select(_SIZES.format(source=named), values)
    found = tuple(from_row(row, Spot) for row in rows)
    if by == "country":
        found = _countries(reader, found)
    return Spots(what, by, found, total, findings, findings - somewhere)


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


_PLACED = "n.kind IN ('place', 'country') AND n.latitude IS NOT NULL"
_UNITS = {
    "place": ("n.place || ' ' || coalesce(n.country, '')", "n.latitude IS NOT NULL"),
    "country": ("n.country", "n.country IS NOT NULL"),
}
#: Of each thing counted its table, what is counted of it, and where it is.
_SOURCES = {
    "events": (
        "events",
        "f.modality = 'asserted'",
        "f.quad AS quad FROM events f JOIN entities n ON n.document_id = f.document_id AND n.name = f.place",
    ),
    "about": (
        "statements",
        "NOT f.negated",
        "'' AS quad FROM statements f JOIN targets t ON t.statement_id = f.id JOIN entities n ON n.id = t.entity_id",
    ),
    "said": (
        "statements",
        "NOT f.negated",
        "'' AS quad FROM statements f JOIN speakers p ON p.statement_id = f.id JOIN entities n ON n.id = p.entity_id",
    ),
}
_CONDITIONS = {
    "quad": "f.quad = :quad",
    "topic": "f.id IN (SELECT of FROM topics WHERE name = :topic)",
    "since": "f.last_day >= :since",
    "until": "f.first_day <= :until",
}
_NAMED = """
    SELECT DISTINCT {key} AS key, f.row AS row, n.place AS place, n.name AS name, n.country AS country, n.latitude,
        n.longitude, {source} AND {placed} WHERE {where}
"""
_OF = "count(DISTINCT CASE WHEN quad IN ({}) THEN row END)"
_COUNTS = f"""
    SELECT coalesce(max(place), max(name)), max(country), max(latitude), max(longitude), count(DISTINCT row),
        {_OF.format("'1', '2'")}, {_OF.format("'3', '4'")}
    FROM ({{source}}) GROUP BY key ORDER BY 5 DESC, 1, 2 LIMIT :limit
"""  # noqa: S608 (our own names)
_SIZES = "SELECT count(DISTINCT key), count(DISTINCT row) FROM ({source})"
_WHERE = """
    SELECT country, max(latitude), max(longitude) FROM entities
    WHERE kind = 'country' AND country IS NOT NULL AND latitude IS NOT NULL GROUP BY country
"""
