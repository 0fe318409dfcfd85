"""Places by name, out of files that are searched where they lie: nothing is read before it is asked for.

A gazetteer is a folder with two files of tab-separated lines in the order of their bytes. `names.tsv` has a folded name
and the places that bear it, those for which it is a further name with a `~` before. `places.tsv` has the columns of
`GazetteerRow`. Both are UTF-8 and end in a line break. `SHA256SUMS` has their digests, which stand for them in the
lexicon's.
"""

from __future__ import annotations

import mmap
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from onrecord.errors import LexiconError
from onrecord.model.place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES: Final = "names.tsv"
PLACES: Final = "places.tsv"
SUMS: Final = "SHA256SUMS"
FURTHER: Final = "~"

KINDS: Final[dict[str, PlaceKind]] = {kind: kind for kind in get_args(PlaceKind)}

_REMEMBERED = 4096  # names
_MOST = 400  # places of one name
_LONGEST = 100  # characters of a name

#: Letters that do not come apart into a plain one and a mark.
_LETTERS = str.maketrans({
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "\u0131": "i", "æ": "ae", "Æ": "ae",
    "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h",
})  # fmt: skip
_APOSTROPHES = re.compile(r"['’‘ʼʿʾ`´ʹ]")  # noqa: RUF001 - as names are written
_WORD = re.compile(r"[^\W_]+")
#: Words that names have in short or in full.
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "the": ""}


class GazetteerRow(NamedTuple):
    """A place.

    Attributes:
        id: its number in GeoNames; `o:` and a name for a row of our own.
        country: ISO 3166-1 alpha-3 code; empty for seas and what several states share.
        region: id of the first-order division that it lies in, or its own; empty when unknown.
        district: id of the second-order division, the same way.
        population: inhabitants to two digits; of a place without, as many as a city as well known would have.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str
    region: str
    district: str
    latitude: float
    longitude: float
    population: int


class Hit(NamedTuple):
    """A place that bears a name, as its own or as a further one."""

    row: GazetteerRow
    further: bool


def fold(name: str) -> str:
    """A name without case, accents, spaces and marks, so that spellings of one name agree."""
    plain = _APOSTROPHES.sub("", name[:_LONGEST])
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    words = _WORD.findall(plain.casefold())
    return "".join(_SHORT.get(w, w) for w in words) or "".join(words)


class Gazetteer:
    """Looks places up.

    Args:
        folders: gazetteers, all of which are asked.

    Raises:
        LexiconError: a file is missing or empty.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files = [(_Lines(folder / NAMES), _Lines(folder / PLACES)) for folder in folders]
        self.named = lru_cache(_REMEMBERED)(self._named)
        self.row = lru_cache(_REMEMBERED)(self._row)

    def _named(self, name: str) -> tuple[Hit, ...]:
        """The places of a name, in the order of the files; empty when there is none."""
        key = fold(name)
        hits: dict[str, Hit] = {}
        for names, _ in self._files:
            line = names.find(key) if key else None
            for written in line.split("\t")[1:][:_MOST] if line else ():
                further = written.startswith(FURTHER)
                row = self.row(written.removeprefix(FURTHER))
                if row is not None and row.id not in hits:
                    hits[row.id] = Hit(row, further)
        return tuple(hits.values())

    def _row(self, identifier: str) -> GazetteerRow | None:
        """The place of an id."""
        for _, places in self._files:
            line = places.find(identifier)
            if line is not None:
                return places.row(line)
        return None

    def name(self, identifier: str) -> str:
        """The name of the place of an id; empty when there is none."""
        row = self.row(identifier) if identifier else None
        return row.name if row else ""


class _Lines:
    """A file of lines in the order of their bytes, each with a key before its first tab."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # an empty file cannot be mapped
            raise LexiconError(str(path), 1, getattr(error, "strerror", None) or str(error)) from error

    def find(self, key: str) -> str | None:
        """The first line with a key, found by halving."""
        wanted, data = key.encode() + b"\t", self._bytes
        low, high = 0, len(data)
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.find(b"\n", start, high)
            if end < 0:
                end = high
            if data[start : start + len(wanted)] >= wanted:
                high = start
            else:
                low = end + 1
        if data[low : low + len(wanted)] != wanted:
            return None
        end = data.find(b"\n", low)
        return data[low : len(data) if end < 0 else end].decode("utf-8", "replace")

    def row(self, line: str) -> GazetteerRow:
        """The place that a line describes.

        Raises:
            LexiconError: the line is not of the form.
        """
        cells = line.split("\t")
        try:
            at, name, kind, country, region, district, latitude, longitude, population = cells
            return GazetteerRow(
                at, name, KINDS[kind], country, region, district, float(latitude), float(longitude), int(population),
            )  # fmt: skip
        except (ValueError, KeyError) as error:
            raise LexiconError(str(self._path), 1, f"place {cells[0]!r}: {error}") from error
