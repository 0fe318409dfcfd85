"""Where the paragraphs of a plain text are: between blank lines, on each line, or over lines wrapped by a program."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from onrecord.documents.blocks import trimmed
from onrecord.model import Span

_WIDEST = 120  # columns; a longer line was not wrapped by a program
_NARROWEST = 40
_SLACK = 0.85  # a wrapped line with the next word added reaches this share of the width
_MOST = 0.75  # share of line breaks that must look like wrapping
_SHORT_LAST = 0.75  # a line this much shorter than the width, with a full stop, ends its paragraph
_SENTENCE_END = re.compile(r"""[.!?:…]["'”\u2019»)\]]*$""")


class Line(NamedTuple):
    """A line without its white space; `indent` counts the columns that were before it."""

    span: Span
    text: str
    indent: int


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, in order, without white space at their edges."""
    groups = _groups(text)
    width = _wrap_width(groups)
    found: list[Span] = []
    for group in groups:
        if width is None:
            found.extend(line.span for line in group)
        else:
            found.extend(_unwrap(group, width))
    return found


def _groups(text: str) -> list[list[Line]]:
    """The lines between blank lines."""
    groups: list[list[Line]] = [[]]
    start = 0
    for raw in text.splitlines(keepends=True):
        span = trimmed(text, start, start + len(raw))
        if span is None:
            groups.append([])
        else:
            groups[-1].append(Line(span, text[span.start : span.end], span.start - start))
        start += len(raw)
    return [group for group in groups if group]


def _wrap_width(groups: list[list[Line]]) -> int | None:
    """The width that a program wrapped the text to; None when line breaks end paragraphs."""
    breaks = [pair for group in groups for pair in pairwise(group)]
    width = max((len(line.text) + line.indent for group in groups for line in group), default=0)
    if not breaks or not _NARROWEST <= width <= _WIDEST:
        return None
    full = sum(_is_full(line, following, width) for line, following in breaks)
    open_ended = any(
        not _SENTENCE_END.search(line.text) for line, following in breaks if _is_full(line, following, width)
    )
    return width if open_ended and full >= _MOST * len(breaks) else None


def _is_full(line: Line, following: Line, width: int) -> bool:
    first_word = following.text.split(maxsplit=1)[0]
    return line.indent + len(line.text) + 1 + len(first_word) >= _SLACK * width


def _unwrap(group: list[Line], width: int) -> list[Span]:
    """Wrapped lines joined; an indented line, or one after a short line with a full stop, begins a new paragraph."""
    found = [group[0].span]
    for line, following in pairwise(group):
        is_short = len(line.text) < _SHORT_LAST * width
        ends = is_short and not _is_full(line, following, width)
        if following.indent > line.indent or ends:
            found.append(following.span)
        else:
            found[-1] = Span(found[-1].start, following.span.end)
    return found
