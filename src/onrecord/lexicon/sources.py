"""Where the rows of the tables come from: SOURCES.toml."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.schema import read_text

if TYPE_CHECKING:
    from pathlib import Path


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where rows come from."""

    name: str
    licence: str
    date: str
    taken: str
    url: str = ""


def read_sources(path: Path) -> dict[str, Source]:
    """The sources by key.

    Raises:
        LexiconError: not TOML, or an entry breaks the schema.
    """
    try:
        return msgspec.convert(tomllib.loads(read_text(path)), dict[str, Source])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(str(path), 1, str(error)) from error
