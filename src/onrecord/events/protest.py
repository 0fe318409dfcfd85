"""Protests: who gathers where and against whom, what they want, and what a crowd breaks that no army would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.events.draft import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.events.draft import Draft
    from onrecord.events.parties import Parties
    from onrecord.events.slots import Slots
    from onrecord.events.tree import WordTree
    from onrecord.events.triggers import Match
    from onrecord.lexicon.codebook import Codebook

PROTEST = "PROTEST"
#: What a crowd of protesters does when it riots, by CAMEO root, and the code of that.
_RIOTS = frozenset({"17", "18"})
_RIOT = "145"
#: What people gather to do when they protest.
_PURPOSES = frozenset({"REQUEST", "ACCUSE", "REJECT", PROTEST})
_COERCE = "170"
_AGAINST = "against"
#: Before the place of a protest ("in *Baghdad*").
_WHERE = frozenset({"in", "across", "throughout", "around"})
_PLACES = frozenset({"place", "country"})
_CLIMB = 3


class Protests:
    """What is special about protests in one tree.

    Args:
        tree: of the document.
        parties: of the document.
        slots: finds phrases.
        book: the codes.
        matches: all triggers.
    """

    def __init__(
        self, tree: WordTree, parties: Parties, slots: Slots, *, book: Codebook, matches: Sequence[Match]
    ) -> None:
        self._tree = tree
        self._parties = parties
        self._slots = slots
        self._book = book
        self._matches = matches

    def whole(self, draft: Draft) -> Draft:
        """The draft with the code that fits who did it and, of a protest, with whom it is against and whose it is."""
        draft = self._rioting(draft)
        return self._placed(self._against(draft)) if self._is_protest(draft) else draft

    def merged(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts without what protesters demand or want to force, which is part of their protest.

        Its recipient is that of the protest if there is no other ("rallied to demand that *the premier* resign").
        """
        kept = dict(enumerate(drafts))
        for at, protest in enumerate(drafts):
            if not self._is_protest(protest):
                continue
            for number, other in enumerate(drafts):
                if self._is_part(other, protest):
                    kept.pop(number, None)
                    if not named(kept[at].recipients):
                        kept[at] = msgspec.structs.replace(protest, recipients=other.recipients)
        return list(kept.values())

    def has_purpose(self, draft: Draft) -> bool:
        """Whether a clause beside the trigger tells what the protest is for or against."""
        return named(draft.actors) and any(map(self._is_purpose, self._tree.children[draft.match.head]))

    def _is_protest(self, draft: Draft) -> bool:
        return self._book.cameo[draft.cameo].plover == PROTEST

    def _is_part(self, other: Draft, protest: Draft) -> bool:
        """Whether a draft tells what the actors of a protest in its sentence demand or want to force."""
        code = self._book.cameo[other.cameo]
        wanted = code.plover == "REQUEST" or code.code == _COERCE
        wanted = wanted or other.match.head in self._tree.children[protest.match.head]
        where = self._tree.sentence(protest.match.head)
        return (
            wanted and where.first <= other.match.head < where.last and bool(_actors(protest) & _actors(other))
        ) and other is not protest

    def _is_purpose(self, clause: int) -> bool:
        if self._tree.analysis.dep[clause] not in {"advcl", "xcomp"}:
            return False
        kinds = {self._book.cameo[m.entry.cameo].plover for m in self._matches if m.head == clause}
        return bool(kinds & _PURPOSES)

    def _rioting(self, draft: Draft) -> Draft:
        """The draft of what a crowd of protesters destroys or seizes as a riot, and of what an army does otherwise."""
        code = self._book.cameo[draft.cameo]
        if draft.match.entry.pos != "verb" or not draft.actors:
            return draft
        riots = code.plover in {"COERCE", "ASSAULT"} and code.code[:2] in _RIOTS
        if riots and all(map(self._parties.is_crowd, draft.actors)):
            return msgspec.structs.replace(draft, cameo=_RIOT)
        armed = draft.match.entry.armed
        if armed and draft.cameo == draft.match.entry.cameo and all(map(self._parties.is_armed, draft.actors)):
            return msgspec.structs.replace(draft, cameo=armed)
        return draft

    def _against(self, draft: Draft) -> Draft:
        """The draft with whom the protest is against: after "against", else whom it wants to make do something."""
        if named(draft.recipients):
            return draft
        head = draft.match.head
        heads = [*self._slots.heads(draft.match, "prep:against"), *self._slots.wanted(head)]
        taken = {e for a in draft.actors for e in a.entities}
        for found in (heads, self._objects_of(head, (_AGAINST,))):
            parties = [p for p in self._parties.named(found) if p.entities and taken.isdisjoint(p.entities)]
            if parties:
                return msgspec.structs.replace(draft, recipients=tuple(parties[:1]))
        return draft

    def _placed(self, draft: Draft) -> Draft:
        """The draft of a protest of nobody's, with the place that it was in for its people ("riots in *Lima*")."""
        if named(draft.actors):
            return draft
        taken = {e for a in draft.recipients for e in a.entities}
        for clause in self._clauses(draft.match.head):
            for party in self._parties.named(self._objects_of(clause, _WHERE)):
                if (
                    party.kind in _PLACES
                    and self._parties.countries(party.entities)
                    and taken.isdisjoint(party.entities)
                ):
                    return msgspec.structs.replace(draft, actors=(party,))
        return draft

    def _clauses(self, head: int) -> Iterable[int]:
        """A trigger, then what governs it up to its verb."""
        analysis = self._tree.analysis
        for _ in range(_CLIMB):
            yield head
            if analysis.pos[head] in {"VERB", "AUX"} or analysis.head[head] == head:
                return
            head = analysis.head[head]

    def _objects_of(self, head: int, prepositions: Iterable[str]) -> list[int]:
        """What stands after some prepositions below a token, in its own clause."""
        analysis, children = self._tree.analysis, self._tree.children
        tokens = [head]
        for token in tokens:
            tokens += [c for c in children[token] if c > token and analysis.dep[c] in ("prep", "pobj", "dobj")]
        links = [t for t in tokens if analysis.text[t].lower() in prepositions]
        return [c for link in links for c in children[link] if analysis.dep[c] == "pobj"]


def _actors(draft: Draft) -> set[str]:
    return {e for p in draft.actors for e in p.entities}
