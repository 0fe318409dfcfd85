"""Events between pairs by period, as a table of colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.plots.drawing import FAINT, INK, drawing, legible, period_ticks, title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from matplotlib.axes import Axes

    from onrecord.views.panel import PanelRow

_MOST_NUMBERS = 600  # cells that still have room for their number
_STEEP = 12  # with a cell of more events than this, colours go by orders of magnitude


def heat_map(rows: Iterable[PanelRow], path: Path, *, most: int = 40) -> None:
    """Draws a panel: a line for each pair, those with most events first, a column for each period.

    Args:
        rows: of `onrecord.views.panel.Panel.rows`.
        path: the file to write: .svg, .png or .pdf.
        most: pairs to draw; the picture says how many it leaves out.

    Raises:
        ExtraMissingError: matplotlib is not installed.
        QueryError: the file's ending is of no kind of picture.
        OSError: the file cannot be written.
    """
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        counts.setdefault((row.actor, row.recipient), {})[row.period] = row.events
    pairs = sorted(counts, key=lambda pair: (-sum(counts[pair].values()), pair))
    periods = list(dict.fromkeys(period for of in counts.values() for period in of))
    shown = pairs[:most]
    note = f"the {len(shown)} pairs with most events, of {len(pairs):,}" if len(pairs) > len(shown) else ""
    table = [[counts[pair].get(period, 0) for period in periods] for pair in shown]
    width = min(18.0, max(6.0, 3.4 + 0.34 * len(periods)))
    with drawing(path, width=width, height=max(2.6, 1.7 + 0.26 * len(shown))) as figure:
        axes = figure.subplots()
        title(axes, "Events between pairs", note=note)
        _cells(axes, table)
        axes.set_yticks(range(len(shown)), [f"{legible(one)} → {legible(other)}" for one, other in shown])
        period_ticks(axes, periods, most=24)


def _cells(axes: Axes, table: list[list[int]]) -> None:
    from matplotlib import colormaps  # noqa: PLC0415 (an extra)
    from matplotlib.colors import ListedColormap, LogNorm, Normalize  # noqa: PLC0415 (an extra)
    from numpy import ma  # noqa: PLC0415 (comes with matplotlib)

    largest = max((count for row in table for count in row), default=0)
    norm = LogNorm(1, largest) if largest > _STEEP else Normalize(0, max(1, largest))
    blues = colormaps["Blues"](
        [0.22 + 0.78 * step / 255 for step in range(256)]
    )  # the lightest still differs from none
    colours = ListedColormap(blues).with_extremes(bad="#f4f5f6")
    image = axes.imshow(ma.masked_equal(table, 0), aspect="auto", cmap=colours, norm=norm, interpolation="nearest")
    axes.set_xticks([x - 0.5 for x in range(len(table[0]) + 1)], minor=True)
    axes.set_yticks([y - 0.5 for y in range(len(table) + 1)], minor=True)
    axes.grid(which="minor", color="white", linewidth=1.2)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
    bar = axes.figure.colorbar(
        image, ax=axes, pad=0.01, fraction=0.03, aspect=20, shrink=0.6, format=lambda value, _: f"{value:,.0f}"
    )
    bar.set_label("events")
    bar.minorticks_off()
    bar.outline.set_edgecolor(FAINT)
    if sum(map(len, table)) <= _MOST_NUMBERS:
        for y, row in enumerate(table):
            for x, count in enumerate(row):
                if count:
                    dark = norm(count) > 0.55  # noqa: PLR2004 (where white reads better than ink)
                    axes.text(x, y, str(count), ha="center", va="center", fontsize=7, color="white" if dark else INK)
