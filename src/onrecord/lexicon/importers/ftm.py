"""Entities of FollowTheMoney, one JSON object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

from onrecord.errors import LexiconError
from onrecord.lexicon.importers.lines import lines
from onrecord.lexicon.importers.rows import RowMaker, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.lexicon.importers.mappings import Mappings
    from onrecord.lexicon.load import Lexicon
    from onrecord.lexicon.schema import Row

SOURCE: Final = "ftm"
MAX_NAMES: Final = 50  # of one entity
MAX_POSITIONS: Final = 20
PERSON = "Person"
_NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
_COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction")


class _Entity(Struct, frozen=True):
    id: str
    schema: str
    properties: dict[str, list[Any]]

    def values(self, *names: str) -> list[str]:
        """The texts that some properties have, in order, each once."""
        return list(dict.fromkeys(v for n in names for v in self.properties.get(n, ()) if isinstance(v, str)))


def read(path: Path, words: Lexicon, mappings: Mappings) -> Iterator[Row | LexiconError]:
    """The rows of a file: persons with a position or a topic that tells their sector, and bodies.

    A line that is no entity is an error in its place; entities of other schemata are passed over.

    Raises:
        LexiconError: the file cannot be read, or has a line that is too long.
    """
    maker = RowMaker(words, mappings, source=SOURCE)
    for number, line in lines(path):
        if not line.strip():
            continue
        try:
            entity = msgspec.json.decode(line, type=_Entity)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            yield LexiconError(str(path), number, f"no entity: {error}")
            continue
        yield from _rows(maker, entity)


def _rows(maker: RowMaker, entity: _Entity) -> Iterator[Row]:
    names = [n for n in map(tidy, entity.values(*_NAMES)[:MAX_NAMES]) if n]
    topics = maker.mappings.ftm_topics
    sector = next((topics[t] for t in entity.values("topics") if t in topics), "")
    country = next((c for c in map(maker.country, entity.values(*_COUNTRIES)) if c), "")
    if entity.schema == PERSON:
        titles = [maker.office(p) for p in entity.values("position")[:MAX_POSITIONS]]
        for office, place in titles or [(maker.mappings.offices.get(sector, ""), "")]:
            yield from maker.holder(names, office=office, country=place or country)
    elif entity.schema in maker.mappings.ftm_schemata:
        of_schema = maker.mappings.ftm_schemata[entity.schema]
        yield from maker.organisation(names, key=entity.id, sector=sector or of_schema, country=country)
