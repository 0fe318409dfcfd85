"""Two actors: what one does to the other and says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.views.countries import country_code
from onrecord.views.events import EventView, events_by_id
from onrecord.views.statements import StatementView, statements_by_id
from onrecord.views.words import NAMED, like_pattern

if TYPE_CHECKING:
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


class Dyad(Struct, frozen=True):
    """What passed from one to another.

    Attributes:
        one: who acts and speaks.
        other: to whom it is done, of whom it is said.
        months: in order; only those in which something is told.
        events: the latest.
        statements: the latest.
        event_count: how many events there are.
        statement_count: how many statements there are.
    """

    one: Side
    other: Side
    months: tuple[Balance, ...]
    events: tuple[EventView, ...]
    statements: tuple[StatementView, ...]
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


def dyad(reader: Reader, one: Side, other: Side, *, most: int = 30) -> Dyad:
    """What `one` does to `other` and says of it; the other direction is another dyad.

    Args:
        reader: the store.
        one: who acts and speaks.
        other: to whom, of whom.
        most: how many events and statements to give.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    values = {"one": _value(one), "other": _value(other)}
    conditions = {
        "one": _WHERE[one.level].format(e="a", value="one"),
        "other": _WHERE[other.level].format(e="b", value="other"),
    }
    events = reader.select(_EVENTS.format(**conditions), values)
    statements = reader.select(_STATEMENTS.format(**conditions), values)
    return Dyad(
        one=one,
        other=other,
        months=_months(events, statements),
        events=events_by_id(reader, [row[0] for row in events[:most]]),
        statements=statements_by_id(reader, [row[0] for row in statements[:most]]),
        event_count=len(events),
        statement_count=len(statements),
    )


def _value(who: Side) -> str:
    return who.value if who.level == "country" else like_pattern(who.value)


def _months(events: list[tuple[str, ...]], statements: list[tuple[str, ...]]) -> tuple[Balance, ...]:
    tally: dict[str, dict[str, int]] = {}
    for _, month, key in (*events, *statements):
        if month:
            name = _QUADS.get(key, key)
            counts = tally.setdefault(month, {})
            counts[name] = counts.get(name, 0) + 1
    return tuple(Balance(month, **tally[month]) for month in sorted(tally))


_QUADS = {"1": "verbal_cooperation", "2": "material_cooperation", "3": "verbal_conflict", "4": "material_conflict"}
_WHERE = {"country": "{e}.country = :{value}", "actor": NAMED.format("{e}.name", "{value}")}
# A reciprocal event has all its parties as actors: each of two of them acts on the other.
_EVENTS = """
    SELECT DISTINCT f.id, substr(f.first_day, 1, 7), f.quad
    FROM events f
    JOIN parties p ON p.event_id = f.id AND p.side = 'actor' JOIN entities a ON a.id = p.entity_id AND {one}
    JOIN parties q ON q.event_id = f.id AND q.entity_id <> p.entity_id
        AND (q.side = 'recipient' OR f.recipient IS NULL)
    JOIN entities b ON b.id = q.entity_id AND {other}
    WHERE f.modality = 'asserted' ORDER BY f.first_day DESC, f.document_id, f.position
"""
_STATEMENTS = """
    SELECT DISTINCT f.id, substr(f.first_day, 1, 7), t.stance
    FROM statements f JOIN speakers p ON p.statement_id = f.id JOIN entities a ON a.id = p.entity_id AND {one}
    JOIN targets t ON t.statement_id = f.id JOIN entities b ON b.id = t.entity_id AND {other}
    WHERE NOT f.negated ORDER BY f.first_day DESC, f.document_id, f.position
"""
