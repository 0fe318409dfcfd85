"""What differs between two texts, as words cut and words added."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Operation = Literal["same", "cut", "added"]

_PIECE = re.compile(r"\n+|[^\S\n]+|\w+(?:['’-]\w+)*|[^\w\s]")
_BREAK = re.compile(r"(\n+)")
_MOST_PIECES = 2_000  # of a changed passage, and lines of a text; longer ones are shown as cut and added whole
_ALIKE = 0.3  # share of the pieces; passages that have less in common are shown one after the other


class Change(Struct, frozen=True):
    """A run of text: in both texts, only in the first (`cut`) or only in the second (`added`).

    The runs that are `same` or `cut` make up the first text, those that are `same` or `added` the second.
    """

    operation: Operation
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What was cut from and added to a text, in words and marks; white space goes with them.

    Lines are compared first, then the words of the lines that differ.
    """
    lines = _BREAK.split(before), _BREAK.split(after)
    if max(map(len, lines)) > _MOST_PIECES:
        return tuple(_joined(_of_words(before, after)))
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        old, new = "".join(lines[0][a:b]), "".join(lines[1][c:d])
        found += [Change("same", old)] if tag == "equal" else _of_words(old, new)
    return tuple(_joined(found))


def _of_words(old: str, new: str) -> Iterator[Change]:
    pieces = _PIECE.findall(old), _PIECE.findall(new)
    if max(map(len, pieces)) > _MOST_PIECES:
        pieces = [old], [new]
    matcher = SequenceMatcher(None, *pieces, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        yield from (Change("cut", old), Change("added", new))
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        cut, added = "".join(pieces[0][a:b]), "".join(pieces[1][c:d])
        yield from [Change("same", cut)] if tag == "equal" else (Change("cut", cut), Change("added", added))


def _joined(found: Iterable[Change]) -> Iterator[Change]:
    """The runs without empty ones, neighbours of one kind joined, and blanks between two changes taken into them."""
    told = [change for change in found if change.text]
    bridged: list[Change] = []
    for number, change in enumerate(told):
        if change.operation == "same" and change.text.strip(" ") == "" and _is_between(told, number):
            bridged += [Change("cut", change.text), Change("added", change.text)]
        else:
            bridged.append(change)
    for is_same, run in groupby(bridged, lambda change: change.operation == "same"):
        together = list(run)
        kinds: tuple[Operation, ...] = ("same",) if is_same else ("cut", "added")
        for operation in kinds:
            text = "".join(change.text for change in together if change.operation == operation)
            if text:
                yield Change(operation, text)


def _is_between(told: Sequence[Change], number: int) -> bool:
    return 0 < number < len(told) - 1
