from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from export.made import hostile, summit
from onrecord.export import gexf

from factories import nested, record

if TYPE_CHECKING:
    from onrecord.model import Record


class Rule(NamedTuple):
    """What the schema of GEXF 1.3 says of an element: required and further attributes, and children in their order."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    children: tuple[str, ...] = ()


def _rule(required: str = "", optional: str = "", children: str = "") -> Rule:
    return Rule(frozenset(required.split()), frozenset(optional.split()), tuple(children.split()))


#: As far as a static graph needs it. A child may stand as often as `MANY` says, else once at most.
RULES = {
    "gexf": _rule("version", "variant", "meta graph"),
    "meta": _rule("", "lastmodifieddate", "creator keywords description"),
    "creator": _rule(),
    "description": _rule(),
    "graph": _rule("", "defaultedgetype idtype mode", "attributes nodes edges"),
    "attributes": _rule("class", "", "attribute"),
    "attribute": _rule("id title type", "", "default options"),
    "nodes": _rule("", "count", "node"),
    "node": _rule("id", "label pid", "attvalues"),
    "edges": _rule("", "count", "edge"),
    "edge": _rule("source target", "id type label kind weight", "attvalues"),
    "attvalues": _rule("", "", "attvalue"),
    "attvalue": _rule("for value"),
}
MANY = {"attributes", "attribute", "node", "edge", "attvalue"}
TYPES = {"string", "double"}


def written(*made: Record, all_events: bool = False) -> ET.Element:
    file = io.BytesIO()
    count = gexf.write(made, file, all_events=all_events)
    root = ET.fromstring(file.getvalue())  # noqa: S314 - what we have just written
    assert len(list(root.iter(_tag("edge")))) == count
    return root


def _tag(name: str) -> str:
    return f"{{{gexf.NAMESPACE}}}{name}"


def faults(root: ET.Element) -> list[str]:
    """Where a file breaks the schema's rules, and the references it cannot express."""
    found = [fault for element in root.iter() for fault in _element_faults(element)]
    nodes = {n.attrib["id"] for n in root.iter(_tag("node"))}
    ends = {e.attrib[end] for e in root.iter(_tag("edge")) for end in ("source", "target")}
    found += [f"no node {end}" for end in ends - nodes]
    for of in ("node", "edge"):
        declared = {
            a.attrib["id"]: a.attrib["type"]
            for group in root.iter(_tag("attributes"))
            if group.attrib["class"] == of
            for a in group
        }
        found += [f"type {kind}" for kind in declared.values() if kind not in TYPES]
        for value in (v for element in root.iter(_tag(of)) for v in element.iter(_tag("attvalue"))):
            if value.attrib["for"] not in declared:
                found.append(f"{of} attribute {value.attrib['for']} is not declared")
            elif declared[value.attrib["for"]] == "double":
                float(value.attrib["value"])
        counted = root.find(f".//{_tag(of + 's')}")
        if counted is None or int(counted.attrib["count"]) != len(counted):
            found.append(f"wrong count of {of}s")
    return found


def _element_faults(element: ET.Element) -> list[str]:
    name = element.tag.removeprefix(_tag(""))
    if name not in RULES:
        return [f"unknown element {element.tag}"]
    rule, given_, inside = RULES[name], set(element.attrib), [c.tag.removeprefix(_tag("")) for c in element]
    found = [f"{name} lacks {a}" for a in rule.required - given_]
    found += [f"{name} has {a}" for a in given_ - rule.required - rule.optional]
    found += [f"{c} in {name}" for c in inside if c not in rule.children]
    if [rule.children.index(c) for c in inside if c in rule.children] != sorted(
        rule.children.index(c) for c in inside if c in rule.children
    ):
        found.append(f"order of {name}'s children")
    return found + [f"{c} twice in {name}" for c in set(inside) - MANY if inside.count(c) > 1]


@pytest.mark.parametrize("made", [(), (summit(), nested()), (hostile(),), (record("Nothing was said."),)])
def test_a_file_keeps_the_rules_of_its_schema(made: tuple[Record, ...]) -> None:
    root = written(*made)
    assert (root.tag, root.attrib) == (_tag("gexf"), {"version": "1.3"})
    assert faults(root) == []


def test_the_rules_notice_what_breaks_them() -> None:
    root = written(summit())
    next(root.iter(_tag("edge"))).set("source", "n9")
    next(root.iter(_tag("node"))).set("colour", "red")
    assert sorted(faults(root)) == ["no node n9", "node has colour"]


def test_who_speaks_about_and_acts_on_whom() -> None:
    root = written(summit())
    assert [(n.attrib, _values(n)) for n in root.iter(_tag("node"))] == [
        ({"id": "n0", "label": "Iran"}, {"kind": "country", "country": "IRN", "sector": "GOV"}),
        ({"id": "n1", "label": "IAEA"}, {"kind": "organisation", "country": "UNO", "sector": "IGO"}),
    ]
    assert [
        (e.attrib["source"], e.attrib["target"], e.attrib["kind"], e.attrib["weight"], _values(e))
        for e in root.iter(_tag("edge"))
    ] == [
        ("n0", "n1", "speaks about", "1", {"score": "0.0"}),
        ("n0", "n1", "acts on", "2", {"score": "0.5"}),
        ("n1", "n0", "acts on", "1", {"score": "3.0"}),
    ]


def _values(element: ET.Element) -> dict[str, str]:
    return {v.attrib["for"]: v.attrib["value"] for v in element.iter(_tag("attvalue"))}


@settings(max_examples=30)
@given(st.text(min_size=1))
def test_any_name_gives_well_formed_xml(name: str) -> None:
    made = nested()
    root = written(replace(made, entities=tuple(replace(e, name=name) for e in made.entities)))
    assert faults(root) == []
