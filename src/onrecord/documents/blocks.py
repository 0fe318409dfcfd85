"""Building the text and the blocks of a Document so that every span is exact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAK = "\n\n"
_NO_WORD = re.compile(r"[\W_]*")
#: Characters that `str.strip` leaves and that show nothing: marks of direction and width.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


class Body(NamedTuple):
    """A text and its blocks."""

    text: str
    blocks: tuple[Block, ...]


class Part(NamedTuple):
    """A block to be: its kind and its words."""

    kind: BlockKind
    text: str


def compose(parts: Iterable[Part]) -> Body:
    """The parts with a blank line between them, blank parts left out."""
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    for kind, text in parts:
        words = text.strip()
        if not words:
            continue
        blocks.append(Block(kind, Span(position, position + len(words))))
        pieces.append(words)
        position += len(words) + len(BREAK)
    return Body(BREAK.join(pieces), tuple(blocks))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The range without white space at its edges; None when nothing is left."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return Span(start + left, start + right) if left < right else None


def comparable(text: str) -> str:
    """A line reduced to what makes it the same line: letters and figures, without case, quotes, spaces or full stop."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def is_blank(text: str) -> bool:
    """Whether a text shows no word."""
    return not text.strip(_INVISIBLE).strip() or _NO_WORD.fullmatch(text) is not None
