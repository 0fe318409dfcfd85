"""Quotations given to their cues and speakers, by where the marks stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from onrecord.statements.draft import Draft, merge, token_spans
from onrecord.statements.sources import source_beside, source_of, source_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Block, Document, Span
    from onrecord.statements.draft import CueMatch
    from onrecord.statements.tree import Tree

_LETTERS = re.compile(r"\w")
_MARKS = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_LONGEST_TITLE = 6
_SHORTEST = 3  # words; shorter ones are names and irony unless a cue's content holds them
_SENTENCE_END = re.compile(r"[.?!\u2026][\u201d\"'\u2019)]*\s")
_FARTHEST_AFTER = 90
_FARTHEST_BEFORE = 140
_ENDS_QUOTE = re.compile(r"[,?!.\u2026\u2014-][\u201d\u00bb\"']+$|[\u201d\u00bb\"']+,?$")


def attribute_quotations(
    document: Document, tree: Tree, quotes: Sequence[Span], matches: Sequence[CueMatch], drafts: Sequence[Draft]
) -> list[Draft]:
    """The drafts with every quotation joined to one of them, or to a new one."""
    pass_ = _QuotePass(document, tree, matches, list(drafts))
    for quote in quotes:
        pass_.place(quote)
    return pass_.drafts


def _is_title(words: Sequence[str]) -> bool:
    """Whether a quotation is a name, a slogan or irony: very short, or short and mostly capitalised."""
    lower = sum(word.strip(_MARKS)[:1].islower() for word in words)
    return len(words) < _SHORTEST or (len(words) <= _LONGEST_TITLE and lower * 2 < len(words))


class _QuotePass:
    """One document's quotations, placed in text order; `drafts` grows and changes on the way."""

    def __init__(self, document: Document, tree: Tree, matches: Sequence[CueMatch], drafts: list[Draft]) -> None:
        self.text = document.text
        self.document = document
        self.tree = tree
        self.drafts = drafts
        self.matches = [m for m in matches if "quote" in m.entry.frames or m.entry.strength == "strong"]
        self.last: int | None = None

    def place(self, quote: Span) -> None:
        """Join a quotation to a draft: one that holds part of it, a cue beside it, the draft before, or none."""
        holders = [i for i, d in enumerate(self.drafts) if self._holds(d, quote)]
        if holders:
            self._widen(holders, quote)
            return
        if _is_title(self.text[quote.start : quote.end].split()):
            return
        block = next(b for b in self.document.blocks if b.span.contains(quote))
        match = self._cue_beside(quote, block) or self._cue_before_colon(quote, block)
        if match is not None:
            self._with_cue(match, quote)
        elif self._follows_last(quote, block):
            self._append(quote)
        elif self._fills(quote, block) and (before := self._last_before(block)) is not None:
            self.last = before
            self._append(quote)
        elif self._stands_alone(quote, block):
            self.drafts.append(Draft((), (), (quote,), "bare-quotation"))
            self.last = len(self.drafts) - 1

    def _holds(self, draft: Draft, quote: Span) -> bool:
        cue_outside = not any(quote.overlaps(c) for c in draft.cue)
        return cue_outside and any(c.overlaps(quote) for c in draft.content)

    def _widen(self, holders: Sequence[int], quote: Span) -> None:
        for number in holders:
            draft = self.drafts[number]
            content = merge((*draft.content, quote), self.text)
            source = tuple(s for s in draft.source if not quote.contains(s)) or draft.source
            self.drafts[number] = msgspec.structs.replace(draft, content=content, source=source)
        self.last = holders[-1]

    def _cue_beside(self, quote: Span, block: Block) -> CueMatch | None:
        """The nearest cue with a subject of its own after the quotation, else before it, in the same sentence."""
        best: tuple[int, CueMatch] | None = None
        taken = {c for d in self.drafts if all(c.start >= quote.end for c in d.content) for c in d.cue}
        for match in self.matches:
            cue = self.tree.analysis.span(match.head, match.head + 1)
            if not block.span.contains(cue) or quote.overlaps(cue) or cue in taken:
                continue
            distance = self._distance(quote, cue)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, match)
        return best[1] if best else None

    def _distance(self, quote: Span, cue: Span) -> int | None:
        if cue.start >= quote.end:
            gap = self.text[quote.end : cue.start]
            ends = _ENDS_QUOTE.search(self.text[quote.start : quote.end]) is not None
            near = len(gap) <= _FARTHEST_AFTER and ends
        else:
            gap = self.text[cue.end : quote.start]
            near = len(gap) <= _FARTHEST_BEFORE
        return len(gap) if near and not _SENTENCE_END.search(gap) and '"' not in gap and "\u201d" not in gap else None

    def _with_cue(self, match: CueMatch, quote: Span) -> None:
        head = source_of(self.tree, match)
        source: tuple[Span, ...] = ()
        if head is not None and head not in match.tokens:
            span = self.tree.span(source_range(self.tree, head))
            source = () if quote.overlaps(span) else (span,)
        if not source and (beside := source_beside(self.tree, match, (quote,))) is not None:
            source = (self.tree.span(beside),)
        cue = token_spans(self.tree.analysis, match.tokens)
        for number, draft in enumerate(self.drafts):
            if draft.cue == cue and draft.content and all(c.end <= quote.start for c in draft.content):
                self._widen([number], quote)
                return
        self.drafts.append(Draft(source, cue, (quote,), "quotation", match.entry))
        self.last = len(self.drafts) - 1

    def _follows_last(self, quote: Span, block: Block) -> bool:
        """Whether only the last draft's own cue and speaker stand between its quotation and this one."""
        if self.last is None:
            return False
        draft = self.drafts[self.last]
        if not block.span.contains(draft.content[-1]):
            return False
        end = max(s.end for s in (*draft.content, *draft.cue, *draft.source) if s.end <= quote.start)
        return (
            len(_SENTENCE_END.findall(self.text[end : quote.start] + " ")) <= 1 and quote.start - end < _FARTHEST_AFTER
        )

    def _cue_before_colon(self, quote: Span, block: Block) -> CueMatch | None:
        """The cue of a paragraph that ends in a colon, for the quotation with which the next one begins."""
        if not self._stands_alone(quote, block):
            return None
        before = self.text[: block.span.start].rstrip()
        if not before.endswith(":"):
            return None
        start = before.rfind("\n") + 1
        cues = ((m, self.tree.analysis.start[m.head]) for m in self.matches)
        return next((m for m, at in reversed(list(cues)) if start <= at < len(before)), None)

    def _fills(self, quote: Span, block: Block) -> bool:
        """Whether the quotation is all of its paragraph: the speaker of the one before goes on."""
        return self._stands_alone(quote, block) and not _LETTERS.search(self.text, quote.end, block.span.end)

    def _last_before(self, block: Block) -> int | None:
        """The draft whose content ends last in the paragraph before a block."""
        end = len(self.text[: block.span.start].rstrip())
        start = self.text.rfind("\n", 0, end) + 1
        ends = {n: c.end for n, d in enumerate(self.drafts) for c in d.content if start <= c.start < end}
        return max(ends, key=lambda n: ends[n]) if ends else None

    def _append(self, quote: Span) -> None:
        if self.last is not None:
            draft = self.drafts[self.last]
            self.drafts[self.last] = msgspec.structs.replace(draft, content=merge((*draft.content, quote), self.text))

    def _stands_alone(self, quote: Span, block: Block) -> bool:
        """Whether the quotation is all, or the beginning, of its block."""
        return not self.text[block.span.start : quote.start].strip()
