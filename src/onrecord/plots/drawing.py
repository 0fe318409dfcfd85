"""What all pictures have in common: colours, labels, and a file that depends on what is drawn alone."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from onrecord.errors import ExtraMissingError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Okabe and Ito's colours, which people with every kind of colour vision tell apart.
BLUE, SKY, ORANGE, VERMILION, GREEN, PURPLE = "#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#CC79A7"
INK, SOFT, FAINT = "#222222", "#5f6368", "#d9dce0"

_METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": "onrecord"},
    ".pdf": {"CreationDate": None, "Creator": "onrecord"},
    ".png": {"Software": "onrecord"},
}
_STYLE: dict[Any, Any] = {
    "backend": "agg",
    "svg.hashsalt": "onrecord",
    "svg.fonttype": "none",  # words stay words: to be searched, read aloud and edited
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": SOFT,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    "axes.unicode_minus": False,
}
_LONGEST_LABEL = 34


@contextmanager
def drawing(path: Path, *, width: float, height: float) -> Iterator[Figure]:
    """A figure to draw in, which is written to a file at the end.

    Args:
        path: the file; its ending says what kind.
        width: inches.
        height: inches.

    Raises:
        ExtraMissingError: matplotlib is not installed.
        QueryError: the file's ending is of no kind of picture.
        OSError: the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in _METADATA:
        raise QueryError(str(path), f"is no name of a picture; it must end in {', '.join(_METADATA)}")
    try:
        import matplotlib as mpl  # noqa: PLC0415 (an extra)
        from matplotlib.figure import Figure  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise ExtraMissingError("matplotlib", "plot") from error
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()  # whatever the user's own settings
        mpl.rcParams.update(_STYLE)
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # of scripts that the font lacks
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure
        figure.savefig(path, dpi=150, metadata=_METADATA[ending], facecolor="white")


def legible(text: str) -> str:
    """A label: without control characters, which XML forbids, on one line and not too long."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= _LONGEST_LABEL else plain[: _LONGEST_LABEL - 1] + "…"


def title(axes: Axes, words: str, *, note: str = "") -> None:
    """A heading at the left, and below it what the picture does not show."""
    axes.set_title(words + (f"\n{note}" if note else ""), loc="left", fontsize=10, color=INK)


def period_ticks(axes: Axes, periods: list[str], *, most: int = 16) -> None:
    """Labels on the horizontal axis, as many as there is room for."""
    step = max(1, -(-len(periods) // most))
    places = range(0, len(periods), step)
    axes.set_xticks(list(places), [periods[place] for place in places], rotation=35, ha="right")
