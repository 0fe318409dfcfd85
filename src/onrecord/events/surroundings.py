"""When and where an event was, what it was about, and whether the report leads with it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from onrecord.events.counts import counts_of
from onrecord.model import Date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.lexicon.event_words import EventWords
    from onrecord.model import Document, Entity, Event, Evidence, Mention, Statement
    from onrecord.model.tree import Range, Tree

_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "inside", "off"})
_PLACES = frozenset({"place", "country"})
#: A report leads with what its headline and its first paragraphs tell.
LEADING = 2
_CLIMB = 3


class Surroundings:
    """Dates, places and blocks of one document, by position."""

    def __init__(
        self, document: Document, tree: Tree, mentions: Sequence[Mention], entities: Sequence[Entity], words: EventWords
    ) -> None:
        self._document, self._tree, self._words = document, tree, words
        owner = {m: e.id for e in entities if e.kind in _PLACES for m in e.mentions}
        self._dates = [m for m in mentions if m.kind == "date" and m.value]
        self._starts = [m.evidence.span.start for m in self._dates]
        self._place = {
            self._token(m): owner[m.id] for m in mentions if m.id in owner and m.kind in _PLACES and not m.metonym
        }
        paragraphs = [b.span for b in document.blocks if b.kind == "paragraph"][:LEADING]
        self._lead_end = paragraphs[-1].end if paragraphs else 0

    def _token(self, mention: Mention) -> int:
        """The last token of a mention, which heads it."""
        return bisect_left(self._tree.analysis.start, mention.evidence.span.end) - 1

    def added_to(self, event: Event, head: int, within: Statement | None) -> Event:
        """The event whose trigger is `head`, with what its surroundings tell."""
        contexts = dict.fromkeys((*event.plover.contexts, *self.contexts(head)))
        return msgspec.structs.replace(
            event,
            plover=msgspec.structs.replace(event.plover, contexts=tuple(contexts)),
            within=within.id if within else None,
            date=self.date(head, within),
            place=self.place(head, frozenset((*event.actor, *event.recipient))),
            counts=counts_of(self._tree, self._document.text, head, self._words),
            lead=self.is_lead(event.trigger[0]),
        )

    def is_lead(self, trigger: Evidence) -> bool:
        """Whether the trigger stands in the headline or the first paragraphs."""
        return trigger.span.start < self._lead_end

    def date(self, head: int, within: Statement | None) -> Date | None:
        """A date that the trigger's clause names, else that of the statement it stands in, else none."""
        for clause in self._clauses(head):
            span = self._tree.span(clause)
            first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
            if first < last:
                mention = self._dates[first]
                return Date(mention.value or "", "stated", mention.evidence)
        if within is not None and within.said_on is not None and within.said_on.how == "stated":
            return None
        published = self._document.published
        return None if published is None or within is not None else Date(published.isoformat(), "publication")

    def place(self, head: int, parties: frozenset[str]) -> str | None:
        """The entity of a place after a preposition in the trigger's clause."""
        analysis, children = self._tree.analysis, self._tree.children
        for clause in self._clauses(head):
            for token in range(clause.first, clause.last):
                if analysis.dep[token] == "prep" and analysis.text[token].lower() in _WHERE:
                    for child in children[token]:
                        if child in self._place and self._place[child] not in parties:
                            return self._place[child]
        return None

    def contexts(self, head: int) -> tuple[str, ...]:
        """What the words of the trigger's clause say that it is about, in their order."""
        clause = next(iter(self._clauses(head)))
        lemmas = self._tree.analysis.lemma[clause.first : clause.last]
        return tuple(dict.fromkeys(c for word in lemmas for c in self._words.contexts.get(word.lower(), ())))

    def _clauses(self, head: int) -> list[Range]:
        """What the trigger governs, then what the verb above it governs."""
        analysis, token = self._tree.analysis, head
        clauses = [self._tree.subtree(head)]
        for _ in range(_CLIMB):
            above = analysis.head[token]
            if above == token or analysis.pos[token] in ("VERB", "AUX"):
                break
            token = above
            clauses.append(self._tree.subtree(token))
        return clauses
