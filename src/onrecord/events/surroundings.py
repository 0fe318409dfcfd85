"""When and where an event was, what it was about, and whether the report leads with it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from onrecord.events.counts import counts_of
from onrecord.model import Date
from onrecord.model.date import says_when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.lexicon.event_words import EventWords
    from onrecord.model import Document, Entity, Event, Evidence, Mention, Statement
    from onrecord.model.tree import Range, Tree

_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "inside", "off"})
_PLACES = frozenset({"place", "country"})
#: Sizes of places by their kind, the smallest first; a kind that is not here, such as a bridge or a base, is smaller.
_GRAINS = {"city": 1, "district": 2, "region": 3, "area": 3, "sea": 4, "country": 5, "continent": 6}
#: The size of a country that the gazetteer does not tell of.
_COARSE = 5
#: A report leads with what its headline and its first paragraphs tell.
LEADING = 2
_CLIMB = 3
_FAR = 12
_OTHER_CLAUSES = frozenset({"advcl", "ccomp", "relcl", "parataxis"})


class Surroundings:
    """Dates, places and blocks of one document, by position."""

    def __init__(
        self, document: Document, tree: Tree, mentions: Sequence[Mention], entities: Sequence[Entity], words: EventWords
    ) -> None:
        self._document, self._tree, self._words = document, tree, words
        owner = {m: e.id for e in entities if e.kind in _PLACES for m in e.mentions}
        self._grain = {
            e.id: _GRAINS.get(e.place.kind, 0) if e.place else _COARSE for e in entities if e.kind in _PLACES
        }
        self._dates = [m for m in mentions if m.kind == "date" and m.value and says_when(m.value)]
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
            for mention in self._dates[first:last]:
                if not self._is_of_this_clause(mention, head):
                    continue
                return Date(mention.value or "", "stated", mention.evidence)
        if within is not None and within.said_on is not None and within.said_on.how == "stated":
            return None
        published = self._document.published
        return None if published is None or within is not None else Date(published.isoformat(), "publication")

    def _is_of_this_clause(self, mention: Mention, head: int) -> bool:
        """Whether no other clause lies between a date and the trigger ("demanded it, *saying that* since May ...")."""
        analysis, token = self._tree.analysis, self._token(mention)
        for _ in range(_FAR):
            above = analysis.head[token]
            if token == head:
                return True
            if analysis.dep[token] in _OTHER_CLAUSES:
                return False
            if above in (token, analysis.head[head]) and above != head:
                return True
            token = above
        return True

    def place(self, head: int, parties: frozenset[str]) -> str | None:
        """The entity of a place after a preposition in the trigger's clause: the smallest, the first of equal ones."""
        analysis, children = self._tree.analysis, self._tree.children
        for clause in self._clauses(head):
            where = (
                self._place[child]
                for token in range(clause.first, clause.last)
                if analysis.dep[token] == "prep" and analysis.text[token].lower() in _WHERE
                for child in children[token]
                if child in self._place
            )
            found = [place for place in where if place not in parties]
            if found:
                return min(found, key=lambda place: self._grain[place])
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
