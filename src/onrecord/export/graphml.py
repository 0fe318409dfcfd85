"""Who speaks about whom and who acts on whom as GraphML, for programs that draw and count networks."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from lxml import etree

from onrecord.export.graph import NODE_DATA, graph, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.model import Record

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

#: The data that nodes and edges carry: name, for what, type.
KEYS = (
    *((name, "node", "string") for name in NODE_DATA),
    ("relation", "edge", "string"),
    ("count", "edge", "int"),
    ("score", "edge", "double"),
)


def write(records: Iterable[Record], file: IO[bytes], *, all_events: bool = False) -> int:
    """Writes the graph to a binary file; returns how many edges it has. `export.graph` says what it holds."""
    made = graph(records, all_events=all_events)
    edges = ((e.source, e.target, {"relation": e.relation, "count": e.count, "score": e.score}) for e in made.edges)
    write_graph(made.nodes, edges, file, keys=KEYS)
    return len(made.edges)


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
            etree.SubElement(element, "data", key=name).text = xml_text(value)
    return element
