"""Where the rows of the tables come from: SOURCES.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.entries import read_toml

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
    return read_toml(path, dict[str, Source])
