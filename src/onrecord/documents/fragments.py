"""The paragraphs of marked-up text that is all body: a feed entry's content, or what trafilatura made of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from onrecord.documents.blocks import Part
from onrecord.documents.trees import parse_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import BlockKind

_SPACE = re.compile(r"[ \t\r\n\f]+")  # not the non-breaking space, which is the author's


class Markup(NamedTuple):
    """How element names are read: those that end a paragraph, those that part words, what is not shown."""

    breaks: frozenset[str]
    spaces: frozenset[str]
    headings: frozenset[str]
    captions: frozenset[str]
    unseen: frozenset[str]


HTML = Markup(
    breaks=frozenset({
        "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "section", "article", "header", "footer",
        "figure", "table", "tr", "pre", "br", "hr", "body", "html", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption",
        "caption", "main", "aside",
    }),
    spaces=frozenset({"td", "th"}),
    headings=frozenset({"h1", "h2", "h3", "h4", "h5", "h6"}),
    captions=frozenset({"figcaption", "caption"}),
    unseen=frozenset({
        "head", "script", "style", "noscript", "template", "iframe", "object", "svg", "form", "button", "select",
        "textarea",
    }),
)  # fmt: skip

#: The element names of trafilatura's tree, which follow TEI.
TEI = Markup(
    breaks=frozenset({"body", "p", "head", "list", "item", "quote", "table", "row", "code", "div", "lb", "ab"}),
    spaces=frozenset({"cell"}),
    headings=frozenset({"head"}),
    captions=frozenset(),
    unseen=frozenset({"graphic"}),
)


def fragment_parts(markup: str, *, location: str) -> list[Part]:
    """The parts of a piece of HTML, in order.

    Raises:
        DocumentError: `too-deep`, `too-large` or `malformed`.
    """
    if not markup.strip():
        return []
    tree = parse_tree(f"<html><body>{markup}</body></html>", location=location)
    return list(tree_parts(tree, HTML))


def tree_parts(tree: etree._Element, markup: Markup) -> Iterator[Part]:
    """The paragraphs, headings and captions of a tree, in order, blank ones left out."""
    kinds: list[BlockKind] = ["paragraph"]
    words: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        starts = event == "start"
        if element.tag in markup.breaks:
            yield from _part(kinds[-1], words)
            words = []
            if starts:
                kinds.append(_kind(element, kinds[-1], markup))
            else:
                kinds.pop()
        elif element.tag in markup.spaces:
            words.append(" ")
        unseen += (1 if starts else -1) * (element.tag in markup.unseen)
        text = element.text if starts else element.tail
        if text and not unseen:
            words.append(text)
    yield from _part(kinds[-1], words)


def _part(kind: BlockKind, words: list[str]) -> Iterator[Part]:
    text = _SPACE.sub(" ", "".join(words)).strip()
    if text:
        yield Part(kind, text)


def _kind(element: etree._Element, around: BlockKind, markup: Markup) -> BlockKind:
    if element.tag in markup.headings:
        return "heading"
    return "caption" if element.tag in markup.captions else around
