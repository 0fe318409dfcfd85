from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from export.made import hostile, summit
from onrecord.export import graphml
from onrecord.model import Record, Stance

from factories import nested, record

if TYPE_CHECKING:
    from collections.abc import Iterable

X = f"{{{graphml.NAMESPACE}}}"


def graph(*made: Record, all_events: bool = False) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    file = io.BytesIO()
    count = graphml.write(made, file, all_events=all_events)
    root = ET.fromstring(file.getvalue())  # noqa: S314 - what we have just written
    assert root.tag == f"{X}graphml"
    assert {k.attrib["id"] for k in root.iter(f"{X}key")} == {name for name, _, _ in graphml.KEYS}
    nodes = {n.attrib["id"]: _data(n) for n in root.iter(f"{X}node")}
    edges = [_data(e) | {"of": nodes[e.attrib["source"]]["name"], "to": nodes[e.attrib["target"]]["name"]}
             for e in root.iter(f"{X}edge")]  # fmt: skip
    assert len(edges) == count
    return nodes, edges


def _data(element: ET.Element) -> dict[str, str]:
    return {d.attrib["key"]: d.text or "" for d in element.iter(f"{X}data")}


def test_who_speaks_about_and_acts_on_whom() -> None:
    nodes, edges = graph(summit())
    assert nodes == {
        "n0": {"name": "Iran", "kind": "country", "country": "IRN", "sector": "GOV"},
        "n1": {"name": "IAEA", "kind": "organisation", "country": "UNO", "sector": "IGO"},
    }
    assert edges == [
        {"relation": "speaks about", "count": "1", "score": "0.0", "of": "Iran", "to": "IAEA"},
        {"relation": "acts on", "count": "2", "score": "0.5", "of": "Iran", "to": "IAEA"},
        {"relation": "acts on", "count": "1", "score": "3.0", "of": "IAEA", "to": "Iran"},
    ]


def test_parties_of_several_reports_are_one_node() -> None:
    nodes, edges = graph(summit(), nested(), summit(), nested())
    assert [n["name"] for n in nodes.values()] == ["Iran", "IAEA", "Ann Lee", "Bob"]
    assert edges[0]["count"] == "2"


def test_scores_are_the_mean_of_the_stances() -> None:
    made = nested()
    ann, bob = made.entities
    said = (
        replace(made.statements[0], stance=(Stance(bob.id, "oppose", -0.5),)),
        replace(made.statements[1], speaker=(ann.id,), about=(bob.id,), stance=(Stance(bob.id, "oppose", -1.0),)),
        replace(made.statements[1], speaker=(ann.id,), about=(bob.id,), negated=True),
    )
    _, edges = graph(replace(made, statements=said, events=()))
    assert edges == [{"relation": "speaks about", "count": "2", "score": "-0.75", "of": "Ann Lee", "to": "Bob"}]


def test_names_that_break_markup() -> None:
    nodes, _ = graph(hostile())
    assert nodes["n0"]["name"] == '"<Zed>\t&\u2028=\ufffdQ'


@settings(max_examples=50)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_name_gives_well_formed_xml(names: Iterable[str]) -> None:
    made = nested()
    for name in names:
        nodes, edges = graph(replace(made, entities=tuple(replace(e, name=name) for e in made.entities)))
        assert len(nodes) == 1
        assert len(edges) == 2


def test_nothing_to_draw() -> None:
    assert graph(record("Nothing was said.")) == ({}, [])
