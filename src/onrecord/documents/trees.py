"""Parsing HTML into a tree, with limits."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from onrecord.errors import DocumentError

_DEEPEST = 200  # levels; libxml2 itself cuts a page off at 256
_MOST_ELEMENTS = 50_000  # the longest live pages have some 30,000; more take trafilatura very long
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_ATTRIBUTES = 2_000  # of one element; libxml2 and htmldate compare each with each
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{_MOST_ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE})?")
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_tree(markup: str, *, location: str) -> lxml.html.HtmlElement:
    """The element tree of a page or fragment.

    Raises:
        DocumentError: `too-deep`, `too-large` (elements, or attributes of one) or `malformed`.
    """
    # A new parser each time: lxml's carry state, and none is shared between threads this way.
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    clean = _PROLOG.sub("", _NOT_IN_XML.sub("", markup))
    check_attributes(clean, location=location)
    try:
        tree = lxml.html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DocumentError(location, f"not HTML: {error}", code="malformed") from error
    _check(tree, location=location)
    _clean(tree)
    return tree


def check_attributes(markup: str, *, location: str) -> None:
    """Refuse markup with an element that has more attributes than any real one, before a parser compares them.

    Raises:
        DocumentError: `too-large`.
    """
    if any(tag["more"] for tag in _TAG.finditer(markup)):
        raise DocumentError(location, f"over {_MOST_ATTRIBUTES:,} attributes of an element", code="too-large")


def _check(tree: lxml.html.HtmlElement, *, location: str) -> None:
    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _DEEPEST:
            raise DocumentError(location, f"elements nest over {_DEEPEST} deep", code="too-deep")
        if count > _MOST_ELEMENTS:
            raise DocumentError(location, f"over {_MOST_ELEMENTS:,} elements", code="too-large")


def _clean(tree: lxml.html.HtmlElement) -> None:
    """Take out the control characters that references such as `&#1;` put in and that lxml refuses to write again."""
    for element in tree.iter():
        if element.text and _NOT_IN_XML.search(element.text):
            element.text = _NOT_IN_XML.sub("", element.text)
        if element.tail and _NOT_IN_XML.search(element.tail):
            element.tail = _NOT_IN_XML.sub("", element.tail)
