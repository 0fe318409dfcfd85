"""Words that tell little of what a sentence is about: articles, pronouns, prepositions, auxiliaries and the like."""

from __future__ import annotations

from pathlib import Path

from onrecord.lexicon.schema import Row, read_table

DATA = Path(__file__).parent / "data"


class FunctionWord(Row, frozen=True):
    """A form in lower case, with a straight apostrophe."""

    word: str


def load_function_words(folder: Path = DATA) -> frozenset[str]:
    """The forms of the table in a folder, by default the bundled one.

    Raises:
        LexiconError: the table cannot be read, or a row breaks its schema.
    """
    return frozenset(row.word for row in read_table(folder / "function_words.csv", FunctionWord))
