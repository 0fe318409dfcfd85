"""Reading lexicon files that are lists of TOML tables, with the line of each for messages."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import LexiconError
from onrecord.lexicon.schema import read_text

if TYPE_CHECKING:
    from pathlib import Path

_MAX_CHARS = 4_000_000
_LINE = re.compile(r"\(at line (\d+)")


class Entry(NamedTuple):
    """One table of a file and the line on which it begins."""

    line: int
    table: dict[str, object]


def read_entries(path: Path, name: str) -> tuple[str, list[Entry]]:
    """The text of a file, and its `[[name]]` tables in order.

    Raises:
        LexiconError: the file cannot be read, is too long, is not TOML, nests too deep, or holds anything else.
    """
    text = read_text(path)
    if len(text) > _MAX_CHARS:
        raise LexiconError(str(path), 1, f"has more than {_MAX_CHARS} characters")
    try:
        tables = tomllib.loads(text)
    except RecursionError as error:
        raise LexiconError(str(path), 1, "nests too deep") from error
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        raise LexiconError(str(path), int(line[1]) if line else text.count("\n") + 1, str(error)) from error
    found = tables.get(name)
    if len(tables) != 1 or not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
        raise LexiconError(str(path), 1, f"holds something else than [[{name}]] entries")
    starts = [m.start() for m in re.finditer(rf"^[ \t]*\[\[\s*{name}\s*\]\]", text, re.MULTILINE)]
    lines = [text.count("\n", 0, at) + 1 for at in starts] if len(starts) == len(found) else [1] * len(found)
    return text, [Entry(line, table) for line, table in zip(lines, found, strict=True)]
