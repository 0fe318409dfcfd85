"""Reading lexicon files that are lists of TOML tables, with the line of each for messages."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import msgspec

from onrecord.config import parse_toml
from onrecord.errors import LexiconError
from onrecord.lexicon.schema import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_MAX_CHARS = 4_000_000
_LINE = re.compile(r"\(at line (\d+)")


class Worded(Protocol):
    """An entry of one or more words that can be spelled in several ways."""

    @property
    def pos(self) -> str:
        """Part of speech of the first word."""

    @property
    def lemma(self) -> str:
        """The words, with one space between."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Other ways to write them."""


T = TypeVar("T")
W = TypeVar("W", bound=Worded)


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
        tables = parse_toml(text)
    except ValueError as error:
        line = _LINE.search(str(error))
        raise LexiconError(str(path), int(line[1]) if line else text.count("\n") + 1, str(error)) from error
    found = tables.get(name)
    if len(tables) != 1 or not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
        raise LexiconError(str(path), 1, f"holds something else than [[{name}]] entries")
    starts = [m.start() for m in re.finditer(rf"^[ \t]*\[\[\s*{name}\s*\]\]", text, re.MULTILINE)]
    breaks = [m.start() for m in re.finditer("\n", text)]
    lines = [bisect_left(breaks, at) + 1 for at in starts] if len(starts) == len(found) else [1] * len(found)
    return text, [Entry(line, table) for line, table in zip(lines, found, strict=True)]


def read_toml(path: Path, kind: type[T]) -> T:
    """What a TOML file holds, as a struct or a dict of structs.

    Raises:
        LexiconError: the file cannot be read, is not TOML, nests too deep, or lacks or has other tables.
    """
    try:
        return msgspec.convert(parse_toml(read_text(path)), kind)
    except (msgspec.ValidationError, ValueError) as error:
        raise LexiconError(str(path), 1, str(error)) from error


def by_first_word(path: Path, entries: Iterable[tuple[int, W]]) -> dict[str, tuple[W, ...]]:
    """Entries, with the lines on which they begin, by the first word of each of their spellings.

    Each spelling is an entry of its own whose `rest` holds its other words.

    Raises:
        LexiconError: a spelling stands twice.
    """
    index: dict[str, tuple[W, ...]] = {}
    taken: set[str] = set()
    for line, entry in entries:
        for form in (entry.lemma, *entry.spellings):
            if form in taken:
                raise LexiconError(str(path), line, f"{entry.pos} {form!r} stands twice")
            taken.add(form)
            first, *rest = form.split()
            spelled = msgspec.structs.replace(entry, rest=tuple(rest)) if rest else entry  # type: ignore[type-var]
            index[first] = (*index.get(first, ()), spelled)
    return index
