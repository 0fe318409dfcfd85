"""Ids: a hash of identity (document, kind, spans), never of rule, score or time.

A second run over the same text therefore writes the same rows, and the difference of two runs is a set difference.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model.span import Evidence

_DIGITS = 20  # 80 bits: one expected clash in about 10**12 findings
_SEPARATOR = "\x1f"


def make_id(kind: str, *parts: str) -> str:
    """The id of something of `kind` that `parts` identify, such as `d-5f0c...`.

    `kind` is one letter: d document, m mention, n entity (its name), s statement, e event.
    """
    joined = _SEPARATOR.join((kind, *parts)).encode("utf-8", "surrogatepass")
    return f"{kind}-{hashlib.sha256(joined).hexdigest()[:_DIGITS]}"


def spans_key(evidence: Iterable[Evidence]) -> str:
    """The part of an id that says where its words stand."""
    return ",".join(f"{e.span.start}:{e.span.end}" for e in evidence)


def text_hash(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
