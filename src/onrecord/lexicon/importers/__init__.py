"""Actors of other projects as rows of onrecord's tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.lexicon.importers import ftm, petrarch, wikidata
from onrecord.lexicon.importers.mappings import load_mappings
from onrecord.lexicon.importers.tables import TableWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from onrecord.errors import LexiconError
    from onrecord.lexicon.importers.mappings import Mappings
    from onrecord.lexicon.load import Lexicon
    from onrecord.lexicon.schema import Row

    Reader = Callable[[Path, Lexicon, Mappings], Iterator[Row | LexiconError]]

__all__ = ["READERS", "TableWriter", "read_rows"]

#: What can be imported, and what reads it.
READERS: Final[Mapping[str, Reader]] = {"petrarch": petrarch.read, "wikidata": wikidata.read, "ftm": ftm.read}


def read_rows(form: str, path: Path, words: Lexicon) -> Iterator[Row | LexiconError]:
    """The rows of another project's file, and an error in its place for each line that cannot be used.

    Args:
        form: one of `READERS`.
        path: the file.
        words: the lexicon that the rows are for; what it has already is not given again.

    Raises:
        LexiconError: the file cannot be read at all.
    """
    return READERS[form](path, words, load_mappings())
