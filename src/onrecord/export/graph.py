"""Who speaks about whom and who acts on whom, over all reports, as nodes and edges for the formats of networks.

Parties are the same when a lexicon knows them as the same, or else when kind, country and name are. The graph is made
in memory: it grows with the parties and their pairs, not with the reports.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from onrecord.export.dyads import dyads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.model import Entity, Record

#: What nodes tell, in words.
NODE_DATA = ("name", "kind", "country", "sector")

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Key = tuple[str, ...]


class Node(NamedTuple):
    """A party: its id within the graph, and what is known of it by the names of `NODE_DATA`."""

    id: str
    data: Mapping[str, str | None]


class Edge(Struct, frozen=True):
    """What one does to or says of the other.

    Attributes:
        source: id of who speaks or acts.
        target: id of whom it is about or done to.
        relation: `speaks about` or `acts on`.
        count: of statements or events.
        score: mean of the speaker's stances (-1 to 1), or of the events' PLOVER scores (-10 to 10).
    """

    source: str
    target: str
    relation: str
    count: int
    score: float


class Graph(NamedTuple):
    """Nodes and edges in the order of their first appearance."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class _Sum(Struct):
    """How often, and the sum of the scores."""

    count: int = 0
    total: float = 0.0


def graph(records: Iterable[Record], *, all_events: bool = False) -> Graph:
    """The graph of records.

    Only asserted events count, unless all are asked for, and no negated statements.
    """
    parties: dict[Key, Entity] = {}
    sums: dict[tuple[Key, Key, str], _Sum] = {}
    for one, other, relation, score in _ties(records, all_events=all_events):
        ends = [_key(party) for party in (one, other)]
        for key, party in zip(ends, (one, other), strict=True):
            parties.setdefault(key, party)
        edge = sums.setdefault((ends[0], ends[1], relation), _Sum())
        edge.count += 1
        edge.total += score
    ids = {key: f"n{number}" for number, key in enumerate(parties)}
    return Graph(
        tuple(Node(ids[key], {name: getattr(party, name) for name in NODE_DATA}) for key, party in parties.items()),
        tuple(
            Edge(ids[one], ids[other], relation, edge.count, round(edge.total / edge.count, 4))
            for (one, other, relation), edge in sums.items()
        ),
    )


def xml_text(value: object) -> str:
    """A value in words, without what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", str(value))


def _ties(records: Iterable[Record], *, all_events: bool) -> Iterator[tuple[Entity, Entity, str, float]]:
    for record in records:
        for one, other, stance in _spoken(record):
            yield one, other, "speaks about", stance
        for dyad in dyads([record], all_events=all_events):
            if dyad.actor and dyad.recipient:
                yield dyad.actor, dyad.recipient, "acts on", dyad.event.score


def _spoken(record: Record) -> Iterator[tuple[Entity, Entity, float]]:
    entities = {e.id: e for e in record.entities}
    for statement in record.statements:
        if statement.negated:
            continue
        scores = {s.entity: s.score for s in statement.stance}
        for speaker in statement.speaker:
            for target in statement.about:
                yield entities[speaker], entities[target], scores.get(target, 0.0)


def _key(entity: Entity) -> Key:
    return (entity.ref,) if entity.ref else (entity.kind, entity.country or "", entity.name.casefold())
