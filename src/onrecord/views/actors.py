"""Actors over all reports of a store: who they are, what they say, what is said of them, what they do.

An actor is somebody whom a lexicon knows by a reference that is the same in every report, or else a name. Whoever is
known by name only is the same person in two reports only as far as the name says.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.errors import NotInStoreError
from onrecord.store.rows import AND, from_row
from onrecord.views.events import EventView, events_by_id
from onrecord.views.facets import all_months
from onrecord.views.page import Page, check_bounds
from onrecord.views.statements import StatementView, statements_by_id
from onrecord.views.stats import Count
from onrecord.views.words import NAMED, like_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.store import Reader


class Actor(Struct, frozen=True):
    """Somebody who speaks.

    Attributes:
        name: the most frequent one.
        ref: key that is the same in every document; None for whom no lexicon knows.
        kind: person, organisation, country and so on.
        country: country code.
        sector: sector code.
        documents: in how many reports.
        statements: how many are its own.
    """

    name: str
    ref: str | None
    kind: str
    country: str | None
    sector: str | None
    documents: int
    statements: int


class Profile(Struct, frozen=True):
    """What a store knows of an actor; of each list of findings the latest.

    Attributes:
        actor: who it is.
        names: what the reports call it, by how many of them.
        countries: codes, by how many reports.
        sectors: codes, by how many reports.
        months: of its own statements, as `2024-05`, in order and without gaps.
        subjects: what its statements are about, by how many.
        spoken_of_by: who speaks about it, by how many statements.
        said: its own statements.
        spoken_of: statements about it.
        done: events in which it acts.
        received: events that happen to it.
        totals: how many there are of these four.
    """

    actor: Actor
    names: tuple[Count, ...]
    countries: tuple[Count, ...]
    sectors: tuple[Count, ...]
    months: tuple[Count, ...]
    subjects: tuple[Count, ...]
    spoken_of_by: tuple[Count, ...]
    said: tuple[StatementView, ...]
    spoken_of: tuple[StatementView, ...]
    done: tuple[EventView, ...]
    received: tuple[EventView, ...]
    totals: dict[str, int]


def actors(reader: Reader, *, name: str = "", limit: int = 50, offset: int = 0) -> Page[Actor]:
    """Those who speak, whoever has the most statements first.

    Args:
        reader: the store.
        name: words of the name, side by side; all actors without it.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        QueryError: the numbers are no part of a list.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    values: dict[str, object] = {"name": like_pattern(name)}
    where = NAMED.format("n.name", "name") if name.strip() else "true"
    rows = reader.select(_ACTORS.format(where=where), {**values, "limit": max(limit, 1), "offset": offset})
    total = rows[0][-1] if rows else reader.select(_ACTOR_TOTAL.format(where=where), values)[0][0]
    return Page(tuple(from_row(row[:-1], Actor) for row in rows[:limit]), total, limit, offset)


def profile(reader: Reader, *, ref: str = "", name: str = "", most: int = 20) -> Profile:
    """All about one actor.

    Args:
        reader: the store.
        ref: its reference, such as `country:IRN`.
        name: its name, exactly, when it has no reference.
        most: how many findings to give of each kind.

    Raises:
        NotInStoreError: no report speaks of it.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    value, where = (ref, "n.ref = ?") if ref else (name, "n.name = ? AND n.ref IS NULL")
    rows = reader.select(_ENTITIES.format(where=where), (value,))
    if not rows:
        raise NotInStoreError(value)
    counted = {key: _counts(row[at] for row in rows) for at, key in enumerate(("name", "kind", "country", "sector"))}
    ids = {key: _ids(reader, sql.format(where=where), value) for key, sql in _FINDINGS.items()}
    spoken = [row[0] for row in reader.select(_ABOUT.format(where=where), (value,))]
    speakers = [row[0] for row in reader.select(_SPEAKERS_ABOUT.format(where=where), (value,))]
    return Profile(
        actor=Actor(
            name=str(counted["name"][0].value), ref=ref or None, kind=str(counted["kind"][0].value),
            country=_first(counted["country"]), sector=_first(counted["sector"]),
            documents=len({row[4] for row in rows}), statements=len(ids["said"]),
        ),
        names=counted["name"], countries=counted["country"], sectors=counted["sector"],
        months=_months(reader, where, value),
        subjects=_counts(spoken, most=12), spoken_of_by=_split(speakers, most=12),
        said=statements_by_id(reader, ids["said"][:most]), spoken_of=statements_by_id(reader, ids["spoken_of"][:most]),
        done=events_by_id(reader, ids["done"][:most]), received=events_by_id(reader, ids["received"][:most]),
        totals={key: len(found) for key, found in ids.items()},
    )  # fmt: skip


def _ids(reader: Reader, sql: str, value: str) -> list[str]:
    return [row[0] for row in reader.select(sql, (value,))]


def _months(reader: Reader, where: str, value: str) -> tuple[Count, ...]:
    tally = Counter({month: number for month, number in reader.select(_MONTHS.format(where=where), (value,)) if month})
    return tuple(Count(month, tally[month]) for month in all_months(tally))


def _counts(values: Iterable[str | None], *, most: int = 12) -> tuple[Count, ...]:
    tally = Counter(value for value in values if value)
    return tuple(Count(value, n) for value, n in sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def _split(cells: Iterable[str | None], *, most: int) -> tuple[Count, ...]:
    return _counts((name for cell in cells if cell for name in cell.split(AND)), most=most)


def _first(counts: tuple[Count, ...]) -> str | None:
    return counts[0].value if counts else None


# Whoever has a reference is one by that, whoever has none by the name; both along an index, in the order of the groups.
_SPEAKING = "FROM entities n INDEXED BY entities_speaking WHERE n.statements > 0 AND n.ref IS {} NULL AND {{where}}"
_GROUPED = f"""
    SELECT max(n.name), n.ref, max(n.kind), max(n.country), max(n.sector), count(DISTINCT n.document_id),
        sum(n.statements) AS number {_SPEAKING}
"""
_ACTORS = f"""
    WITH speaking AS MATERIALIZED (
        {_GROUPED.format("NOT")} GROUP BY n.ref UNION ALL {_GROUPED.format("")} GROUP BY n.ref, n.name
    )
    SELECT speaking.*, count(*) OVER () FROM speaking ORDER BY number DESC, 1 LIMIT :limit OFFSET :offset
"""  # noqa: S608 (our own names)
_ACTOR_TOTAL = f"""
    SELECT (SELECT count(DISTINCT n.ref) {_SPEAKING.format("NOT")})
        + (SELECT count(DISTINCT n.name) {_SPEAKING.format("")})
"""
_ENTITIES = "SELECT n.name, n.kind, n.country, n.sector, n.document_id FROM entities n WHERE {where}"
_LATEST = "ORDER BY f.first_day DESC, f.document_id, f.position"
_SAID = "FROM entities n JOIN speakers p ON p.entity_id = n.id JOIN statements f ON f.id = p.statement_id WHERE {where}"
_TARGETED = (
    "FROM entities n JOIN targets t ON t.entity_id = n.id JOIN statements f ON f.id = t.statement_id WHERE {where}"
)
_EVENTS = "FROM entities n JOIN parties p ON p.entity_id = n.id JOIN events f ON f.id = p.event_id WHERE {where}"
_FINDINGS = {
    "said": f"SELECT DISTINCT f.id {_SAID} {_LATEST}",
    "spoken_of": f"SELECT DISTINCT f.id {_TARGETED} {_LATEST}",
    "done": f"SELECT DISTINCT f.id {_EVENTS} AND p.side = 'actor' {_LATEST}",
    "received": f"SELECT DISTINCT f.id {_EVENTS} AND p.side = 'recipient' {_LATEST}",
}
_MONTHS = f"SELECT substr(f.first_day, 1, 7), count(*) {_SAID} GROUP BY 1"
_ABOUT = (
    "SELECT o.name FROM entities n JOIN speakers p ON p.entity_id = n.id JOIN targets t ON t.statement_id = "
    "p.statement_id JOIN entities o ON o.id = t.entity_id WHERE {where}"
)
_SPEAKERS_ABOUT = f"SELECT f.speaker {_TARGETED}"
