"""Sentences with marks for their parties in them, as in `{A:Iran} {E:accused} {R:Israel} of sabotage`."""

from __future__ import annotations

import re

from onrecord.model import Span
from train.relations.corpus import Pair

MARK = re.compile(r"\{([AER]):([^{}]*)\}")


def pair_of(marked: str, root: str) -> Pair:
    """The pair of a sentence in which `A` marks the actor and `R` the recipient."""
    text, spans, at = "", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.setdefault(mark[1], Span(len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    text += marked[at:]
    return Pair(text, text, spans.get("A"), spans.get("R"), root)
