"""Who speaks about whom, and who acts on whom: countries or actors, and the ties between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nsmallest
from operator import sub
from typing import TYPE_CHECKING, Literal, TypedDict, get_args

import msgspec
from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.lexicon.load import DATA
from onrecord.lexicon.schema import Country, read_table
from onrecord.views.copied import Copies, repeated
from onrecord.views.copies import uncompared
from onrecord.views.page import check_bounds
from onrecord.views.words import one_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping
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
    counts: dict[_Ends, _Sums] = {}
    own = unplaced = repeats = 0
    for each in get_args(EdgeKind):
        if kind in {"", each}:
            ties, number = _ties(reader, each, known, bounds, collapse=copies == "collapse")
            unplaced += int(ties.pop((each, "", ""), (0,))[0])
            own += sum(int(sums[0]) for (_, source, target), sums in ties.items() if source == target)
            counts |= {ends: sums for ends, sums in ties.items() if ends[1] != ends[2]}
            repeats += number
    heavy = [ends for ends, sums in counts.items() if sums[0] >= min_weight]
    given = nsmallest(limit, heavy, key=lambda ends: (-counts[ends][0], *ends))
    return Network(
        unit=known, nodes=_nodes(reader, known, counts, given), edges=tuple(_edge(e, counts[e]) for e in given),
        node_total=len({end for _, *ends in counts for end in ends}), edge_total=len(counts),
        lighter=len(counts) - len(heavy), beyond=len(heavy) - len(given), own=own, unplaced=unplaced,
        copies=repeats, uncompared=uncompared(reader),
    )  # fmt: skip


def _ties(
    reader: Reader, kind: EdgeKind, unit: Unit, bounds: Bounds, *, collapse: bool
) -> tuple[dict[_Ends, _Sums], int]:
    """The sums of a kind of tie by their ends, and how many findings were left out as copies."""
    table, counted = _KINDS[kind]
    given = {"since": bounds.get("since"), "until": bounds.get("until")}
    days = {name: day.isoformat() for name, day in given.items() if day}
    asked = {**days, "unit": unit, "kind": kind}
    where = " AND ".join(["r.unit = :unit", "r.kind = :kind", *(_CONDITIONS[name] for name in days)])
    sums = _SUMS[kind]
    rows = reader.select(_SUMMED.format(sums=sums, source="ties r", where=where), asked)
    ties = {(kind, row[0], row[1]): row[2:] for row in rows}
    if not collapse:
        return ties, 0
    within = " AND ".join([counted, *(_CONDITIONS[name].replace("r.", "f.") for name in days)])
    numbers, number = repeated(reader, table, where=within, values=days)
    sql = _SUMMED.format(sums=sums, source=_REPEATED.format(table=table), where=where)
    for one, other, *less in reader.select(sql, {**asked, "repeated": numbers}):
        rest = tuple(map(sub, ties[kind, one, other], less))
        ties[kind, one, other] = rest
        if not rest[0]:
            del ties[kind, one, other]
    return ties, number


def _edge(ends: _Ends, sums: _Sums) -> Edge:
    weight, parts, total, *others = sums
    return Edge(ends[1], ends[2], ends[0], int(weight), round(total / parts, 4) + 0.0, *map(int, others))


def _nodes(reader: Reader, unit: Unit, ties: Mapping[_Ends, _Sums], given: Iterable[_Ends]) -> tuple[Node, ...]:
    """The ends of the ties that are given, with the counts of all ties."""
    ends = {end for _, *both in given for end in both}
    counts = {end: [0, 0, 0, 0] for end in ends}
    for (kind, source, target), sums in ties.items():
        first = 0 if kind == "speaks_about" else 2
        if source in ends:
            counts[source][first] += int(sums[0])
        if target in ends:
            counts[target][first + 1] += int(sums[0])
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
_Ends = tuple[EdgeKind, str, str]  # how, who and whom
_Sums = tuple[float, ...]  # findings, parts that have scores, the sum of these; then findings by stance and quad class
_CONDITIONS = {
    # The first day is within a year of the last one. Where none is known, it is empty in a tie.
    "since": "r.last_day >= :since AND r.first_day >= date(:since, '-366 days')",
    "until": "r.first_day <= :until AND r.first_day <> ''",
}
_KINDS: dict[EdgeKind, tuple[Literal["statements", "events"], str]] = {
    "speaks_about": ("statements", "NOT f.negated"),
    "acts_on": ("events", "f.modality = 'asserted'"),
}
_SUMS: dict[EdgeKind, str] = {
    "speaks_about": "sum(r.parts), sum(r.score), sum(r.support), sum(r.oppose), 0, 0, 0, 0",
    "acts_on": "sum(r.parts), sum(r.score), 0, 0, sum(r.quad = '1'), sum(r.quad = '2'), sum(r.quad = '3'),"
    " sum(r.quad = '4')",
}
_SUMMED = "SELECT r.source, r.target, count(*), {sums} FROM {source} WHERE {where} GROUP BY r.source, r.target"
_REPEATED = """
    json_each(:repeated) AS numbers CROSS JOIN {table} f ON f.row = numbers.value
    CROSS JOIN ties r INDEXED BY ties_document ON r.document_id = f.document_id AND r.position = f.position
"""
_ACTORS = """
    SELECT n.key, n.name, n.ref, n.country, n.sector, count(*) FROM entities n
    WHERE n.key IN (SELECT value FROM json_each(:keys)) GROUP BY 1, 2, 3, 4, 5
"""
