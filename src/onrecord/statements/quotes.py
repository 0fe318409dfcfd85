"""Quotations: stretches of text between quotation marks, within one block.

Offsets are code points of `Document.text`. The marks belong to the quotation. An opening mark that is never closed ends
with its block (a quotation continued in the next paragraph); an ASCII mark opens or closes by what stands around it.
Single marks count where they are typographic ones and no apostrophes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model import READ_KINDS, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Document

_SINGLE = "\u2018"
_MARK = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\u301d\u301e\uff02\"]|''|``|\u2018\u2018|\u2019\u2019|\u2018")
_OPENING = frozenset(["\u201c", "\u201e", "\u201f", "\u00ab", "\u301d", "``", "\u2018\u2018"])
_CLOSING = frozenset(["\u201d", "\u00bb", "\u301e", "\u2019\u2019"])
_BEFORE_OPENING = "([\u2014\u2013-"
_SINGLE_CLOSING = re.compile("\u2019(?!\\w)")
_LONGEST_SINGLE = 3_000  # code points
_POSSESSIVE = re.compile("s\u2019 [a-z]")


def quotations(document: Document) -> tuple[Span, ...]:
    """The quotations of every block that is read, in order, not overlapping."""
    found: list[Span] = []
    for block in document.blocks:
        if block.kind in READ_KINDS:
            found.extend(_in_block(document.text, block.span))
    return tuple(found)


def _in_block(text: str, block: Span) -> Iterator[Span]:
    opened: int | None = None
    at = block.start
    while (mark := _MARK.search(text, at, block.end)) is not None:
        at = mark.end()
        if mark.group() == _SINGLE:
            end = _single(text, mark.start(), block) if opened is None else None
            if end is not None:
                yield Span(mark.start(), end)
                at = end
            continue
        kind = _kind(text, mark, block, inside=opened is not None)
        if kind == "open" and opened is None:
            opened = mark.start()
        elif kind == "close" and opened is not None:
            yield Span(opened, mark.end())
            opened = None
    if opened is not None and opened < block.end - 1:
        yield Span(opened, block.end)


def _single(text: str, start: int, block: Span) -> int | None:
    """Where a quotation ends that a single mark opens; None when the mark is an apostrophe.

    A plural's apostrophe ("the ministers' letter") ends none when a mark after a comma or full stop follows.
    """
    before = text[start - 1] if start > block.start else " "
    if not (before.isspace() or before in _BEFORE_OPENING):
        return None
    limit = min(block.end, start + _LONGEST_SINGLE)
    following = text.find(f" {_SINGLE}", start, limit)
    last = following if following >= 0 else limit
    marks = [m.start() for m in _SINGLE_CLOSING.finditer(text, start + 1, last)]
    sure = any(text[m - 1] in ",.?!\u2026" for m in marks)
    ends = [m + 1 for m in marks if not (sure and _POSSESSIVE.match(text, m - 1))]
    if ends:
        return ends[0]
    goes_on = start == block.start and text[start + 1 : start + 2].isupper()
    return block.end if goes_on and following < 0 and limit == block.end else None


def _kind(text: str, mark: re.Match[str], block: Span, *, inside: bool) -> str:
    if mark.group() in _OPENING:
        return "open"
    if mark.group() in _CLOSING:
        return "close"
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    if mark.group() == '"' and before.isdigit() and not inside:
        return "inch"
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    if opens != inside:
        return "open" if opens else "close"
    return "close" if inside else "open" if not after.isspace() else "stray"
