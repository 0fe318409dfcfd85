"""An event while it is being found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.events.parties import Party
from onrecord.events.triggers import Match

if TYPE_CHECKING:
    from onrecord.model.tree import Tree


#: Ends the frame of an event whose recipient stands in a complement of its trigger.
REACHED = "+"


class Draft(Struct, frozen=True):
    """A trigger with its parties and its code.

    Attributes:
        frame: the frame of the trigger's entry that fitted.
        cameo: the code after refinement.
    """

    match: Match
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    frame: str
    cameo: str


def refined(tree: Tree, match: Match) -> str:
    """The finest code that the words below a trigger support; empty when they say that it is no event."""
    analysis = tree.analysis
    span = tree.subtree(match.head)
    lemmas = {analysis.lemma[t].lower() for t in range(span.first, span.last) if t not in match.tokens}
    lemmas |= {analysis.lemma[c].lower() for c in tree.children[match.head]}
    for refinement in match.entry.refine:
        if not lemmas.isdisjoint(refinement.words):
            return refinement.cameo
    return match.entry.cameo
