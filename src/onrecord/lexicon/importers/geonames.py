"""A gazetteer out of a dump of GeoNames: `allCountries.zip`, a country's `XX.zip`, or the text in one.

A line has 19 columns, of which the number, names, coordinates, feature, country, divisions and population are read.
Features that `features.csv` does not have, such as farms and schools, are passed over. The dump is read twice: first
for the divisions, whose numbers stand in memory, then for all places.
"""

from __future__ import annotations

import csv
import lzma
import re
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final

from onrecord.errors import LexiconError
from onrecord.lexicon.gazetteer import KINDS, GazetteerRow
from onrecord.lexicon.importers.lines import lines, numbered
from onrecord.lexicon.load import DATA
from onrecord.lexicon.schema import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.lexicon.gazetteer_writer import GazetteerWriter
    from onrecord.lexicon.load import Lexicon
    from onrecord.model.place import PlaceKind

MAX_BYTES: Final = 8_000_000_000  # of an unpacked dump; that of all countries has under 2 thousand million
MAX_RATIO: Final = 60  # bytes for one packed; GeoNames' are four to one
MAX_LINE_BYTES: Final = 200_000
MAX_NAMES: Final = 200  # of one place

_COLUMNS = 19
_ZIP = b"PK\x03\x04"
#: What an archive that is none, or none that Python unpacks, makes zipfile raise.
_BROKEN = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip
_REGION, _DISTRICT = "A.ADM1", "A.ADM2"
#: A name in Latin letters that a report may write, no code.
LATIN = re.compile(r"[A-Z\u00c0-\u024f'’][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ .-]{2,60}")

#: Country's two letters, first-order code, second-order code or nothing → number.
Divisions = dict[tuple[str, str, str], str]


def read(path: Path, words: Lexicon, writer: GazetteerWriter) -> Iterator[LexiconError]:
    """Give the places of a dump to a writer; what comes out are the lines that cannot be used.

    Raises:
        LexiconError: the file cannot be read or unpacked, or is larger than any dump.
    """
    kinds = features()
    states = {c.iso2: c.iso3 for c in words.countries.values() if c.iso2}
    divisions = _divisions(path)
    for number, cells in _rows(path):
        kind = kinds.get(f"{cells[6]}.{cells[7]}") if len(cells) == _COLUMNS else None
        if len(cells) != _COLUMNS:
            yield LexiconError(str(path), number, f"{len(cells)} columns, {_COLUMNS} are needed")
        elif kind is not None:
            try:
                row = _row(cells, kind, states, divisions)
            except ValueError as error:
                yield LexiconError(str(path), number, str(error))
            else:
                writer.add(row, latin(cells[3].split(",")[:MAX_NAMES]))


def features() -> dict[str, PlaceKind]:
    """The kind of place that each of GeoNames' features is."""
    table = csv.DictReader(read_text(DATA / "gazetteer" / "features.csv").splitlines())
    return {row["feature"]: KINDS[row["kind"]] for row in table}


def latin(names: list[str]) -> list[str]:
    """Those of some names that are written in Latin letters and are no codes."""
    return [name for name in names if LATIN.fullmatch(name) and not name.isupper()]


def _row(cells: list[str], kind: PlaceKind, states: dict[str, str], divisions: Divisions) -> GazetteerRow:
    """The place of a line.

    Raises:
        ValueError: a number is none, or no place on Earth.
    """
    number, name, state = cells[0], cells[1], cells[8]
    latitude, longitude = float(cells[4]), float(cells[5])
    if not number.isdecimal() or not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - degrees
        message = f"{number!r} at {cells[4]}, {cells[5]} is no place"
        raise ValueError(message)
    region = divisions.get((state, cells[10], ""), "")
    district = divisions.get((state, cells[10], cells[11]), "") if cells[11] else ""
    return GazetteerRow(
        number, name, kind, states.get(state, ""), region, district, latitude, longitude, int(cells[14] or 0)
    )


def _divisions(path: Path) -> Divisions:
    found: Divisions = {}
    for _, cells in _rows(path):
        if len(cells) == _COLUMNS:
            feature = f"{cells[6]}.{cells[7]}"
            if feature == _REGION:
                found[cells[8], cells[10], ""] = cells[0]
            elif feature == _DISTRICT:
                found[cells[8], cells[10], cells[11]] = cells[0]
    return found


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line with its number."""
    for number, line in _lines(path):
        yield number, line.decode("utf-8", "replace").split("\t")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            packed = file.read(len(_ZIP)) == _ZIP
    except OSError as error:
        raise LexiconError(str(path), 1, error.strerror or "cannot be read") from error
    if not packed:
        yield from lines(path)
        return
    number = 0
    try:
        with _member(path) as dump:
            for number, line in numbered(dump, path, most=MAX_LINE_BYTES):
                yield number, line
    except _BROKEN as error:
        raise LexiconError(str(path), number + 1, str(error)) from error


@contextmanager
def _member(path: Path) -> Iterator[IO[bytes]]:
    """The dump in an archive: its largest text, besides which GeoNames packs a readme.

    Raises:
        LexiconError: there is none, or it says that it would grow beyond any dump.
    """
    with zipfile.ZipFile(path) as archive:
        texts = [m for m in archive.infolist() if m.filename.endswith(".txt") and not m.is_dir()]
        dump = max(texts, key=lambda m: m.file_size, default=None)
        if dump is None:
            raise LexiconError(str(path), 1, "holds no .txt")
        if dump.file_size > MAX_BYTES or dump.file_size > MAX_RATIO * max(dump.compress_size, 1):
            raise LexiconError(
                str(path), 1, f"{dump.filename} would have {dump.file_size:,} bytes; no dump is like that"
            )
        with archive.open(dump) as file:
            yield file
