"""Quotations that are signed: a paragraph of one quotation, a dash and a name (`"We stay." — Ann Lee, teacher`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model import Span
from onrecord.statements.draft import Draft, trimmed
from onrecord.statements.quotes import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Document

RULE = "signed"
_DASH = re.compile(r"\s*(?P<mark>[\u2015\u2014\u2013]|--?(?=\s))\s*(?P<name>[A-Z][^\n\"\u201c\u201d]{1,100})$")
_MOST_WORDS = 12
_SENTENCE = re.compile(r"[a-z]{3,}[.?!]\s")


def signed_quotations(document: Document) -> Iterator[Draft]:
    """A draft for each paragraph that is a quotation with a name after a dash, in text order."""
    text, quotes = document.text, {q.start: q for q in quotations(document)}
    for block in document.blocks:
        quote = quotes.get(block.span.start)
        if quote is None or block.kind not in ("paragraph", "caption"):
            continue
        match = _DASH.match(text, quote.end, block.span.end)
        if match is None or len(match["name"].split()) > _MOST_WORDS or _SENTENCE.search(match["name"]):
            continue
        name = trimmed(Span(*match.span("name")), text, ".,; ")
        if name is not None:
            yield Draft((name,), (Span(*match.span("mark")),), (quote,), RULE)
