"""Turns of an interview, hearing or briefing: paragraphs that begin with who speaks (`Mr Harn: ...`)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.statements.draft import Draft, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Document

_LABEL = re.compile(
    r"(?P<name>[A-Z][\w.'\u2019-]+(?:[ \u00a0][A-Z][\w.'\u2019-]*){0,3})"
    r"(?:[ \u00a0]\([^()\n]{1,40}\))?(?P<mark>:)(?=\s)"
)
_FEWEST = 3  # turns that make a transcript; of one label at least two


def turns(document: Document) -> Iterator[Draft]:
    """A draft for each turn of a transcript; nothing where labels are too few to make one."""
    found = [
        (block, match)
        for block in document.blocks
        if block.kind == "paragraph" and (match := _LABEL.match(document.text, block.span.start, block.span.end))
    ]
    often = Counter(match["name"] for _, match in found)
    if len(found) < _FEWEST or max(often.values()) < _FEWEST - 1:
        return
    for block, match in found:
        rest = Span(match.end(), block.span.end) if match.end() < block.span.end else None
        content = trimmed(rest, document.text, "") if rest else None
        if content is not None:
            yield Draft((Span(*match.span("name")),), (Span(*match.span("mark")),), (content,), "turn")
