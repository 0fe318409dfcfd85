"""Web pages: the article's text and what the page says about it."""

from __future__ import annotations

import logging
import re
from itertools import chain
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree

from onrecord.documents.assemble import Raw, assemble
from onrecord.documents.blocks import Part, comparable
from onrecord.documents.decode import declared_in, decode
from onrecord.documents.fragments import TEI, tree_parts
from onrecord.documents.metadata import Claims
from onrecord.documents.page_metadata import note_page
from onrecord.documents.sniff import check_text
from onrecord.documents.structure import structure_parts
from onrecord.documents.trees import parse_tree
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import lxml.html

    from onrecord.config import Config
    from onrecord.model import Document

for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # or their warnings reach stderr

#: What trafilatura and lxml raise on pages that are not as they expect; found by fuzzing.
_EXTRACTOR_ERRORS = (
    ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, AssertionError, RecursionError,
    etree.LxmlError,
)  # fmt: skip
_LONGEST_CAPTION = 600
_INNER_NO_BREAK = re.compile(r"(?<!\s)[\u00a0\u202f](?!\s)")
_SHIELD = {0xA0: "\u2420", 0x202F: "\u2423"}  # printable, and as good as never used
_UNSHIELD = {0x2420: "\u00a0", 0x2423: "\u202f"}
_SENTENCE_END = re.compile(r"[.!?\u2026][\W_]*$")
_CLOSING = 40  # characters that are looked at for the end of a sentence: a longer run of marks ends none
_ENOUGH_WORDS = 6


def read_html(
    data: bytes,
    *,
    location: str,
    config: Config,
    charset: str | None = None,
    claims: Claims | None = None,
) -> Document:
    """The Document of a web page: its title, a blank line, and the paragraphs of the article a blank line apart.

    Args:
        data: the page.
        location: where it lies.
        config: limits.
        charset: the encoding that the HTTP header names.
        claims: what is known about it already, such as the address it was fetched from.

    Raises:
        DocumentError: `no-body` when the page holds no article; else as `read_plain`, and `too-deep` or `malformed`.
    """
    check_text(data, location=location)
    markup, encoding = decode(data, location=location, declared=charset or declared_in(data), lenient=True)
    if len(markup) > config.max_bytes:
        raise DocumentError(location, f"larger than {config.max_bytes:,} bytes", code="too-large")
    tree = parse_tree(markup, location=location)
    claims = claims or Claims()
    note_page(tree, claims=claims)
    captions = _captions(tree)
    shielded = _shield(tree, markup)
    parts = list(_body(tree, captions, title=claims.settle("title"), shielded=shielded, location=location))
    if not _is_article(parts):
        raise DocumentError(location, "no article text found in the page", code="no-body")
    body = structure_parts([Part("headline", claims.settle("title") or ""), *parts], claims=claims)
    raw = Raw(data, location, "text/html", encoding, f"trafilatura {trafilatura.__version__}")
    return assemble(raw, body, claims=claims, config=config)


def _captions(tree: lxml.html.HtmlElement) -> frozenset[str]:
    """The texts that the page marks as describing pictures, to be recognised in what trafilatura keeps."""
    marked = tree.xpath("//figcaption | //caption | //*[contains(@class, 'caption')]")
    # One at a time: each of many that lie in each other holds the text of all below.
    texts = chain((element.text_content() for element in marked), tree.xpath("//img/@alt"))
    return frozenset(comparable(text) for text in texts if len(text) <= _LONGEST_CAPTION) - {""}


def _body(
    tree: lxml.html.HtmlElement, captions: frozenset[str], *, title: str | None, shielded: bool, location: str
) -> Iterator[Part]:
    try:
        found = trafilatura.bare_extraction(tree, fast=True, include_comments=False)
    except _EXTRACTOR_ERRORS as error:
        raise DocumentError(location, f"the page cannot be taken apart: {error}", code="malformed") from error
    if found is None or isinstance(found, dict):
        return
    for kind, words in tree_parts(found.body, TEI):
        text = words.translate(_UNSHIELD) if shielded else words
        if title is None or comparable(text) != comparable(title):
            yield Part("caption" if comparable(text) in captions else kind, text)


def _shield(tree: lxml.html.HtmlElement, markup: str) -> bool:
    """Put signs in the place of no-break spaces inside words, which trafilatura would turn into plain spaces.

    Returns:
        Whether it was done: not where the page holds one of those signs itself.
    """
    if any(chr(sign) in markup for sign in _UNSHIELD):
        return False
    for element in tree.iter():
        if element.text and not element.text.isspace():
            element.text = _INNER_NO_BREAK.sub(_sign, element.text)
        if element.tail and not element.tail.isspace():
            element.tail = _INNER_NO_BREAK.sub(_sign, element.tail)
    return True


def _sign(match: re.Match[str]) -> str:
    return match[0].translate(_SHIELD)


def _is_article(parts: list[Part]) -> bool:
    """Whether there is a sentence, or words enough for one; the bare links of a front page are no article."""
    return any(_SENTENCE_END.search(part.text[-_CLOSING:]) or len(part.text.split()) >= _ENOUGH_WORDS for part in parts)
