"""The words that tell whether an event happened: negators, auxiliaries, verbs before an infinitive."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from onrecord.lexicon.entries import read_toml

DATA = Path(__file__).parent / "data" / "modality.toml"


class ModalityWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Base forms in lower case, some of several words; the file says beside each list what it is for."""

    negators: frozenset[str]
    future: frozenset[str]
    hypothetical: frozenset[str]
    obliging: frozenset[str]
    announcing: frozenset[str]
    conditional: frozenset[str]
    inverting: frozenset[str]
    coming: frozenset[str]
    possible: frozenset[str]
    lasting: frozenset[str]
    planning: frozenset[str]
    pledging: frozenset[str]
    wishing: frozenset[str]
    considering: frozenset[str]
    failing: frozenset[str]
    trying: frozenset[str]
    light: frozenset[str]
    receiving: frozenset[str]
    ending: frozenset[str]
    concluding: frozenset[str]
    ending_nouns: frozenset[str]


def load_modality(path: Path = DATA) -> ModalityWords:
    """The lists in a file, by default the bundled one.

    Raises:
        LexiconError: the file cannot be read, is not TOML, or lacks or has other lists.
    """
    return read_toml(path, ModalityWords)
