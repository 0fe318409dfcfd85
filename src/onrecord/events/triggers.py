"""Trigger entries found among the tokens of an analysis: one look-up a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.triggers import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.lexicon.triggers import TriggerLexicon
    from onrecord.model.tree import Tree

_VERBAL = frozenset({"VERB", "AUX"})
_BELOW = frozenset(
    ("prt", "advmod", "dobj", "acomp", "prep", "attr", "oprd", "ccomp", "pobj", "amod", "compound", "xcomp",
     "nsubjpass", "nmod", "dep", "npadvmod")
)  # fmt: skip


class Match(Struct, frozen=True):
    """A trigger found in the text: its tokens, of which `head` governs the others."""

    head: int
    tokens: tuple[int, ...]
    entry: Trigger

    @property
    def is_noun(self) -> bool:
        """Whether a noun tells the event."""
        return self.entry.pos == "noun"


def find_triggers(tree: Tree, lexicon: TriggerLexicon) -> list[Match]:
    """Every entry that matches, in text order, without those that lie inside a longer one ("launched an *attack*")."""
    matches = list(_at_each_token(tree, lexicon))
    covered = {t for m in matches if len(m.tokens) > 1 for t in m.tokens[1:]}
    return [m for m in matches if m.head not in covered]


def _at_each_token(tree: Tree, lexicon: TriggerLexicon) -> Iterator[Match]:
    analysis = tree.analysis
    for token, (lemma, pos) in enumerate(zip(analysis.lemma, analysis.pos, strict=True)):
        if pos in _VERBAL:
            entries = lexicon.verbs.get(lemma, ())
        elif pos in ("NOUN", "PROPN"):
            entries = lexicon.nouns.get(lemma.lower(), ())
        elif pos == "ADJ":
            entries = lexicon.adjectives.get(lemma, ())
        else:
            continue
        found = _longest(tree, token, entries)
        if found is not None:
            yield found


def _longest(tree: Tree, token: int, entries: tuple[Trigger, ...]) -> Match | None:
    best: Match | None = None
    for entry in entries:
        tokens = tree.words_below(token, entry.rest, _BELOW)
        if tokens is not None and (best is None or len(tokens) + 1 > len(best.tokens)):
            best = Match(token, (token, *tokens), entry)
    return best
