"""Who speaks about whom and who acts on whom, over all reports, as GraphML for programs that draw and count networks.

Parties are the same when a lexicon knows them as the same, or else when kind, country and name are. The graph is made
in memory: it grows with the parties and their pairs, not with the reports.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from onrecord.export.dyads import dyads
from onrecord.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.model import Record

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

#: The data that nodes and edges carry: name, for what, type.
KEYS = (
    ("name", "node", "string"),
    ("kind", "node", "string"),
    ("country", "node", "string"),
    ("sector", "node", "string"),
    ("relation", "edge", "string"),
    ("count", "edge", "int"),
    ("score", "edge", "double"),
)

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Key = tuple[str, ...]


class _Edge(Struct):
    """How often, and the sum of the scores."""

    count: int = 0
    total: float = 0.0


class _Graph(Struct):
    """Nodes by what makes them the same, edges by their ends and relation, in the order of their first appearance."""

    nodes: dict[Key, Entity]
    edges: dict[tuple[Key, Key, str], _Edge]

    def add(self, one: Entity, other: Entity, relation: str, score: float) -> None:
        """Counts one more statement or event."""
        ends = [_key(party) for party in (one, other)]
        for key, party in zip(ends, (one, other), strict=True):
            self.nodes.setdefault(key, party)
        edge = self.edges.setdefault((ends[0], ends[1], relation), _Edge())
        edge.count += 1
        edge.total += score


def write(records: Iterable[Record], file: IO[bytes], *, all_events: bool = False) -> int:
    """Writes the graph to a binary file; returns how many edges it has.

    An edge `speaks about` has the mean of the speaker's stances (-1 to 1) as its score, an edge `acts on` that of the
    events' PLOVER scores (-10 to 10). Only asserted events count, unless all are asked for, and no negated statements.
    """
    graph = _Graph({}, {})
    for record in records:
        for one, other, stance in _spoken(record):
            graph.add(one, other, "speaks about", stance)
        for dyad in dyads([record], all_events=all_events):
            if dyad.actor and dyad.recipient:
                graph.add(dyad.actor, dyad.recipient, "acts on", dyad.event.score)
    _write(graph, file)
    return len(graph.edges)


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


def _write(graph: _Graph, file: IO[bytes]) -> None:
    numbers = {key: f"n{number}" for number, key in enumerate(graph.nodes)}
    nodes = (
        (numbers[key], {name: getattr(entity, name) for name in ("name", "kind", "country", "sector")})
        for key, entity in graph.nodes.items()
    )
    edges = (
        (
            numbers[one],
            numbers[other],
            {"relation": relation, "count": edge.count, "score": round(edge.total / edge.count, 4)},
        )
        for (one, other, relation), edge in graph.edges.items()
    )
    write_graph(nodes, edges, file, keys=KEYS)


def write_graph(
    nodes: Iterable[tuple[str, Mapping[str, object]]],
    edges: Iterable[tuple[str, str, Mapping[str, object]]],
    file: IO[bytes],
    *,
    keys: Iterable[tuple[str, str, str]],
) -> None:
    """Writes a directed graph to a binary file.

    Args:
        nodes: the id of each, unique and a word of XML's, and its data by name.
        edges: the ids of the ends of each, and its data by name; what is None is left out.
        file: where to.
        keys: of all data the name, whether of a `node` or an `edge`, and the type: string, int or double. A name is of
            one of both.
    """
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", xmlns=NAMESPACE):
            for name, of, kind in keys:
                xml.write(etree.Element("key", {"id": name, "for": of, "attr.name": name, "attr.type": kind}))
            with xml.element("graph", id="onrecord", edgedefault="directed"):
                for id_, data in nodes:
                    xml.write(_element("node", {"id": id_}, data))
                for source, target, data in edges:
                    xml.write(_element("edge", {"source": source, "target": target}, data))
    file.write(b"\n")


def _element(tag: str, attributes: Mapping[str, str], data: Mapping[str, object]) -> etree._Element:
    element = etree.Element(tag, dict(attributes))
    for name, value in data.items():
        if value is not None:
            etree.SubElement(element, "data", key=name).text = _FORBIDDEN.sub("\ufffd", str(value))
    return element
