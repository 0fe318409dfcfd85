"""An event while it is being found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.events.parties import Party
from onrecord.events.triggers import Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.events.tree import WordTree


#: Ends the frame of an event whose recipient stands in a complement of its trigger.
REACHED = "+"
#: Clauses that tell something else.
_CLAUSES = frozenset({"relcl", "advcl", "conj", "parataxis"})
#: Who does it says how it was done of violence alone ("*drones* struck").
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_VIOLENT = frozenset({"17", "18", "19", "20"})


class Draft(Struct, frozen=True):
    """A trigger with its parties and its code.

    Attributes:
        frame: the frame of the trigger's entry that fitted.
        cameo: the code after refinement.
        mutual: all parties are actors.
    """

    match: Match
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    frame: str
    cameo: str
    mutual: bool = False

    @property
    def sides(self) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Actors and recipients as the event has them."""
        return ((*self.actors, *self.recipients), ()) if self.mutual else (self.actors, self.recipients)

    @property
    def is_mutual(self) -> bool:
        """Whether several parties are actors to each other ("Egypt and Sudan met", "talks of the two countries")."""
        return (self.mutual or self.match.entry.reciprocal) and len({e for p in self.actors for e in p.entities}) > 1


def refined(tree: WordTree, match: Match) -> str:
    """The finest code that the words below a trigger support; empty when they say that it is no event."""
    if not match.entry.refine:
        return match.entry.cameo
    outside = _CLAUSES if match.entry.cameo[:2] in _VIOLENT else _CLAUSES | _SUBJECTS
    lemmas = {tree.lemma[t] for t in _phrase(tree, match, outside) if t not in match.tokens}
    for refinement in match.entry.refine:
        if not lemmas.isdisjoint(refinement.words):
            return refinement.cameo
    return match.entry.cameo


def _phrase(tree: WordTree, match: Match, outside: frozenset[str]) -> list[int]:
    """What a trigger governs, without what hangs in it by the labels `outside`."""
    tokens = [match.head]
    for token in tokens:
        tokens += [c for c in tree.children[token] if tree.analysis.dep[c] not in outside]
    return tokens


def named(parties: Sequence[Party]) -> bool:
    """Whether one of the parties is an entity."""
    return any(p.entities for p in parties)
