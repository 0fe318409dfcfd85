"""What an actor said, did and received over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.plots.drawing import BLUE, ORANGE, SKY, SOFT, VERMILION, drawing, legible, period_ticks, title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from matplotlib.axes import Axes

    from onrecord.views.timeline import Tally

_WIDEST, _PER_PERIOD = 16.0, 0.22  # inches


def time_chart(rows: Iterable[Tally], path: Path, *, title: str) -> None:
    """Draws statements by period, and below them events: cooperation upwards and conflict downwards.

    Args:
        rows: of `onrecord.views.timeline.tallies`, in order.
        path: the file to write: .svg, .png or .pdf.
        title: whose they are.

    Raises:
        ExtraMissingError: matplotlib is not installed.
        QueryError: the file's ending is of no kind of picture.
        OSError: the file cannot be written.
    """
    tallies = list(rows)
    width = min(_WIDEST, max(7.0, 2 + _PER_PERIOD * len(tallies)))
    with drawing(path, width=width, height=5.2) as figure:
        said, happened = figure.subplots(2, 1, sharex=True, height_ratios=[2, 3])
        _statements(said, tallies, title)
        _events(happened, tallies)
        period_ticks(happened, [row.period for row in tallies])
        happened.set_xlim(-0.7, len(tallies) - 0.3)
        figure.align_ylabels([said, happened])


def _statements(axes: Axes, tallies: list[Tally], name: str) -> None:
    title(axes, legible(name))
    axes.bar(range(len(tallies)), [row.said for row in tallies], color=SOFT, width=0.8)
    axes.set_ylabel("statements")
    axes.locator_params(axis="y", integer=True, nbins=4)
    axes.tick_params(axis="x", length=0)


def _events(axes: Axes, tallies: list[Tally]) -> None:
    places = list(range(len(tallies)))
    base = [0] * len(tallies)
    for label, colour, name in (
        ("material cooperation", BLUE, "material_cooperation"),
        ("verbal cooperation", SKY, "verbal_cooperation"),
    ):
        counts = [int(getattr(row, name)) for row in tallies]
        axes.bar(places, counts, bottom=base, color=colour, width=0.8, label=label)
        base = [low + count for low, count in zip(base, counts, strict=True)]
    base = [0] * len(tallies)
    for label, colour, name in (
        ("verbal conflict", ORANGE, "verbal_conflict"),
        ("material conflict", VERMILION, "material_conflict"),
    ):
        counts = [-int(getattr(row, name)) for row in tallies]
        axes.bar(places, counts, bottom=base, color=colour, width=0.8, label=label)
        base = [low + count for low, count in zip(base, counts, strict=True)]
    axes.axhline(0, color=SOFT, linewidth=0.8)
    axes.set_ylabel("events, done and received")
    axes.locator_params(axis="y", integer=True, nbins=6)
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    axes.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.28), frameon=False, fontsize=8)
