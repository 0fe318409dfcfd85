"""Finding events: triggers, then the frame of each that fits best, without those that only say what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.events.draft import REACHED, Draft, named, refined
from onrecord.events.slots import Slots
from onrecord.events.triggers import find_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.events.parties import Parties
    from onrecord.events.triggers import Match
    from onrecord.lexicon.codebook import Codebook
    from onrecord.lexicon.modality import ModalityWords
    from onrecord.lexicon.triggers import TriggerLexicon
    from onrecord.model.tree import Tree

#: Types whose complement is wanted, promised, refused or threatened, so that it has not happened.
OPERATORS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "pcomp", "pobj", "prep", "acl", "advcl", "oprd"})
_POSSESSORS = ("poss", "amod", "compound", "nmod")
_DEPTH = 6


class Finder:
    """Finds the events of one tree."""

    def __init__(
        self, tree: Tree, parties: Parties, *, triggers: TriggerLexicon, book: Codebook, words: ModalityWords
    ) -> None:
        self._tree = tree
        self._parties = parties
        self._book = book
        self._slots = Slots(tree, words, parties)
        self._matches = find_triggers(tree, triggers)

    def drafts(self) -> list[Draft]:
        """The events, in the order of their triggers."""
        found = [d for m in self._matches if (d := self._draft(m)) is not None]
        by_head = {d.match.head: d for d in found}
        kept = [d for d in found if not self._is_wanted(d, by_head)]
        return [d for d in kept if named(d.actors) or named(d.recipients)]

    def _draft(self, match: Match) -> Draft | None:
        code = refined(self._tree, match)
        if not code:
            return None
        best: Draft | None = None
        for frame in match.entry.frames:
            draft = self._framed(match, frame, code)
            if best is None or _filled(draft) > _filled(best):
                best = draft
        if best is None:
            return None
        if not (named(best.recipients) or best.is_mutual):
            best = self._reaching(best)
        whole = named(best.actors) and (named(best.recipients) or best.is_mutual)
        return best if whole or not match.entry.weak else None

    def _framed(self, match: Match, frame: str, code: str) -> Draft:
        actor_slot, _, recipient_slot = frame.partition(">")
        actors = self._parties.named(self._slots.heads(match, actor_slot))
        taken = {e for a in actors for e in a.entities}
        recipients = [
            p for p in self._parties.named(self._slots.heads(match, recipient_slot)) if taken.isdisjoint(p.entities)
        ]
        return Draft(match, tuple(actors), tuple(recipients), frame, code, match.entry.reciprocal and bool(actors))

    def _reaching(self, draft: Draft) -> Draft:
        """The draft with the recipient that a complement of its trigger has ("agreed to lift the siege of *Homs*")."""
        taken = {e for a in draft.actors for e in a.entities}
        for token in self._below(draft.match):
            parties = [p for p in self._parties.named([token]) if taken.isdisjoint(p.entities)]
            if named(parties):
                return Draft(draft.match, draft.actors, tuple(parties), draft.frame + REACHED, draft.cameo)
        return draft

    def _below(self, match: Match) -> Iterator[int]:
        """Subjects, objects and objects of prepositions below a trigger, level by level."""
        analysis, children = self._tree.analysis, self._tree.children
        level = [c for t in match.tokens for c in children[t] if c > match.tokens[0]]
        for _ in range(_DEPTH):
            deeper: list[int] = []
            for token in level:
                dep = analysis.dep[token]
                if analysis.text[token].lower() == "according":
                    continue
                if (
                    dep in ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "oprd")
                    and token not in match.tokens
                ):
                    yield token
                if dep in _COMPLEMENTS or dep in ("dative", "attr"):
                    deeper += children[token]
            level = deeper
        for token in match.tokens[1:]:  # "released *Egypt's* prisoners"
            yield from (c for c in children[token] if analysis.dep[c] in _POSSESSORS and self._parties.names(c))

    def _is_wanted(self, draft: Draft, by_head: dict[int, Draft]) -> bool:
        """Whether the event is only what another one asks for, promises, refuses or threatens with."""
        analysis, token = self._tree.analysis, draft.match.head
        for _ in range(_DEPTH):
            dep, head = analysis.dep[token], analysis.head[token]
            if head == token or (dep not in _COMPLEMENTS and dep != "conj"):
                return False
            above = by_head.get(head)
            if above is not None and above is not draft and dep != "conj":
                kind = self._book.cameo[above.cameo].plover
                if kind in OPERATORS or (draft.match.is_noun and not (draft.actors and draft.recipients)):
                    return True
            token = head
        return False


def _filled(draft: Draft) -> tuple[int, int, int]:
    """How well a frame fits: sides that name somebody, then phrases that do so themselves, then any phrases."""
    both = (draft.actors, draft.recipients)
    return sum(named(s) for s in both), sum(any(p.direct for p in s) for s in both), sum(bool(s) for s in both)
