"""Turns of an interview, hearing or briefing: who speaks stands before the words (`Mr Harn: ...`) or a line above."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Span
from onrecord.statements.draft import Draft, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Block, Document

_NAME = r"(?P<name>[A-Z][\w.'\u2019-]*(?:[ \u00a0][A-Z][\w.'\u2019-]*){0,4})"
_LABEL = re.compile(_NAME + r"(?:[ \u00a0]\([^()\n]{1,40}\))?(?P<mark>:)(?=\s)")
_LINE = re.compile(_NAME + r"(?P<mark>:?)$")
_FEWEST = 3  # turns that make a transcript; of one label at least two
#: Labels of answers, whose speaker is the person interviewed.
ANSWERS = frozenset({"a", "answer"})


class _Label(NamedTuple):
    """A label: the number of its block, its words, its colon (some lines have none), and whether it is a line alone."""

    block: int
    name: Span
    mark: Span | None
    alone: bool


def turns(document: Document) -> Iterator[Draft]:
    """A draft for each turn of a transcript; nothing where labels are too few to make one.

    A turn goes on over the paragraphs up to the next label or heading; the last one ends with its first paragraph.
    """
    labels = _transcript(document, list(_before_words(document))) or _transcript(document, list(_lines(document)))
    ends = [*(label.block for label in labels[1:]), None]
    for label, end in zip(labels, ends, strict=False):  # without labels there is one end too many
        content = tuple(_words(document, label, end))
        if content:
            yield Draft((label.name,), (label.mark,) if label.mark else (), content, "turn")


def _transcript(document: Document, labels: Sequence[_Label]) -> Sequence[_Label]:
    """The labels, if there are enough of them and one comes again."""
    often = Counter(document.text[label.name.start : label.name.end] for label in labels)
    several = len(often) > 1 or not all(label.alone for label in labels)
    enough = len(labels) >= _FEWEST and max(often.values()) >= _FEWEST - 1
    return labels if enough and several else ()


def _before_words(document: Document) -> Iterator[_Label]:
    for number, block in enumerate(document.blocks):
        match = _LABEL.match(document.text, block.span.start, block.span.end) if block.kind == "paragraph" else None
        if match:
            yield _Label(number, Span(*match.span("name")), Span(*match.span("mark")), alone=False)


def _lines(document: Document) -> Iterator[_Label]:
    """Names that are a line of their own before a paragraph."""
    for number, block in enumerate(document.blocks[:-1]):
        if block.kind in {"paragraph", "heading"} and document.blocks[number + 1].kind == "paragraph":
            match = _LINE.fullmatch(document.text, block.span.start, block.span.end)
            if match and " " in match["name"]:
                mark = Span(*match.span("mark")) if match["mark"] else None
                yield _Label(number, Span(*match.span("name")), mark, alone=True)


def _words(document: Document, label: _Label, end: int | None) -> Iterator[Span]:
    """What a turn says: the rest of its block, and the paragraphs up to block `end`."""
    first = label.block + label.alone
    for block in _spoken(document.blocks[first : end if end is not None else first + 1]):
        start = max(block.span.start, label.mark.end) if label.mark else block.span.start
        rest = trimmed(Span(start, block.span.end), document.text, "") if start < block.span.end else None
        if rest is not None:
            yield rest


def _spoken(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "heading":
            return
        if block.kind == "paragraph":
            yield block
