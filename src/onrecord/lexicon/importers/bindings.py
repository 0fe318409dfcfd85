"""Rows of an answer of Wikidata's query service: persons in office and bodies, one to a binding.

The query names its variables so: `item`, `itemLabel`, `itemAltLabel` (names with commas between), `positionLabel` for
persons, `class` for bodies, `country`, `start`, `end`. Only `item` and `itemLabel` are needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.importers.rows import RowMaker, Spell, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.lexicon.schema import Row

MAX_NAMES = 50  # of one item
_DAY = len("2024-05-06")


class Cell(Struct, frozen=True):
    """The value of a variable."""

    value: str = ""


class Results(Struct, frozen=True):
    """One map from variables to values for each solution."""

    bindings: list[dict[str, Cell]]


def rows(maker: RowMaker, results: Results, states: Mapping[str, str]) -> Iterator[Row]:
    """The rows of an answer.

    Args:
        maker: makes the rows.
        results: the answer.
        states: codes of states by item.
    """
    for binding in results.bindings:
        found = {name: cell.value for name, cell in binding.items()}
        names = [tidy(found.get("itemLabel", ""))]
        names += [tidy(name) for name in found.get("itemAltLabel", "").split(", ")[:MAX_NAMES]]
        country = maker.country(states.get(_item(found.get("country", "")), ""))
        spell = Spell(_day(found.get("start", "")), _day(found.get("end", "")))
        office, place = maker.office(found.get("positionLabel", ""))
        kind = maker.mappings.wikidata_classes.get(_item(found.get("class", "")))
        if not names[0]:
            continue
        if office:
            yield from maker.holder(names, office=office, country=place or country, spell=spell)
        elif kind is not None:
            key = _item(found.get("item", ""))
            yield from maker.organisation(names, key=key, sector=kind[0], kind=kind[1], country=country, spell=spell)


def _item(address: str) -> str:
    """`Q5` of `http://www.wikidata.org/entity/Q5`."""
    return address.rpartition("/")[2]


def _day(time: str) -> str:
    """The day of a time such as `2024-05-06T00:00:00Z`; empty for one before the common era or of another form."""
    day = time[:_DAY]
    parts = day.split("-")
    return day if [len(p) for p in parts] == [4, 2, 2] and all(p.isdecimal() and p.isascii() for p in parts) else ""
