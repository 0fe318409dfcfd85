"""JSON-LD documents that hold one long list, written item by item; and the names things have in them."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.model import Date, Document, Evidence

#: Between the pieces of a split quotation.
GAP = " … "

_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def urn(id_: str, *parts: str | int) -> str:
    """The name that something of a record has in the outside world."""
    return ":".join(("urn:onrecord", id_, *map(str, parts)))


def article(document: Document) -> str:
    """The address of a report, else its name."""
    return document.url or urn(document.id)


def day(date: Date | None) -> str | None:
    """The day, month or year of a date in ISO 8601, without its time of day; None when it is none of these."""
    value = date.value.partition("T")[0] if date else ""
    return value if _DAY.fullmatch(value) else None


def words(pieces: Iterable[Evidence]) -> str:
    """The words of several pieces."""
    return GAP.join(p.exact for p in pieces)


def filled(values: Mapping[str, object]) -> dict[str, object]:
    """The values without those that are not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}


def write(before: bytes, items: Iterable[object], after: bytes, file: IO[bytes]) -> int:
    """Writes items as JSON, a line each, between two pieces of JSON; returns how many.

    Args:
        before: what stands before the first item, up to the bracket.
        items: what the list holds.
        after: what follows the list; `%d` in it becomes the number of items.
        file: a binary file.
    """
    count = 0
    file.write(before)
    for item in items:
        file.write((b",\n" if count else b"\n") + msgspec.json.encode(item))
        count += 1
    file.write(b"\n" + after.replace(b"%d", str(count).encode("ascii")) + b"\n")
    return count
