"""Who speaks about whom, who acts on whom, as nodes and arrows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from onrecord.plots.drawing import BLUE, GREEN, INK, PURPLE, SKY, VERMILION, drawing, legible, title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from matplotlib.axes import Axes

_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, SKY)
_STEPS = 300  # of finding places
_WIDEST = 5.0  # points, of an arrow


class Edge(Protocol):
    """From whom to whom, how often, and in which way."""

    @property
    def source(self) -> str:
        """Who speaks or acts."""
        ...

    @property
    def target(self) -> str:
        """About whom, on whom."""
        ...

    @property
    def weight(self) -> float:
        """How often; above 0."""
        ...

    @property
    def kind(self) -> str:
        """In which way; each has a colour."""
        ...


def network(rows: Iterable[Edge], path: Path, *, most: int = 40) -> None:
    """Draws a network, the strongest nodes largest; arrows are as wide as their weight.

    Args:
        rows: the edges; those from a node to itself are not drawn.
        path: the file to write: .svg, .png or .pdf.
        most: nodes to draw; the picture says how many it leaves out.

    Raises:
        ExtraMissingError: matplotlib is not installed.
        QueryError: the file's ending is of no kind of picture.
        OSError: the file cannot be written.
    """
    edges = sorted((e for e in rows if e.source != e.target), key=lambda e: (e.weight, e.source, e.target, e.kind))
    strength: dict[str, float] = {}
    for edge in edges:
        for name in (edge.source, edge.target):
            strength[name] = strength.get(name, 0.0) + edge.weight
    names = sorted(strength, key=lambda name: (-strength[name], name))
    shown = names[:most]
    drawn = [e for e in edges if e.source in shown and e.target in shown]
    left = len(names) - len(shown)
    note = f"the {len(shown)} most connected of {len(names):,}, and what is between them" if left else ""
    with drawing(path, width=9.5, height=8.5) as figure:
        axes = figure.subplots()
        title(axes, "Network", note=note)
        axes.set_axis_off()
        places = _places(shown, drawn)
        _arrows(axes, drawn, places, strength)
        _nodes(axes, shown, places, strength)


def _places(names: list[str], edges: list[Edge]) -> dict[str, tuple[float, float]]:
    """Where nodes stand: they push each other away, and edges pull their ends together; always the same places."""
    import numpy as np  # noqa: PLC0415 (comes with matplotlib)

    number = len(names)
    if not number:
        return {}
    at = {name: index for index, name in enumerate(names)}
    pull = np.zeros((number, number))
    for edge in edges:
        pull[at[edge.source], at[edge.target]] += edge.weight
    pull = pull + pull.T
    pull = np.sqrt(pull / pull.max()) if pull.any() else pull
    angles = np.arange(number) * math.pi * (3 - math.sqrt(5))  # the strongest in the middle, the others around it
    where = np.sqrt(np.arange(number)[:, None] / number) * np.column_stack((np.cos(angles), np.sin(angles)))
    room = 1.6 / math.sqrt(number)
    for step in range(_STEPS):
        apart = where[:, None, :] - where[None, :, :]
        far = np.maximum(np.linalg.norm(apart, axis=2), 0.01)
        force = room**2 / far**2 - pull * far / room
        move = (apart * force[:, :, None]).sum(axis=1) - 0.35 * where
        length = np.maximum(np.linalg.norm(move, axis=1), 1e-9)
        where += move * (np.minimum(length, 0.12 * (1 - step / _STEPS)) / length)[:, None]
    where -= where.mean(axis=0)
    where *= np.maximum(np.linalg.norm(where, axis=1), 1e-9)[:, None] ** -0.4  # the crowd in the middle gets more room
    where = np.round(where / np.maximum(np.abs(where).max(axis=0), 0.01), 3)  # without a machine's own last digits
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, where, strict=True)}


def _arrows(axes: Axes, edges: list[Edge], places: dict[str, tuple[float, float]], strength: dict[str, float]) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415 (an extra)
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415 (an extra)

    kinds = sorted({edge.kind for edge in edges})
    heaviest = max((edge.weight for edge in edges), default=1.0)
    for edge in edges:
        order = kinds.index(edge.kind)
        share = math.sqrt(edge.weight / heaviest)
        arrow = FancyArrowPatch(
            places[edge.source], places[edge.target], connectionstyle=f"arc3,rad={0.12 + 0.1 * order}",
            arrowstyle=f"-|>,head_length={3 + 4 * share:.2f},head_width={1.5 + 2 * share:.2f}",
            linewidth=0.5 + (_WIDEST - 0.5) * share, color=_COLOURS[order % len(_COLOURS)], alpha=0.25 + 0.5 * share,
            shrinkA=_radius(edge.source, strength), shrinkB=_radius(edge.target, strength) + 1, zorder=1,
        )  # fmt: skip
        axes.add_patch(arrow)
    lines = [Line2D([], [], color=_COLOURS[n % len(_COLOURS)], linewidth=2.5) for n in range(len(kinds))]
    if kinds:
        axes.legend(lines, [legible(k.replace("_", " ")) for k in kinds], frameon=False, loc="lower left", fontsize=9)


def _nodes(axes: Axes, names: list[str], places: dict[str, tuple[float, float]], strength: dict[str, float]) -> None:
    behind = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none", "alpha": 0.75}
    for name in names:
        x, y = places[name]
        size = 2 * _radius(name, strength)
        axes.plot(x, y, marker="o", markersize=size, color=INK, markeredgecolor="white", markeredgewidth=1, zorder=2)
        axes.annotate(
            legible(name), (x, y), xytext=(0, size / 2 + 3), textcoords="offset points", ha="center", va="bottom",
            fontsize=8, zorder=3, bbox=behind,
        )  # fmt: skip
    axes.set_xlim(-1.15, 1.15)
    axes.set_ylim(-1.12, 1.12)


def _radius(name: str, strength: dict[str, float]) -> float:
    """Points; the area goes with the sum of a node's weights."""
    return 2.5 + 7.5 * math.sqrt(strength[name] / max(strength.values()))
