"""Who a cue's source is, by the tree, and which words name it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from onrecord.model.tree import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span
    from onrecord.model.tree import Tree
    from onrecord.statements.draft import CueMatch

_LONGEST_NAME = 8
_NAME_PARTS = frozenset({"PROPN", "PRON", "NOUN", "DET", "ADJ", "ADP", "NUM", "PART"})
_NOUN_SOURCES = frozenset({"of", "by", "from"})


def source_of(tree: Tree, match: CueMatch) -> int | None:
    """The token that heads the source of a cue."""
    if match.entry.pos == "phrase":
        return tree.child(match.tokens[-1], "pobj")
    if match.entry.pos == "noun":
        return _noun_source(tree, match.head)
    head = match.head
    if match.entry.pos == "adjective":
        above = tree.analysis.head[head]
        if above == head:
            return None
        head = above if tree.analysis.pos[above] in ("AUX", "VERB") else head
    return None if tree.passive(head) else tree.subject(head)


def _noun_source(tree: Tree, noun: int) -> int | None:
    """Whose claim: a possessor, "of X", "by X", or the subject of the verb the noun is the object of."""
    possessor = tree.child(noun, "poss")
    if possessor is not None:
        return possessor
    for preposition in tree.children[noun]:
        if tree.analysis.dep[preposition] == "prep" and tree.analysis.text[preposition].lower() in _NOUN_SOURCES:
            target = tree.child(preposition, "pobj")
            if target is not None and tree.analysis.pos[target] in ("PROPN", "NOUN"):
                return target
    head = tree.analysis.head[noun]
    return tree.subject(head) if tree.analysis.dep[noun] == "dobj" else None


def source_range(tree: Tree, head: int) -> Range:
    """The words of a source: its head with what it governs, without a relative clause or a following clause."""
    whole = tree.subtree(head)
    last = whole.last
    for child in tree.children[head]:
        if tree.analysis.dep[child] in ("relcl", "advcl", "ccomp") and child > head:
            last = min(last, max(tree.subtree(child).first, head + 1))
    while last > head + 1 and tree.analysis.text[last - 1] in (",", "\u2014", "-", "'s", "\u2019s"):
        last -= 1
    return Range(whole.first, last)


def source_beside(tree: Tree, match: CueMatch, quotes: Sequence[Span]) -> Range | None:
    """The name beside a cue after a quotation, where the tree has no subject: `"...," noted Ms Harn`."""
    analysis = tree.analysis
    start = analysis.start[match.head]
    before = bisect_right(quotes, start, key=lambda q: q.end)
    if not before:
        return None
    first = bisect_left(analysis.start, quotes[before - 1].end)
    while first < match.head and analysis.pos[first] == "PUNCT":
        first += 1
    if first < match.head:
        return Range(first, match.head) if _is_name(tree, first, match.head) else None
    last = match.head + 1
    while last < len(analysis) and last - match.head <= _LONGEST_NAME and analysis.pos[last] in _NAME_PARTS:
        last += 1
    return Range(match.head + 1, last) if last > match.head + 1 and _is_name(tree, match.head + 1, last) else None


def _is_name(tree: Tree, first: int, last: int) -> bool:
    pos = tree.analysis.pos[first:last]
    named = any(p in ("PROPN", "PRON", "NOUN") for p in pos)
    return named and len(pos) <= _LONGEST_NAME and all(p in _NAME_PARTS for p in pos)
