"""An attribution while it is being found: spans and the entry that found it, before ids and speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.cues import Cue
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class CueMatch(Struct, frozen=True):
    """A lexicon entry found in the text: its tokens, of which `head` governs the others.

    `slot` are the tokens that a phrase leaves open for its source ("in *the envoy's* view").
    """

    head: int
    tokens: tuple[int, ...]
    entry: Cue
    slot: tuple[int, ...] = ()


class Draft(Struct, frozen=True):
    """Source, cue and content spans with the rule that joined them; an implied source has no spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    entry: Cue | None = None

    @property
    def start(self) -> int:
        """First code point of any of its words."""
        return min(s.start for s in (*self.source, *self.cue, *self.content))


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, with those joined that overlap or have only blanks of one line between them."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and (span.start <= merged[-1].end or _beside(text[merged[-1].end : span.start])):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _beside(between: str) -> bool:
    return not between.strip() and "\n" not in between


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span when others are cut out of it."""
    pieces = [span]
    for hole in holes:
        cut: list[Span] = []
        for piece in pieces:
            if not piece.overlaps(hole):
                cut.append(piece)
                continue
            if piece.start < hole.start:
                cut.append(Span(piece.start, hole.start))
            if hole.end < piece.end:
                cut.append(Span(hole.end, piece.end))
        pieces = cut
    return tuple(pieces)


def trimmed(span: Span, text: str, strip: str) -> Span | None:
    """A span without blanks and the characters of `strip` at its edges; None when nothing is left."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in strip):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in strip):
        end -= 1
    return Span(start, end) if start < end else None
