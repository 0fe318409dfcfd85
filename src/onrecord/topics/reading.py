"""The words of one document that tell topics, and which of them a statement or event has."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.lexicon.topics import Tell, TopicEntry, TopicKey
from onrecord.model.tree import Range, Tree
from onrecord.topics.hits import Hit, find_hits
from onrecord.topics.scoring import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.lexicon.topics import TopicLexicon
    from onrecord.model import Analysis, Document, Event, Span, Statement
    from onrecord.topics.scoring import Told

#: How much a word counts in the headline, in the first two paragraphs, and elsewhere.
_HEADLINE, _LEAD, _BODY = 3.0, 2.0, 1.0
_LEADING = 2
#: What a context that an event's code implies counts for: as much as a word of its subject.
_CODED = 2.0


class Reading:
    """One document's words that tell, by position."""

    def __init__(self, document: Document, analysis: Analysis, lexicon: TopicLexicon) -> None:
        self._analysis = analysis
        self._tree = Tree(analysis)
        self._hits = find_hits(analysis, lexicon.index)
        self._starts = [hit.first for hit in self._hits]
        blocks = list(enumerate(document.blocks))
        self._leading = frozenset([n for n, b in blocks if b.kind == "paragraph"][:_LEADING])
        self._headlines = frozenset(n for n, b in blocks if b.kind == "headline")

    def of_document(self) -> list[Told]:
        """The topics of the whole."""
        return told(self._hits, size=len(self._analysis), span=self._analysis.span, share=self._share)

    def of_statement(self, statement: Statement) -> list[Told]:
        """The topics of a statement's content."""
        return self._of_ranges([self._range(c.span) for c in statement.content])

    def of_event(self, event: Event, coded: Iterable[str]) -> list[Told]:
        """The topics of the words that tell an event, with the contexts that its code implies."""
        trigger = self._range(event.trigger[0].span)
        clause = self._tree.subtree(self._head(trigger))
        sides = [self._range(e.span) for e in (*event.actor_words, *event.recipient_words)]
        tells = tuple(Tell(TopicKey("context", name), _CODED, strong=True) for name in coded)
        code = Hit(trigger.first, trigger.last, TopicEntry((), exact=True, tells=tells), tells)
        return self._of_ranges([clause, *sides], code)

    def _of_ranges(self, ranges: Sequence[Range], *more: Hit) -> list[Told]:
        hits = {at: self._hits[at] for r in ranges for at in self._inside(r)}
        size = len({token for r in ranges for token in range(r.first, r.last)})
        return told([*hits.values(), *more], size=size, span=self._analysis.span)

    def _inside(self, words: Range) -> range:
        """The numbers of the hits that begin in a stretch of tokens."""
        return range(bisect_left(self._starts, words.first), bisect_left(self._starts, words.last))

    def _range(self, span: Span) -> Range:
        """The tokens that a stretch of text holds or touches."""
        starts, ends = self._analysis.start, self._analysis.end
        first = bisect_left(starts, span.start)
        first -= bool(first and ends[first - 1] > span.start)
        return Range(first, max(first + 1, bisect_left(starts, span.end)))

    def _head(self, words: Range) -> int:
        """The token of some words that the others depend on."""
        heads = self._analysis.head
        return next((t for t in range(words.first, words.last) if heads[t] == t or heads[t] not in words), words.first)

    def _share(self, token: int) -> float:
        """How much a word counts for the document."""
        block = self._tree.sentence(token).block
        if block in self._headlines:
            return _HEADLINE
        return _LEAD if block in self._leading else _BODY
