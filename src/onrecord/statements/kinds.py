"""Direct, indirect or mixed: how much of a content's words stand between quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span, StatementKind

_WORD = re.compile(r"\w+")


def kind_of(text: str, content: Sequence[Span], quotes: Sequence[Span]) -> StatementKind:
    """The kind of a statement; a leading "that" before a quotation does not make it mixed."""
    starts = [m.start() for span in content for m in _WORD.finditer(text, span.start, span.end)]
    if len(starts) > 1 and text[starts[0] : starts[0] + 5].lower() == "that ":
        starts = starts[1:]
    inside = sum(any(q.start <= s < q.end for q in quotes) for s in starts)
    return "direct" if starts and inside == len(starts) else "mixed" if inside else "indirect"
