"""Who speaks about whom and who acts on whom as GEXF 1.3, the format of Gephi."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from lxml import etree

from onrecord.export.graph import NODE_DATA, graph, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.export.graph import Edge, Graph
    from onrecord.model import Record

NAMESPACE = "http://gexf.net/1.3"
VERSION = "1.3"

#: The attributes that nodes and edges carry beside label and weight: name and type.
ATTRIBUTES = {"node": {name: "string" for name in NODE_DATA if name != "name"}, "edge": {"score": "double"}}


def write(records: Iterable[Record], file: IO[bytes], *, all_events: bool = False) -> int:
    """Writes the graph to a binary file; returns how many edges it has. `export.graph` says what it holds.

    A node's label is its name; an edge's `kind` is its relation, which tells edges between the same two nodes apart,
    and its weight the count.
    """
    made = graph(records, all_events=all_events)
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", xmlns=NAMESPACE, version=VERSION):
            meta = etree.Element("meta")
            etree.SubElement(meta, "creator").text = "onrecord"
            etree.SubElement(meta, "description").text = "Who speaks about whom, and who acts on whom"
            xml.write(meta)
            with xml.element("graph", defaultedgetype="directed", mode="static"):
                for element in _declared():
                    xml.write(element)
                with xml.element("nodes", count=str(len(made.nodes))):
                    for element in _nodes(made):
                        xml.write(element)
                with xml.element("edges", count=str(len(made.edges))):
                    for number, edge in enumerate(made.edges):
                        xml.write(_edge(number, edge))
    file.write(b"\n")
    return len(made.edges)


def _declared() -> Iterator[etree._Element]:
    for of, names in ATTRIBUTES.items():
        element = etree.Element("attributes", {"class": of})
        for name, kind in names.items():
            etree.SubElement(element, "attribute", id=name, title=name, type=kind)
        yield element


def _nodes(made: Graph) -> Iterator[etree._Element]:
    for node in made.nodes:
        element = etree.Element("node", id=node.id, label=xml_text(node.data["name"] or ""))
        _add_values(element, {name: node.data[name] for name in ATTRIBUTES["node"]})
        yield element


def _edge(number: int, edge: Edge) -> etree._Element:
    element = etree.Element(
        "edge",
        id=f"e{number}",
        source=edge.source,
        target=edge.target,
        kind=edge.relation,
        label=edge.relation,
        weight=str(edge.count),
    )
    _add_values(element, {"score": edge.score})
    return element


def _add_values(element: etree._Element, values: Mapping[str, object]) -> None:
    parent = etree.SubElement(element, "attvalues")
    for name, value in values.items():
        if value is not None:
            etree.SubElement(parent, "attvalue", {"for": name, "value": xml_text(value)})
