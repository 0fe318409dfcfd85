from __future__ import annotations

import builtins
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from lxml import etree

from onrecord.errors import ExtraMissingError, QueryError
from onrecord.plots import heat_map, network, time_chart
from onrecord.views.panel import PanelRow
from onrecord.views.timeline import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("matplotlib")
SVG = "{http://www.w3.org/2000/svg}"


class Edge(NamedTuple):
    source: str
    target: str
    weight: float
    kind: str


def cells(pairs: int = 3, periods: int = 4) -> list[PanelRow]:
    return [
        PanelRow(f"2024-{month + 1:02}", f"A{n}", f"B{n}", n * month, 0, 0, 0, n * month, None, None, ())
        for n, month in itertools.product(range(pairs), range(periods))
    ]


TALLIES = [Tally("2024-05", 3, 2, 1, 1, 1, 0, 1), Tally("2024-06"), Tally("2024-07", 1, 1, 0, 0, 0, 1, 0)]
EDGES = [
    Edge("Norway", "Finland", 5, "acts_on"),
    Edge("Finland", "Norway", 2, "speaks_about"),
    Edge("Ann", "Ann", 9, "x"),
]
PICTURES: dict[str, Callable[[Path], None]] = {
    "time": lambda path: time_chart(TALLIES, path, title="Norway"),
    "heat": lambda path: heat_map(cells(), path),
    "network": lambda path: network(EDGES, path),
}


def words(path: Path) -> list[str]:
    """The words of a picture, after seeing that it is well-formed."""
    return ["".join(map(str, text.itertext())) for text in etree.parse(path).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_rows_give_the_same_file(name: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    PICTURES[name](one)
    PICTURES[name](two)
    assert one.read_bytes() == two.read_bytes()
    assert b"dc:date" not in one.read_bytes()


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_other_kinds_of_files(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{ending}"
    PICTURES["heat"](path)
    assert path.read_bytes().startswith({"png": b"\x89PNG", "pdf": b"%PDF"}[ending])


def test_a_chart_names_what_it_shows(tmp_path: Path) -> None:
    PICTURES["time"](tmp_path / "t.svg")
    found = words(tmp_path / "t.svg")
    assert {"Norway", "statements", "2024-05", "2024-07", "material conflict", "verbal cooperation"} <= set(found)


def test_a_heat_map_has_the_pairs_with_most_events_and_says_so(tmp_path: Path) -> None:
    heat_map(cells(pairs=5), tmp_path / "h.svg", most=2)
    found = words(tmp_path / "h.svg")
    assert [w for w in found if "→" in w] == ["A4 → B4", "A3 → B3"]
    assert any("the 2 pairs with most events, of 5" in w for w in found)
    assert "12" in found, "the number of a cell"


def test_a_network_has_its_nodes_and_kinds(tmp_path: Path) -> None:
    PICTURES["network"](tmp_path / "n.svg")
    assert set(words(tmp_path / "n.svg")) == {"Network", "Norway", "Finland", "acts on", "speaks about"}
    network([Edge(f"N{n:02}", "Hub", n + 1, "acts_on") for n in range(9)], tmp_path / "m.svg", most=3)
    found = words(tmp_path / "m.svg")
    assert {"Hub", "N08", "N07"} < set(found)
    assert any("the 3 most connected of 10" in w for w in found)


@pytest.mark.parametrize("draw", [lambda p: network([], p), lambda p: network(EDGES[2:], p)])
def test_nothing_makes_an_empty_picture(draw: Callable[[Path], None], tmp_path: Path) -> None:
    draw(tmp_path / "n.svg")
    assert words(tmp_path / "n.svg") == ["Network"]


def test_names_of_reports_are_words_and_nothing_else(tmp_path: Path) -> None:
    hostile = "<script>$x_2$\x1b[31m & \u202e" + "long " * 40
    network([Edge(hostile, "Norway", 1, "acts_on")], tmp_path / "n.svg")
    (name,) = (w for w in words(tmp_path / "n.svg") if "script" in w)
    assert name.startswith("<script>$x_2$ [31m &")
    assert len(name) < 40


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"\.svg, \.pdf, \.png"):
        PICTURES["heat"](tmp_path / "picture.docx")


def test_without_matplotlib_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def missing(name: str, *more: Any, **kinds: Any) -> Any:  # noqa: ANN401 (as the original)
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return load(name, *more, **kinds)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ExtraMissingError) as caught:
        PICTURES["time"](tmp_path / "t.svg")
    assert caught.value.remedy == 'pip install "onrecord[plot]"'
