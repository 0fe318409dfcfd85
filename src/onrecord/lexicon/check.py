"""Whether lexicon files keep to their schema, and where they say something else than other rows do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.cues import load_cues
from onrecord.lexicon.find import Located, located_rows, surfaces_of
from onrecord.lexicon.load import TABLES, table_files, table_of, unknown_codes
from onrecord.lexicon.schema import checked_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.lexicon.matcher import Family

#: Families in which a surface should have one meaning; a role or noun may well have several.
ONE_MEANING: frozenset[Family] = frozenset(
    ("country", "demonym", "capital", "metonym", "bloc", "region", "organisation")
)


class Remark(Struct, frozen=True):
    """Something to be said of a row.

    Attributes:
        kind: `error` for a row that breaks the schema, `conflict` for a surface with two meanings, `override` for a row
            that replaces another one, which is what a user's file is for.
        path: the file.
        line: the row.
        message: what there is to say, with the other row's file and line.
    """

    kind: Literal["error", "conflict", "override"]
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {self.message}"


def check(files: Sequence[Path]) -> Iterator[Remark]:
    """What there is to say of some files, in their order; of the bundled tables and cues when there are none.

    A file that cannot be read, or whose columns fit no table, is an error at its first line.
    """
    seen = _Seen()
    places: list[tuple[str | None, Path]]
    if files:
        for located in located_rows():
            seen.note(located)
        places = [(None, path) for path in files]
    else:
        yield from _cues()
        places = [(name, path) for name in TABLES for path in table_files(name)]
    rows: list[Located] = []
    for name, path in places:
        try:
            table = name or table_of(path)
            for line, row in checked_rows(path, TABLES[table][0]):
                if isinstance(row, LexiconError):
                    yield _error(row)
                else:
                    rows.append(Located(table, path, line, row))
        except LexiconError as error:
            yield _error(error)
    seen.codes(rows)
    for located in rows:
        yield from seen.remarks(located)


def _cues() -> Iterator[Remark]:
    try:
        load_cues()
    except LexiconError as error:
        yield _error(error)


def _error(error: LexiconError) -> Remark:
    return Remark("error", error.path, error.line, str(error).removeprefix(f"{error.path}:{error.line}: "))


class _Seen:
    """Keys, surfaces and codes of the rows so far."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], Located] = {}
        self._surfaces: dict[tuple[Family, tuple[str, ...]], dict[str, Located]] = {}
        self._sectors: set[str] = set()
        self._countries: set[str] = set()
        self._blocs: set[str] = set()

    def note(self, located: Located) -> None:
        """Take a row as it is."""
        self._keys[located.table, located.key] = located
        self.codes([located])
        for entry in surfaces_of(located):
            if entry.family in ONE_MEANING:
                surface = tuple(t.lower() for t in entry.surface)
                self._surfaces.setdefault((entry.family, surface), {})[entry.key] = located

    def codes(self, rows: Sequence[Located]) -> None:
        """Take the codes that rows bring, so that rows before them may use them."""
        self._sectors |= {located.key for located in rows if located.table == "sectors"}
        self._countries |= {located.key for located in rows if located.table in ("countries", "blocs")}
        self._blocs |= {located.key for located in rows if located.table in ("blocs", "organisations")}

    def remarks(self, located: Located) -> Iterator[Remark]:
        """What there is to say of a row, which is then taken."""
        path, line = str(located.path), located.line
        known = {"sectors": self._sectors, "countries": self._countries, "blocs": self._blocs}
        for message in unknown_codes(located.row, **known):
            yield Remark("error", path, line, message)
        other = self._keys.get((located.table, located.key))
        if other is not None and other.path == located.path:
            yield Remark("error", path, line, f"{located.key!r} stands twice, first on line {other.line}")
        elif other is not None:
            yield Remark("override", path, line, f"{located.key!r} replaces {_place(other)}")
        yield from self._conflicts(located)
        self.note(located)

    def _conflicts(self, located: Located) -> Iterator[Remark]:
        told: set[str] = set()
        for entry in surfaces_of(located):
            surface = tuple(t.lower() for t in entry.surface)
            for key, other in self._surfaces.get((entry.family, surface), {}).items():
                if key != entry.key and key not in told:
                    told.add(key)
                    words = " ".join(entry.surface)
                    message = f"{words!r} is {entry.key} here and {key} in {_place(other)}"
                    yield Remark("conflict", str(located.path), located.line, message)


def _place(located: Located) -> str:
    return f"{located.path.name}:{located.line}"
