from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from onrecord import store as stores
from onrecord.export.graphml import NAMESPACE
from said import report

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which one country speaks of two, more often of one of them."""
    path = tmp_path_factory.mktemp("talk") / "talk.sqlite"
    with stores.open(path, mode="write") as store:
        for days, (country, score) in enumerate((("FIN", 0.5), ("FIN", -0.5), ("DNK", 0.5), ("NOR", 0.0))):
            store.write(report("so it is", country="NOR", about_country=country, score=score, days=days))
    return path


def test_a_table_for_people(run: Run, talk: Path) -> None:
    outcome = run("network", "--limit", "1", "--store", talk)
    assert outcome.code == 0
    assert "Norway Finland speaks about 2 +0.00 support 1, oppose 1" in " ".join(outcome.out.split())
    assert outcome.out.endswith("\nshowing 1 of 2 ties\n")
    assert outcome.err == (
        "left out: 1 tie beyond the limit, 1 finding within one node\n"
        "4 reports not compared with others yet; `onrecord copies` does it\n"
    )


def test_rows_for_programs(run: Run, talk: Path) -> None:
    found = json.loads(run("network", "-f", "json", "-s", talk).out)
    assert (len(found["edges"]), found["edge_total"], found["own"], found["unit"]) == (2, 2, 1, "country")
    lines = [json.loads(line) for line in run("network", "-f", "jsonl", "-s", talk).out.splitlines()]
    assert lines == found["edges"]
    rows = list(csv.DictReader(io.StringIO(run("network", "-f", "csv", "--list", "nodes", "-s", talk).out)))
    assert [(row["id"], row["statements"], row["spoken_of"]) for row in rows] == [
        ("NOR", "3", "0"),
        ("FIN", "0", "2"),
        ("DNK", "0", "1"),
    ]


def test_graphml_has_all_nodes_and_edges(run: Run, talk: Path) -> None:
    root = ET.fromstring(run("network", "-f", "graphml", "-s", talk).out.encode())  # noqa: S314 - what we have just written
    of = {
        node.attrib["id"]: {data.attrib["key"]: data.text for data in node}
        for node in root.iter(f"{{{NAMESPACE}}}node")
    }
    edges = [
        (of[e.attrib["source"]]["name"], of[e.attrib["target"]]["name"], {d.attrib["key"]: d.text for d in e})
        for e in root.iter(f"{{{NAMESPACE}}}edge")
    ]
    assert [(source, target, data["weight"]) for source, target, data in edges] == [
        ("Norway", "Finland", "2"),
        ("Norway", "Denmark", "1"),
    ]
    known = {(key.attrib["for"], key.attrib["id"]) for key in root.iter(f"{{{NAMESPACE}}}key")}
    used = {("node", key) for data in of.values() for key in data} | {("edge", key) for *_, d in edges for key in d}
    assert used <= known


def test_a_picture(run: Run, talk: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert run("network", "--unit", "actor", "--plot", "net.svg", "-s", talk).code == 0
    drawn = (tmp_path / "net.svg").read_text("utf-8")
    assert "Ann Lee" in drawn


@pytest.mark.parametrize("arguments", [("--kind", "acts_on"), ("--min-weight", "3"), ("--since", "2030-01-01")])
def test_nothing_found_ends_with_code_4(run: Run, talk: Path, arguments: tuple[str, ...]) -> None:
    outcome = run("network", *arguments, "--store", talk)
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.endswith("nothing found\n")


@pytest.mark.parametrize("arguments", [("--kind", "likes"), ("--unit", "bloc"), ("--copies", "burn")])
def test_what_cannot_be_asked_ends_with_code_2(run: Run, talk: Path, arguments: tuple[str, ...]) -> None:
    assert run("network", *arguments, "--store", talk).code == 2
