"""Writes a gazetteer's files, however many places there are: lines are sorted in pieces and merged."""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Self

from onrecord.lexicon.gazetteer import FURTHER, NAMES, PLACES, SUMS, GazetteerRow, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIECE = 500_000  # lines that are sorted in memory
_DIGITS = 2  # of a population


class GazetteerWriter:
    """Takes places in any order; leaving it as a context manager writes the files.

    Args:
        folder: where they go; made when it is not there.

    Attributes:
        written: how many places there are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self.written = 0

    def __enter__(self) -> Self:
        spool = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        self._names, self._places = _Sorted(spool / "names"), _Sorted(spool / "places")
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with self._open:
            if kind is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                sums = [
                    _write(self._folder / NAMES, _merged(self._names)),
                    _write(self._folder / PLACES, self._places),
                ]
                (self._folder / SUMS).write_text("".join(sums), encoding="utf-8")

    def add(self, row: GazetteerRow, further: Iterable[str] = ()) -> None:
        """Take a place in, with the further names that it has."""
        own = fold(row.name)
        cells = (
            row.id, _cell(row.name), row.kind, row.country, row.region, row.district,
            f"{row.latitude:.2f}", f"{row.longitude:.2f}", str(rounded(row.population)),
        )  # fmt: skip
        self._places.add("\t".join(cells))
        self._names.add(f"{own}\t{row.id}")
        for key in {fold(name) for name in further} - {own, ""}:
            self._names.add(f"{key}\t{FURTHER}{row.id}")
        self.written += 1


def rounded(population: int) -> int:
    """A number to two digits."""
    if population <= 0:
        return 0
    return int(float(f"{population:.{_DIGITS}g}"))


def _cell(text: str) -> str:
    """A text without what would end its cell."""
    return " ".join(text.split())


def _merged(lines: Iterable[str]) -> Iterator[str]:
    """One line for each name, from sorted lines with one place each; a place's own name before its further ones."""
    for key, group in groupby((line.split("\t") for line in lines), key=lambda cells: cells[0]):
        yield "\t".join((key, *dict.fromkeys(cells[1] for cells in group)))


def _write(path: Path, lines: Iterable[str]) -> str:
    """Write lines; gives the file's line for `sha256sum --check`."""
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for line in lines:
            written = line.encode() + b"\n"
            digest.update(written)
            out.write(written)
    return f"{digest.hexdigest()}  {path.name}\n"


class _Sorted:
    """Lines that come out in the order of their bytes, kept in files of a folder while there are many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[str] = []
        self._pieces: list[Path] = []
        folder.mkdir(parents=True)

    def add(self, line: str) -> None:
        self._waiting.append(line)
        if len(self._waiting) >= _PIECE:
            path = self._folder / f"{len(self._pieces)}.txt"
            _write(path, sorted(self._waiting))
            self._pieces.append(path)
            self._waiting.clear()

    def __iter__(self) -> Iterator[str]:
        with ExitStack() as files:
            pieces = [files.enter_context(path.open(encoding="utf-8", newline="\n")) for path in self._pieces]
            kept = ((line.rstrip("\n") for line in piece) for piece in pieces)
            yield from heapq.merge(*kept, sorted(self._waiting))
