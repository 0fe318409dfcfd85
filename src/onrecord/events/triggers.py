"""Trigger entries found among the tokens of an analysis: one look-up a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.triggers import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.events.tree import WordTree
    from onrecord.lexicon.triggers import TriggerLexicon

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_PROGRESSIVE = "ing"
_PARTICIPLES = frozenset({"VBN", "VBG"})
_NOUN_LABELS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_BELOW = frozenset(
    ("prt", "advmod", "dobj", "acomp", "prep", "attr", "oprd", "pobj", "amod", "compound", "xcomp", "nsubjpass", "nmod",
     "dep", "npadvmod", "dative")
)  # fmt: skip
#: Further ones of entries with an infinitive ("called to discuss").
_OF_INFINITIVES = _BELOW | {"advcl", "ccomp", "aux"}
#: Prefixes that turn a word into another one, or into its contrary.
_PREFIXES = frozenset({"non", "anti", "de", "counter", "mis", "self"})


class Match(Struct, frozen=True):
    """A trigger found in the text: its tokens, of which `head` governs the others."""

    head: int
    tokens: tuple[int, ...]
    entry: Trigger

    @property
    def is_noun(self) -> bool:
        """Whether a noun tells the event."""
        return self.entry.pos == "noun"


def find_triggers(tree: WordTree, lexicon: TriggerLexicon) -> list[Match]:
    """Every entry that matches, in text order, without those that lie inside a longer one ("launched an *attack*")."""
    matches = list(_at_each_token(tree, lexicon))
    covered = {t for m in matches if len(m.tokens) > 1 for t in m.tokens[1:]}
    return [m for m in matches if m.head not in covered]


def _at_each_token(tree: WordTree, lexicon: TriggerLexicon) -> Iterator[Match]:
    for token in range(len(tree.lemma)):
        found = _longest(tree, token, _entries(tree, token, lexicon))
        if found is not None:
            yield found


def _entries(tree: WordTree, token: int, lexicon: TriggerLexicon) -> tuple[Trigger, ...]:
    """The entries that a token may be the first word of."""
    pos = tree.analysis.pos[token]
    if pos in _VERBAL:
        if _is_adjective(tree, token, lexicon):
            return lexicon.adjectives[tree.analysis.text[token].lower()]
        word = tree.analysis.text[token].lower()
        if tree.analysis.dep[token] in _NOUN_LABELS and word in lexicon.nouns:
            return lexicon.nouns[word]  # "*fighting* between the two resumed"
        return _looked_up(tree.lemma[token], lexicon.verbs)
    if pos in _NOMINAL:
        return _looked_up(tree.lemma[token], lexicon.nouns) or _progressive(tree, token, lexicon)
    return lexicon.adjectives.get(tree.lemma[token], ()) if pos == "ADJ" else ()


def _progressive(tree: WordTree, token: int, lexicon: TriggerLexicon) -> tuple[Trigger, ...]:
    """The entries of a verb that the tree takes for a noun after "is" ("is *mediating* between")."""
    word = tree.analysis.text[token].lower()
    if tree.analysis.dep[token] != "attr" or not word.endswith(_PROGRESSIVE):
        return ()
    stem = word.removesuffix(_PROGRESSIVE)
    return next((lexicon.verbs[v] for v in (stem, stem + "e", stem[:-1]) if v in lexicon.verbs), ())


def _is_adjective(tree: WordTree, token: int, lexicon: TriggerLexicon) -> bool:
    """Whether a participle is an adjective of the lexicon and no verb ("was annoyed at", "is opposed to")."""
    if tree.analysis.tag[token] not in _PARTICIPLES or tree.analysis.text[token].lower() not in lexicon.adjectives:
        return False
    if tree.lemma[token] not in lexicon.verbs:
        return True
    return tree.child(token, "auxpass") is not None and tree.child(token, "agent") is None


def _looked_up(lemma: str, index: Mapping[str, tuple[Trigger, ...]]) -> tuple[Trigger, ...]:
    """The entries of a word, or of the last part of a word with hyphens."""
    first, _, last = lemma.rpartition("-")
    return index.get(lemma, ()) if first in _PREFIXES else index.get(lemma) or index.get(last, ())


def _longest(tree: WordTree, token: int, entries: tuple[Trigger, ...]) -> Match | None:
    best: Match | None = None
    for entry in entries:
        tokens = tree.words_below(token, entry.rest, _OF_INFINITIVES if "to" in entry.rest else _BELOW)
        if tokens is not None and (best is None or len(tokens) + 1 > len(best.tokens)):
            best = Match(token, (token, *tokens), entry)
    return best
