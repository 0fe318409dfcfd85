"""The loaders of the lexicon's files, and the importers of others' files."""

from __future__ import annotations

import shutil
from functools import cache, partial
from typing import TYPE_CHECKING

from onrecord import lexicon
from onrecord.errors import LexiconError
from onrecord.lexicon import cues, stance, topics, triggers
from onrecord.lexicon.codebook import CameoCode, Codebook, Context, EventType, Mode, Shift, load_codebook
from onrecord.lexicon.event_words import NumberWord
from onrecord.lexicon.function_words import FunctionWord
from onrecord.lexicon.gazetteer import NAMES, PLACES, Gazetteer
from onrecord.lexicon.gazetteer_writer import GazetteerWriter
from onrecord.lexicon.importers import TableWriter, read_rows
from onrecord.lexicon.importers import geonames as dumps
from onrecord.lexicon.importers.mappings import load_mappings
from onrecord.lexicon.load import TABLES, table_of
from onrecord.lexicon.modality import load_modality
from onrecord.lexicon.schema import Row, checked_rows, fits, read_table, read_text
from onrecord.lexicon.sources import read_sources
from onrecord.lexicon.time_words import load_time_words
from onrecord.lexicon.topics import TopicWord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

#: Rows of bundled tables that no user's file adds to.
_OTHER_ROWS: tuple[type[Row], ...] = (CameoCode, Context, EventType, Mode, Shift, FunctionWord, NumberWord, TopicWord)
#: Names that a gazetteer is asked for, beside those in the file.
_ASKED = ("Qarran", "qarran", "", "\0", "Val", "zz", "\u00e9")


@cache
def _codebook() -> Codebook:
    return load_codebook()


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load()


def tables(data: bytes, folder: Path) -> bool:
    """A user's table, or one of the bundled tables that a user has no part in: row by row, and as a whole."""
    path = folder / "table.csv"
    path.write_bytes(data)
    columns = read_text(path).partition("\n")[0].strip().split(",")
    kind: type[Row] = next((k for k in _OTHER_ROWS if fits(columns, k)), None) or TABLES[table_of(path)][0]
    rows = list(checked_rows(path, kind))
    bad = [row for _, row in rows if isinstance(row, LexiconError)]
    assert all(line >= 1 for line, _ in rows)
    if not bad:
        assert read_table(path, kind) == tuple(row for _, row in rows)
    return len(bad) < len(rows)


def entries(data: bytes, folder: Path) -> bool:
    """A file of TOML by the loader of its entries, or by every loader of a file without entries."""
    path = folder / "entries.toml"
    path.write_bytes(data)
    of_entries = {b"cue": _cues, b"class": _stance, b"trigger": _triggers, b"topic": _topics}
    loads = next((load for name, load in of_entries.items() if b"[[" + name in data), _words_of)
    return sum(_taken(load, path) for load in loads(path, folder)) > 0


def _taken(load: Callable[[], object], path: Path) -> bool:
    try:
        load()
    except LexiconError as error:
        refusal = error
    else:
        return True
    assert refusal.path.startswith(str(path.parent))
    assert refusal.line >= 1
    return False


def _words_of(path: Path, _: Path) -> Iterator[Callable[[], object]]:
    for load in (load_modality, load_time_words, read_sources, load_mappings):
        yield partial(load, path)


def _cues(path: Path, folder: Path) -> Iterator[Callable[[], object]]:
    for name in cues.FILES.values():
        _only(path, name, cues.FILES.values(), folder, empty="cue = []\n")
        yield partial(cues.load_cues, folder)


def _stance(path: Path, folder: Path) -> Iterator[Callable[[], object]]:
    _only(path, stance.FILES[0], stance.FILES, folder, empty="class = []\n")
    yield partial(stance.load_stance, folder)


def _triggers(path: Path, folder: Path) -> Iterator[Callable[[], object]]:
    for name in triggers.FILES.values():
        _only(path, name, triggers.FILES.values(), folder, empty="trigger = []\n")
        yield partial(triggers.load_triggers, _codebook(), folder, cache=folder / "none")


def _topics(path: Path, folder: Path) -> Iterator[Callable[[], object]]:
    _only(path, topics.DEFINITIONS, (topics.DEFINITIONS, topics.WORDS), folder, empty="words,source\n")
    yield partial(topics.load_topics, folder)


def _only(path: Path, name: str, names: Iterable[str], folder: Path, *, empty: str) -> None:
    """Puts a file in the place of one of several, and empty ones in the places of the others."""
    for other in names:
        if other == name:
            shutil.copy(path, folder / other)
        else:
            (folder / other).write_text(empty, encoding="utf-8")


def gazetteer(data: bytes, folder: Path) -> bool:
    """The two files of a gazetteer, parted by a NUL byte: any name can be asked for."""
    names, _, places = data.partition(b"\0")
    (folder / NAMES).write_bytes(names)
    (folder / PLACES).write_bytes(places)
    places_of = Gazetteer([folder])
    asked = (*_ASKED, *(line.split(b"\t")[0].decode("utf-8", "replace") for line in names.splitlines()[:20]))
    return sum(_named(places_of, name) for name in asked) > 0


def _named(places_of: Gazetteer, name: str) -> bool:
    try:
        return bool(places_of.named(name))
    except LexiconError:
        return False


def petrarch(data: bytes, folder: Path) -> bool:
    """An actor or agent file."""
    return _imported("petrarch", data, folder)


def wikidata(data: bytes, folder: Path) -> bool:
    """A dump, or an answer of the query service."""
    return _imported("wikidata", data, folder)


def ftm(data: bytes, folder: Path) -> bool:
    """Entities of FollowTheMoney."""
    return _imported("ftm", data, folder)


def _imported(form: str, data: bytes, folder: Path) -> bool:
    """The rows of a file; what is written of them can be read again, row by row."""
    path, made = folder / "imported", folder / "tables"
    path.write_bytes(data)
    shutil.rmtree(made, ignore_errors=True)
    with TableWriter(made) as writer:
        for found in read_rows(form, path, _words()):
            if isinstance(found, LexiconError):
                assert found.path == str(path)
                assert found.line >= 1
            else:
                writer.write(found)
    for name, count in writer.written.items():
        assert len(read_table(made / f"{name}.csv", TABLES[name][0])) == count
    return bool(writer.written)


def geonames(data: bytes, folder: Path) -> bool:
    """A dump, packed or not; each place that was taken is found again by its name."""
    path, made = folder / "dump", folder / "gazetteer"
    path.write_bytes(data)
    shutil.rmtree(made, ignore_errors=True)
    with GazetteerWriter(made) as writer:
        for error in dumps.read(path, _words(), writer):
            assert error.line >= 1
    if not writer.written:
        return False
    places = Gazetteer([made])
    ids = [line.split("\t", 1)[0] for line in (made / PLACES).read_text("utf-8").split("\n") if line]
    assert all(places.row(identifier) is not None for identifier in ids)
    assert all(places.named(places.name(identifier)) is not None for identifier in ids)
    return True
