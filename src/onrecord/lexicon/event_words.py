"""Words that tell more of an event: what it is about, whom a number counts, and numbers written out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.schema import Row, numbered_rows
from onrecord.model import CountKind

if TYPE_CHECKING:
    from onrecord.lexicon.codebook import Codebook

DATA = Path(__file__).parent / "data"


class ContextWord(Row, frozen=True):
    """A base form that tells a PLOVER context."""

    word: str
    context: str


class CountWord(Row, frozen=True):
    """A base form whose number counts people of a kind: "*killed* nine", "nine *wounded*"."""

    word: str
    kind: CountKind


class NumberWord(Row, frozen=True):
    """A number written out; of an indefinite one ("dozens") the least that it can mean."""

    word: str
    value: int


class EventWords(Struct, frozen=True):
    """The three tables by word; a word may tell several contexts."""

    contexts: dict[str, tuple[str, ...]]
    counts: dict[str, CountKind]
    numbers: dict[str, int]


R = TypeVar("R", bound=Row)


def load_event_words(book: Codebook, folder: Path = DATA) -> EventWords:
    """The tables in a folder, by default the bundled ones.

    Raises:
        LexiconError: a table cannot be read, a row breaks its schema, or a context is not in the codebook.
    """
    contexts: dict[str, tuple[str, ...]] = {}
    path = folder / "context_words.csv"
    for line, row in numbered_rows(path, ContextWord):
        if row.context not in book.contexts:
            raise LexiconError(str(path), line, f"context {row.context!r} is unknown")
        contexts[row.word] = (*contexts.get(row.word, ()), row.context)
    counts = {row.word: row.kind for _, row in numbered_rows(folder / "count_words.csv", CountWord)}
    numbers = {row.word: row.value for _, row in numbered_rows(folder / "number_words.csv", NumberWord)}
    return EventWords(contexts, counts, numbers)
