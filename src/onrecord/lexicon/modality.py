"""The words that tell whether an event happened: negators, auxiliaries, verbs before an infinitive."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.schema import read_text

DATA = Path(__file__).parent / "data" / "modality.toml"


class ModalityWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Base forms in lower case; the file says beside each list what it is for."""

    negators: frozenset[str]
    future: frozenset[str]
    hypothetical: frozenset[str]
    obliging: frozenset[str]
    announcing: frozenset[str]
    conditional: frozenset[str]
    planning: frozenset[str]
    pledging: frozenset[str]
    considering: frozenset[str]
    failing: frozenset[str]
    trying: frozenset[str]
    light: frozenset[str]
    receiving: frozenset[str]
    ending: frozenset[str]


def load_modality(path: Path = DATA) -> ModalityWords:
    """The lists in a file, by default the bundled one.

    Raises:
        LexiconError: the file cannot be read, is not TOML, or lacks or has other lists.
    """
    try:
        return msgspec.convert(tomllib.loads(read_text(path)), ModalityWords)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(str(path), 1, str(error)) from error
