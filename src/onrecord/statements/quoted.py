"""Quotations given to their cues and speakers, by where the marks stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import msgspec

from onrecord.statements.draft import Draft, merge
from onrecord.statements.sources import source_beside, source_of, source_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Block, Document, Span
    from onrecord.model.tree import Tree
    from onrecord.statements.draft import CueMatch

_LETTERS = re.compile(r"\w")
_MARKS = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_LONGEST_TITLE = 6
_SHORTEST = 3  # words; shorter ones are names and irony unless a cue's content holds them
_SENTENCE_END = re.compile(r"[.?!\u2026][\u201d\"'\u2019)]*\s")
_FARTHEST_AFTER = 90
_FARTHEST_BEFORE = 140
_ENDS_QUOTE = re.compile(r"[,?!.\u2026\u2014-][\u201d\u00bb\"']+$|(?<![\u201d\u00bb\"'])[\u201d\u00bb\"']+,?$")


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
        self.match_starts = [tree.analysis.start[m.head] for m in self.matches]
        self.block_starts = [b.span.start for b in document.blocks]
        self.last: int | None = None
        self.in_block: dict[int, set[int]] = {}  # block number → numbers of the drafts with content in it
        self.by_cue: dict[Span, list[int]] = {}  # → numbers of the drafts with that piece of cue
        for number, draft in enumerate(drafts):
            self._note(number, draft)

    def _note(self, number: int, draft: Draft) -> None:
        for span in draft.content:
            self.in_block.setdefault(self._block(span.start), set()).add(number)
        for span in draft.cue:
            self.by_cue.setdefault(span, []).append(number)

    def _block(self, at: int) -> int:
        return bisect_right(self.block_starts, at) - 1

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.last = len(self.drafts) - 1
        self._note(self.last, draft)

    def place(self, quote: Span) -> None:
        """Join a quotation to a draft: one that holds part of it, a cue beside it, the draft before, or none."""
        number = self._block(quote.start)
        holders = [i for i in sorted(self.in_block.get(number, ())) if self._holds(self.drafts[i], quote)]
        if holders:
            self._widen(holders, quote)
            return
        if _is_title(self.text[quote.start : quote.end].split()):
            return
        block = self.document.blocks[number]
        match = self._cue_beside(quote, block) or self._cue_before_colon(quote, block)
        if match is not None:
            self._with_cue(match, quote)
        elif self._follows_last(quote, block):
            self._append(quote)
        elif self._fills(quote, block) and (before := self._last_before(block)) is not None:
            self.last = before
            self._append(quote)
        elif self._stands_alone(quote, block):
            self._add(Draft((), (), (quote,), "bare-quotation"))

    def _holds(self, draft: Draft, quote: Span) -> bool:
        cue_outside = not any(quote.overlaps(c) for c in draft.cue)
        return cue_outside and any(c.overlaps(quote) for c in draft.content)

    def _widen(self, holders: Sequence[int], quote: Span) -> None:
        for number in holders:
            draft = self.drafts[number]
            content = merge((*draft.content, quote), self.text)
            source = tuple(s for s in draft.source if not quote.contains(s)) or draft.source
            self.drafts[number] = msgspec.structs.replace(draft, content=content, source=source)
            self.in_block.setdefault(self._block(quote.start), set()).add(number)
        self.last = holders[-1]

    def _cue_beside(self, quote: Span, block: Block) -> CueMatch | None:
        """The nearest cue with a subject of its own after the quotation, else before it, in the same sentence."""
        best: tuple[int, CueMatch] | None = None
        first, last = (bisect_left(self.match_starts, at) for at in (block.span.start, block.span.end))
        for match in self.matches[first:last]:
            cue = self.tree.analysis.span(match.head, match.head + 1)
            if not block.span.contains(cue) or quote.overlaps(cue) or self._speaks_later(cue, quote):
                continue
            distance = self._distance(quote, cue)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, match)
        return best[1] if best else None

    def _speaks_later(self, cue: Span, quote: Span) -> bool:
        """Whether a draft with this cue has all of its content after the quotation."""
        drafts = (self.drafts[n] for n in self.by_cue.get(cue, ()))
        return any(all(c.start >= quote.end for c in d.content) for d in drafts)

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
        cue = self.tree.analysis.spans(match.tokens)
        for number in self.by_cue.get(cue[0], ()):
            draft = self.drafts[number]
            if draft.cue == cue and draft.content and all(c.end <= quote.start for c in draft.content):
                self._widen([number], quote)
                return
        self._add(Draft(source, cue, (quote,), "quotation", match.entry))

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
        start, end = self._line_before(block)
        if not self.text.endswith(":", 0, end):
            return None
        at = bisect_left(self.match_starts, end) - 1
        return self.matches[at] if at >= 0 and self.match_starts[at] >= start else None

    def _fills(self, quote: Span, block: Block) -> bool:
        """Whether the quotation is all of its paragraph: the speaker of the one before goes on."""
        return self._stands_alone(quote, block) and not _LETTERS.search(self.text, quote.end, block.span.end)

    def _last_before(self, block: Block) -> int | None:
        """The draft whose content ends last in the paragraph before a block."""
        start, end = self._line_before(block)
        blocks = range(max(self._block(start), 0), self._block(end) + 1)
        near = sorted({n for b in blocks for n in self.in_block.get(b, ())})
        ends = {n: c.end for n in near for c in self.drafts[n].content if start <= c.start < end}
        return max(ends, key=lambda n: ends[n]) if ends else None

    def _line_before(self, block: Block) -> tuple[int, int]:
        """Where the last line with letters before a block begins and ends."""
        end = block.span.start
        while end and self.text[end - 1].isspace():
            end -= 1
        return self.text.rfind("\n", 0, end) + 1, end

    def _append(self, quote: Span) -> None:
        if self.last is not None:
            draft = self.drafts[self.last]
            self.drafts[self.last] = msgspec.structs.replace(draft, content=merge((*draft.content, quote), self.text))
            self.in_block.setdefault(self._block(quote.start), set()).add(self.last)

    def _stands_alone(self, quote: Span, block: Block) -> bool:
        """Whether the quotation is all, or the beginning, of its block."""
        return not self.text[block.span.start : quote.start].strip()
