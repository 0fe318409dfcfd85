"""Who speaks about whom, and who acts on whom: countries or actors, and the ties between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from operator import add
from typing import TYPE_CHECKING, Any, Literal, TypedDict, get_args

import msgspec
from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.lexicon.load import DATA
from onrecord.lexicon.schema import Country, read_table
from onrecord.store.rows import AND
from onrecord.views.copied import NOT_REPEATED, Copies, repeated
from onrecord.views.copies import uncompared
from onrecord.views.page import check_bounds
from onrecord.views.words import one_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from typing import Unpack

    from onrecord.store import Reader

Unit = Literal["country", "actor"]
EdgeKind = Literal["speaks_about", "acts_on"]


class Node(Struct, frozen=True):
    """A country or an actor. Its counts are of all edges, also of those that were left out.

    Attributes:
        id: country code; of an actor its reference, or else its kind, country and name in lower case.
        name: of a country the common one; of an actor the most frequent one.
        ref: key that is the same in every document; None for whom no lexicon knows.
        country: country code.
        sector: sector code, the most frequent one; None for countries.
        statements: how many statements it makes about others.
        spoken_of: how many statements others make about it.
        events: how many events it does to others.
        received: how many events others do to it.
    """

    id: str
    name: str
    ref: str | None
    country: str | None
    sector: str | None
    statements: int
    spoken_of: int
    events: int
    received: int


class Edge(Struct, frozen=True):
    """All that goes one way between two.

    Attributes:
        source: id of the node that speaks or acts.
        target: id of the node that is spoken of, or that it is done to.
        kind: `speaks_about` or `acts_on`.
        weight: how many statements or events.
        score: mean of the stances, -1 to 1, or of the events' PLOVER scores, -10 to 10.
        support: statements that support the target.
        oppose: statements that oppose it.
        verbal_cooperation: events of quad class 1.
        material_cooperation: events of quad class 2.
        verbal_conflict: events of quad class 3.
        material_conflict: events of quad class 4.
    """

    source: str
    target: str
    kind: EdgeKind
    weight: int
    score: float
    support: int = 0
    oppose: int = 0
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0


class Network(Struct, frozen=True):
    """Who speaks about whom and acts on whom.

    Attributes:
        unit: what the nodes are.
        nodes: those that the edges tie, the most active first.
        edges: the heaviest first.
        node_total: how many nodes all edges tie.
        edge_total: how many edges there are.
        lighter: how many of these were left out because they weigh less than was asked for.
        beyond: how many more were left out because of the limit.
        own: statements and events that stay within one node, such as of a country about itself; no edges. An event that
            is done to nobody is no tie at all.
        unplaced: statements and events that tie nobody because the country of one side is not known.
        copies: statements and events that are not counted because they are copies of others.
        uncompared: reports of the store that were not compared with the others yet, and count as no copies.
    """

    unit: Unit
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_total: int
    edge_total: int
    lighter: int
    beyond: int
    own: int
    unplaced: int
    copies: int
    uncompared: int


class Bounds(TypedDict, total=False):
    """Of what time; `network` says what each means."""

    since: dt.date | None
    until: dt.date | None


def network(  # noqa: PLR0913 (one keyword for each thing to ask for)
    reader: Reader,
    *,
    unit: str = "country",
    kind: str = "",
    min_weight: int = 1,
    copies: str = "collapse",
    limit: int = 200,
    **bounds: Unpack[Bounds],
) -> Network:
    """The network of a store. Counted are statements that were made, and events that are asserted.

    Args:
        reader: the store.
        unit: `country`: everybody of a country is one node; `actor`: each person and body.
        kind: only edges of this kind.
        min_weight: fewer statements or events make no edge.
        copies: `collapse`: what several reports have as copies of each other counts once; `count`: every report counts.
        limit: how many edges to give.
        **bounds: `since` and `until`: first and last day; what is not dated fits neither.

    Raises:
        QueryError: something given cannot be asked for.
        StoreError: the store cannot be read.
    """
    check_bounds(limit, min_weight)
    one_of(copies or "nothing", get_args(Copies), "way to count copies")
    one_of(kind, get_args(EdgeKind), "kind of edge")
    known: Unit = "actor" if unit == "actor" else "country"
    if unit != known:
        raise QueryError(unit, f"is no unit; there are {', '.join(get_args(Unit))}")
    edges: list[Edge] = []
    own = unplaced = repeats = 0
    for each in get_args(EdgeKind):
        if kind in {"", each}:
            rows, number = _counts(reader, each, known, bounds, collapse=copies == "collapse")
            ties = _ties(rows, known)
            edges += [_edge(each, *ends, tie) for ends, tie in ties.items() if ends[0] != ends[1]]
            own += sum(int(tie[0]) for (source, target), tie in ties.items() if source == target)
            unplaced += sum(row[_WEIGHT] for row in rows if not row[2] and None in row[:2])
            repeats += number
    edges.sort(key=lambda e: (-e.weight, e.kind, e.source, e.target))
    heavy = [edge for edge in edges if edge.weight >= min_weight]
    given = heavy[:limit]
    return Network(
        unit=known, nodes=_nodes(reader, known, edges, given), edges=tuple(given),
        node_total=len({end for e in edges for end in (e.source, e.target)}), edge_total=len(edges),
        lighter=len(edges) - len(heavy), beyond=len(heavy) - len(given), own=own, unplaced=unplaced,
        copies=repeats, uncompared=uncompared(reader),
    )  # fmt: skip


def _counts(
    reader: Reader, kind: EdgeKind, unit: Unit, bounds: Bounds, *, collapse: bool
) -> tuple[list[tuple[Any, ...]], int]:
    """Counts by source and target, and how many findings were left out as copies."""
    table, counted = _KINDS[kind]
    given = {"since": bounds.get("since"), "until": bounds.get("until")}
    values = {name: day.isoformat() for name, day in given.items() if day}
    where = " AND ".join([counted, *(_CONDITIONS[name] for name in values)])
    number = 0
    if collapse:
        numbers, number = repeated(reader, table, where=where, values=values)
        values["repeated"] = numbers
        where += f" AND {NOT_REPEATED}"
    sql = _SQL[kind, unit].format(where=where, first="CROSS " if given["since"] else "")
    return reader.select(sql, values), number


def _ties(rows: Iterable[tuple[Any, ...]], unit: Unit) -> dict[tuple[str, str], list[float]]:
    """The sums of the counts by source and target; a cell of several countries stands for each of them."""
    ties: dict[tuple[str, str], list[float]] = {}
    for source, target, mutual, *numbers in rows:
        sources, targets = ([cell] if unit == "actor" else cell.split(AND) for cell in (source or "", target or ""))
        for one, other in product(sources, sources if mutual else targets):
            if one and other and not (mutual and one == other):
                tie = ties.setdefault((one, other), [0] * len(numbers))
                tie[:] = map(add, tie, numbers)
    return ties


def _edge(kind: EdgeKind, source: str, target: str, tie: Sequence[float]) -> Edge:
    weight, parts, total, *others = tie
    return Edge(source, target, kind, int(weight), round(total / parts, 4), *map(int, others))


def _nodes(reader: Reader, unit: Unit, edges: Iterable[Edge], given: Iterable[Edge]) -> tuple[Node, ...]:
    """The ends of the edges that are given, with the counts of all edges."""
    ends = {end for edge in given for end in (edge.source, edge.target)}
    counts = {end: [0, 0, 0, 0] for end in ends}
    for edge in edges:
        first = 0 if edge.kind == "speaks_about" else 2
        for end, at in ((edge.source, first), (edge.target, first + 1)):
            if end in ends:
                counts[end][at] += edge.weight
    facts = _countries(ends) if unit == "country" else _actors(reader, ends)
    nodes = [Node(end, *facts[end], *counts[end]) for end in ends]
    return tuple(sorted(nodes, key=lambda n: (-sum(counts[n.id]), n.id)))


def _countries(codes: Iterable[str]) -> dict[str, _Facts]:
    names = {country.iso3: country.name for country in read_table(DATA / "countries.csv", Country)}
    return {code: (names.get(code, code), None, code, None) for code in codes}


def _actors(reader: Reader, keys: Iterable[str]) -> dict[str, _Facts]:
    """Name, reference, country and sector of actors: the most frequent ones."""
    rows = reader.select(_ACTORS, {"keys": msgspec.json.encode(sorted(keys)).decode()})
    tallies: dict[str, tuple[Counter[str], ...]] = defaultdict(lambda: tuple(Counter() for _ in range(_FACTS)))
    for key, *values, number in rows:
        for tally, value in zip(tallies[key], values, strict=True):
            tally.update({value: number} if value else {})
    return {key: tuple(map(_most, of)) for key, of in tallies.items()}  # type: ignore[misc] # a name is always told


def _most(tally: Counter[str]) -> str | None:
    return min(tally, key=lambda value: (-tally[value], value), default=None)


_Facts = tuple[str, str | None, str | None, str | None]
_FACTS = 4
_WEIGHT = 3  # its column in the counts
_CONDITIONS = {
    # The first day is within a year of the last one, and has an index.
    "since": "f.last_day >= :since AND f.first_day >= date(:since, '-1 year')",
    "until": "f.first_day <= :until",
}
_KINDS: dict[EdgeKind, tuple[Literal["statements", "events"], str]] = {
    "speaks_about": ("statements", "NOT f.negated"),
    "acts_on": ("events", "f.modality = 'asserted'"),
}
_KEY = "coalesce({0}.ref, {0}.kind || ':' || coalesce({0}.country, '') || ':' || lower({0}.name))"
# Source, target, whether the sources act on each other; findings, parts that have scores, their sum; then by kind.
_OF_STATEMENTS = """
    count(DISTINCT f.row), count(*), sum(t.score), count(DISTINCT CASE WHEN t.score > 0 THEN f.row END),
    count(DISTINCT CASE WHEN t.score < 0 THEN f.row END), 0, 0, 0, 0
"""
_OF_EVENTS = """
    count(DISTINCT f.row), count(*), sum(f.score), 0, 0, sum(f.quad = '1'), sum(f.quad = '2'), sum(f.quad = '3'),
    sum(f.quad = '4')
"""
_SQL: dict[tuple[EdgeKind, Unit], str] = {
    ("speaks_about", "country"): f"""
        SELECT f.country, b.country, 0, {_OF_STATEMENTS}
        FROM statements f {{first}}JOIN targets t ON t.statement_id = f.id JOIN entities b ON b.id = t.entity_id
        WHERE {{where}} GROUP BY 1, 2
    """,  # noqa: S608 (our own names)
    ("speaks_about", "actor"): f"""
        SELECT {_KEY.format("a")}, {_KEY.format("b")}, 0, {_OF_STATEMENTS}
        FROM statements f {{first}}JOIN targets t ON t.statement_id = f.id JOIN speakers p ON p.statement_id = f.id
        JOIN entities a ON a.id = p.entity_id JOIN entities b ON b.id = t.entity_id
        WHERE {{where}} GROUP BY 1, 2
    """,  # noqa: S608 (our own names)
    ("acts_on", "country"): f"""
        SELECT f.actor_country, f.recipient_country, f.recipient IS NULL, {_OF_EVENTS}
        FROM events f WHERE {{where}} GROUP BY 1, 2, 3
    """,  # noqa: S608 (our own names)
    # A reciprocal event has all its parties as actors: each of two of them acts on the other.
    ("acts_on", "actor"): f"""
        SELECT {_KEY.format("a")}, {_KEY.format("b")}, 0, {_OF_EVENTS}
        FROM events f {{first}}JOIN parties p ON p.event_id = f.id AND p.side = 'actor'
        JOIN parties q ON q.event_id = f.id AND q.entity_id <> p.entity_id
        AND (q.side = 'recipient' OR f.recipient IS NULL)
        JOIN entities a ON a.id = p.entity_id JOIN entities b ON b.id = q.entity_id
        WHERE {{where}} GROUP BY 1, 2
    """,  # noqa: S608 (our own names)
}  # fmt: skip
_ACTORS = f"""
    SELECT {_KEY.format("n")} AS key, n.name, n.ref, n.country, n.sector, count(*) FROM entities n
    WHERE key IN (SELECT value FROM json_each(:keys)) GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 (our own names)
