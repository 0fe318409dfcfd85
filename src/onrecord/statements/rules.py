"""Attributions by rules: the cue lexicon's frames over the tree, then headlines, then quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.model import Attribution, Span
from onrecord.model.overlaps import Overlaps
from onrecord.model.tree import Tree
from onrecord.statements.cues import find_cues
from onrecord.statements.draft import Draft, trimmed
from onrecord.statements.framed import EDGES, framed_attributions
from onrecord.statements.quoted import attribute_quotations
from onrecord.statements.quotes import quotations
from onrecord.statements.signed import signed_quotations
from onrecord.statements.turns import turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.lexicon.cues import CueLexicon
    from onrecord.model import Analysis, Document
    from onrecord.statements.draft import CueMatch

#: Share of a rule's attributions that an annotator had too, source included, on PolNeAR train (docs/benchmarks.md); of
#: signed quotations, which are not there, a judgement.
PRECISION = {"quotation": 0.59, "headline": 0.72, "bare-quotation": 0.63, "aside": 0.69, "turn": 0.53, "signed": 0.9}
#: The same for framed cues, as a share of the entry's weight: the cue was one, and content and source are right too.
FRAMED_PRECISION = 0.82
#: Entries that attribute less often than this are left out; chosen on PolNeAR train for the best combined F1.
LEAST_WEIGHT = {"verb": 0.42, "noun": 0.6, "adjective": 0.42}
_LONGEST_HEADLINE_SOURCE = 6
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


class RuleFinder:
    """Finds attributions with the cue lexicon and the tree."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, document: Document, analysis: Analysis) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first word."""
        drafts = self.drafts(document, Tree(analysis))
        return tuple(Attribution(d.source, d.cue, d.content, d.rule, _confidence(d)) for d in drafts)

    def drafts(self, document: Document, tree: Tree) -> list[Draft]:
        """The same, with the lexicon entries that found them."""
        quotes = quotations(document)
        spoken = [*turns(document), *signed_quotations(document)]
        words = Overlaps((q, q) for q in (*quotes, *(c for turn in spoken for c in turn.content)))
        matches = [m for m in find_cues(tree, self._lexicon) if _likely(m) and not _quoted(tree, m, words)]
        drafts = [*spoken, *framed_attributions(document.text, tree, matches, quotes)]
        drafts.extend(_headline_statements(document, tree, drafts))
        drafts = attribute_quotations(document, tree, quotes, matches, drafts)
        return sorted(_distinct(drafts), key=lambda d: (d.start, d.content))


def _confidence(draft: Draft) -> float:
    if draft.rule in PRECISION or draft.entry is None:
        return PRECISION[draft.rule]
    return round(draft.entry.weight * FRAMED_PRECISION, 2)


def _likely(match: CueMatch) -> bool:
    return match.entry.weight >= LEAST_WEIGHT.get(match.entry.pos, 0)


def _quoted(tree: Tree, match: CueMatch, words: Overlaps[Span]) -> bool:
    """Whether a cue is itself quoted: what a speaker tells of others' words is the speaker's statement."""
    cue = tree.analysis.span(match.head, match.head + 1)
    return any(w.contains(cue) for w in words.at(cue))


def _headline_statements(document: Document, tree: Tree, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """`Kanaani: talks had failed` in headlines and headings."""
    analysis = tree.analysis
    named = {t for n in analysis.names if n.label in _SPEAKERS for t in range(n.first, n.last)}
    for block in document.blocks:
        if block.kind not in ("headline", "heading"):
            continue
        first = bisect_left(analysis.start, block.span.start)
        tokens = range(first, min(len(analysis), first + _LONGEST_HEADLINE_SOURCE + 1))
        colon = next((t for t in tokens if analysis.text[t] == ":"), None)
        if colon is None or not any(analysis.pos[t] == "PROPN" or t in named for t in range(first, colon)):
            continue
        mark = analysis.span(colon, colon + 1)
        rest = Span(mark.end, block.span.end) if mark.end < block.span.end else None
        content = trimmed(rest, document.text, EDGES) if rest else None
        if content is not None and not any(c.overlaps(mark) for d in drafts for c in d.cue):
            yield Draft((analysis.span(first, colon),), (mark,), (content,), "headline")


def _distinct(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts without those that repeat another's cue and content, or its content by a noun of the same sentence."""
    cues: dict[tuple[Span, ...], list[tuple[Span, ...]]] = {}  # of the drafts kept, by content
    for draft in sorted(drafts, key=lambda d: (_is_noun(d), d.start)):
        same = cues.setdefault(draft.content, [])
        if draft.cue not in same and not (same and _is_noun(draft)):
            same.append(draft.cue)
            yield draft


def _is_noun(draft: Draft) -> bool:
    return draft.entry is not None and draft.entry.pos == "noun"
