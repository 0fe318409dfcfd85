"""Two actors: what one does to the other and says of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.views.countries import country_code
from onrecord.views.events import EventView, events_by_id
from onrecord.views.occurrences import Occurrence, occurrences_by_number
from onrecord.views.statements import StatementView, statements_by_id
from onrecord.views.words import NAMED, like_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.store import Reader

Level = Literal["country", "actor"]


class Side(Struct, frozen=True):
    """One of two: everybody of a country, or whoever bears a name.

    Attributes:
        asked: as it was asked for.
        level: whether it is a country with all its people and bodies, or one actor.
        value: country code, or words of the name.
    """

    asked: str
    level: Level
    value: str


class Balance(Struct, frozen=True):
    """A month of two: numbers of events of each quad class that happened, and of statements by stance."""

    month: str
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0
    support: int = 0
    oppose: int = 0
    neutral: int = 0


class Levels(Struct, frozen=True):
    """How many events happened, counted in three ways.

    Attributes:
        report: what each report tells.
        copy: once for all copies of a report.
        occurrence: once for all reports of the same.
        unjoined: events of these that are not joined into occurrences yet, and counted as reports alone.
    """

    report: int
    copy: int
    occurrence: int
    unjoined: int


class Dyad(Struct, frozen=True):
    """What passed from one to another.

    Attributes:
        one: who acts and speaks.
        other: to whom it is done, of whom it is said.
        months: in order; only those in which something is told.
        events: the latest.
        statements: the latest.
        occurrences: events of many reports that are the same, the latest.
        levels: the number of events at each level.
        event_count: how many events there are.
        statement_count: how many statements there are.
    """

    one: Side
    other: Side
    months: tuple[Balance, ...]
    events: tuple[EventView, ...]
    statements: tuple[StatementView, ...]
    occurrences: tuple[Occurrence, ...]
    levels: Levels
    event_count: int
    statement_count: int


def side(asked: str) -> Side:
    """Who is meant: a country if it is the name or code of one, else whoever has these words in the name.

    Raises:
        QueryError: nothing is asked for.
    """
    if not asked.strip():
        raise QueryError(asked, "names nobody")
    try:
        code = country_code(asked)
    except QueryError:
        return Side(asked, "actor", asked)
    # Any three letters may be a code; those of a name are written otherwise.
    is_name = code == asked.strip().upper() != asked.strip()
    return Side(asked, "actor", asked) if is_name else Side(asked, "country", code)


def dyads(reader: Reader, one: Side, other: Side, *, most: int = 30, occurrences: int = 10) -> tuple[Dyad, Dyad]:
    """What `one` does to `other` and says of it, and the other direction.

    Args:
        reader: the store.
        one: who acts and speaks in the first direction.
        other: to whom, of whom.
        most: how many events and statements to give.
        occurrences: how many occurrences to give.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    unit: Level = "country" if one.level == other.level == "country" else "actor"
    known = {who: (who.value, "") if unit == "country" else _bearing(reader, who) for who in (one, other)}
    there, back = (
        _dyad(reader, _Sides(unit, *known[pair[0]], *known[pair[1]]), pair, most, occurrences)
        for pair in ((one, other), (other, one))
    )
    return there, back


def _dyad(reader: Reader, sides: _Sides, pair: tuple[Side, Side], most: int, most_occurrences: int) -> Dyad:
    events, statements = (_between(reader, sides, kind) for kind in ("acts_on", "speaks_about"))
    levels, numbers = _levels(reader, sides, events)
    return Dyad(
        one=pair[0],
        other=pair[1],
        months=_months(events, statements),
        events=events_by_id(reader, _ids(reader, "events", events[:most])),
        statements=statements_by_id(reader, _ids(reader, "statements", statements[:most])),
        occurrences=occurrences_by_number(reader, numbers, limit=most_occurrences),
        levels=levels,
        event_count=len(events),
        statement_count=len(statements),
    )


class _Sides(Struct, frozen=True):
    """How two are looked for: countries by their codes, single actors by JSON arrays.

    Attributes:
        unit: of the ties.
        one: code, or the `entity_key` of all who are meant.
        one_names: their references, or else names.
        other: the same of the other.
        other_names: the same of the other.
    """

    unit: Level
    one: str
    one_names: str
    other: str
    other_names: str

    def ask(self, reader: Reader, sql: str, **more: str) -> list[tuple[Any, ...]]:
        """Rows of a question that is put in another way for countries, with these values and more."""
        words = _COUNTRIES if self.unit == "country" else _ACTORS
        return reader.select(sql.format(**words), {**msgspec.structs.asdict(self), **more})


class _Tie(Struct, frozen=True):
    """A finding of two."""

    document_id: str
    position: int
    day: str
    quad: str
    support: int
    oppose: int


def _bearing(reader: Reader, who: Side) -> tuple[str, str]:
    """The keys of all who bear a name or are of a country, and what else the store calls these, as JSON arrays."""
    if who.level == "country":
        rows = reader.select(_KEYS.format("n.country = :value"), {"value": who.value})
    else:
        rows = reader.select(_KEYS.format(NAMED.format("n.name", "value")), {"value": like_pattern(who.value)})
    keys, names = (msgspec.json.encode(list(dict.fromkeys(row[at] for row in rows))).decode() for at in (0, 1))
    return keys, names


def _between(reader: Reader, sides: _Sides, kind: str) -> list[_Tie]:
    """The findings of one kind, the latest first."""
    return [_Tie(*row) for row in sides.ask(reader, _TIES, kind=kind)]


def _ids(reader: Reader, table: str, ties: Sequence[_Tie]) -> list[str]:
    places = msgspec.json.encode([(tie.document_id, tie.position) for tie in ties]).decode()
    sql = f"SELECT f.id FROM {_PLACES.format(table=table)}"  # noqa: S608 (our own names)
    return [row[0] for row in reader.select(sql, {"places": places})]


def _levels(reader: Reader, sides: _Sides, events: Sequence[_Tie]) -> tuple[Levels, list[int]]:
    """How many events there are, counted in three ways, and the numbers of the occurrences."""
    places = msgspec.json.encode([(tie.document_id, tie.position) for tie in events]).decode()
    rows = sides.ask(reader, _LEVELS, places=places)
    copies, occurrences = ({row[at] for row in rows if row[3]} for at in (1, 2))
    joined = len({row[0] for row in rows})
    return Levels(len(events), len(copies), len(occurrences), len(events) - joined), sorted(occurrences)


def _months(events: Iterable[_Tie], statements: Iterable[_Tie]) -> tuple[Balance, ...]:
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for tie in events:
        tally[tie.day[:7]][_QUADS[tie.quad]] += 1
    for tie in statements:
        tally[tie.day[:7]] += Counter(support=tie.support, oppose=tie.oppose, neutral=not (tie.support or tie.oppose))
    return tuple(Balance(month, **tally[month]) for month in sorted(tally) if month)


_QUADS = {"1": "verbal_cooperation", "2": "material_cooperation", "3": "verbal_conflict", "4": "material_conflict"}
_KEYS = "SELECT DISTINCT n.key, coalesce(n.ref, n.name) FROM entities n WHERE {}"
_PLACES = """
    json_each(:places) AS place CROSS JOIN {table} f
    ON f.document_id = json_extract(place.value, '$[0]') AND f.position = json_extract(place.value, '$[1]')
"""
# An event of several parties has several rows in `dyads`. An occurrence is mutual when any report tells it so.
_COUNTRIES = {
    "between": "r.source = :one AND r.target = :other",
    "matching": """(
        (r.actor_country = :one AND r.recipient_country = :other)
        OR (r.occurrence_mutual AND r.actor_country = :other AND r.recipient_country = :one)
    )""",
}
_ACTORS = {
    "between": "r.source IN (SELECT value FROM json_each(:one)) AND r.target IN (SELECT value FROM json_each(:other))",
    "matching": """EXISTS (
        SELECT 1 FROM json_each(r.told, '$.pairs') p
        WHERE json_extract(p.value, '$[0]') IN (SELECT value FROM json_each(:one_names))
            AND json_extract(p.value, '$[1]') IN (SELECT value FROM json_each(:other_names))
    )""",
}
_TIES = """
    SELECT r.document_id, r.position, r.first_day, r.quad, max(r.support), max(r.oppose) FROM ties r
    WHERE r.unit = :unit AND r.kind = :kind AND {between}
    GROUP BY r.document_id, r.position ORDER BY r.first_day DESC, r.document_id, r.position
"""
_LEVELS = f"""
    SELECT r.event_id, r.copy, r.occurrence, {{matching}}
    FROM {_PLACES.format(table="events")} CROSS JOIN dyads r ON r.event_id = f.id
"""  # noqa: S608 (our own names)
