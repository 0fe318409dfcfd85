"""Numbers of people that a text gives for an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.model import Count, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.lexicon.event_words import EventWords
    from onrecord.model import CountKind
    from onrecord.model.tree import Tree

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")
_COUNTED = ("dobj", "nsubjpass", "nsubj", "attr", "pobj", "appos", "conj")
_BELOW = frozenset({"relcl", "acl", "advcl", "conj", "xcomp", "ccomp", "prep", "pobj", "dobj", "pcomp"})
_SCALE = 100  # from here on a number word multiplies the one before it
_MOST = 100_000_000
_DEPTH = 3


def counts_of(tree: Tree, text: str, head: int, words: EventWords) -> tuple[Count, ...]:
    """The counts of the event whose trigger is `head`: its own, and those of clauses below it ("... killing nine")."""
    found: dict[CountKind, Count] = {}
    for token in _near(tree, head):
        kind = words.counts.get(tree.analysis.lemma[token])
        if kind is not None and kind not in found:
            count = _count(tree, text, token, kind, words)
            if count is not None:
                found[kind] = count
    return tuple(found.values())


def _near(tree: Tree, head: int) -> Iterator[int]:
    """The trigger, and words below it level by level."""
    level = [head]
    for _ in range(_DEPTH):
        yield from level
        level = [c for t in level for c in tree.children[t] if tree.analysis.dep[c] in _BELOW]


def _count(tree: Tree, text: str, token: int, kind: CountKind, words: EventWords) -> Count | None:
    """The number of the word itself ("nine dead") or of the phrase that it takes ("killed nine people")."""
    deps = tree.analysis.dep
    phrases = [token, *(c for c in tree.children[token] if deps[c] in _COUNTED)]
    for phrase in phrases:
        tokens = [c for c in tree.children[phrase] if deps[c] == "nummod"]
        if not tokens and tree.analysis.pos[phrase] == "NUM" and phrase != token:
            tokens = [phrase]
        if not tokens and tree.analysis.lemma[phrase] in words.numbers and phrase != token:
            tokens = [phrase]
        for number in tokens:
            first = min([number, *(c for c in tree.children[number] if deps[c] in ("compound", "nummod"))])
            value = _value(tree, range(first, number + 1), words)
            if value is not None:
                span = tree.analysis.span(first, number + 1)
                return Count(kind, value, Evidence.of(text, span.start, span.end))
    return None


def _value(tree: Tree, tokens: range, words: EventWords) -> int | None:
    """The number that tokens spell: "12,000", "twenty-one", "3 million"."""
    total, found = 0, False
    for token in tokens:
        for part in tree.analysis.text[token].lower().split("-"):
            value = int(part.replace(",", "")) if _DIGITS.fullmatch(part) and len(part) <= len("100,000,000") else None
            value = words.numbers.get(part) if value is None else value
            if value is None:
                return None
            total = max(total, 1) * value if value >= _SCALE and found else total + value
            found = True
    return total if found and total <= _MOST else None
