"""Tab-separated lines as event data sets have them: without quoting, so that no cell may hold a tab or a line break."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | int | float | None

# What ends a cell or a line, for any reader: blanks of all kinds and control characters.
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def cell(value: Value) -> str:
    """The value as it stands in a line: nothing for None, every run of blanks and control characters as one blank.

    A quotation mark at the beginning, after which many readers look for a second one far below, becomes an apostrophe.
    """
    text = "" if value is None else _BREAKS.sub(" ", str(value)).strip()
    return "'" + text[1:] if text.startswith('"') else text


def line(values: Iterable[Value]) -> str:
    """The values as a line, with its line feed."""
    return "\t".join(cell(v) for v in values) + "\n"


def write(rows: Iterable[Iterable[Value]], file: IO[str], *, header: Iterable[str] = ()) -> int:
    """Writes rows, after a header when there is one; returns how many rows there were."""
    names = tuple(header)
    if names:
        file.write(line(names))
    count = 0
    for row in rows:
        file.write(line(row))
        count += 1
    return count
