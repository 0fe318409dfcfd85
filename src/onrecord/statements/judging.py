"""Words of the stance lexicon at the tokens of an analysis, and what turns or weakens them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.lexicon.stance import StanceClass, StanceLexicon, StanceWord
    from onrecord.model.tree import Tree

_MODALS = {"would": 0.8, "may": 0.6, "might": 0.6, "could": 0.6}


class Judging(NamedTuple):
    """A word or phrase that judges: its tokens, the head first, and what its class tells."""

    tokens: tuple[int, ...]
    of: StanceClass


class Modified(NamedTuple):
    """What the words that depend on a verb, noun or adjective make of it.

    Attributes:
        factor: negation, degree and probability.
        wished: it should be so, and is not told.
        tokens: the words that turn or strengthen it.
    """

    factor: float
    wished: bool
    tokens: tuple[int, ...]


class JudgingWords:
    """One document's words; each token is looked up once."""

    def __init__(self, tree: Tree, lexicon: StanceLexicon) -> None:
        self._tree = tree
        self._lexicon = lexicon
        self._by_pos: Mapping[str, Mapping[str, tuple[StanceWord, ...]]] = {
            "VERB": lexicon.verbs,
            "AUX": lexicon.verbs,
            "NOUN": lexicon.nouns,
            "ADJ": lexicon.adjectives,
        }
        self._found: dict[int, Judging | None] = {}

    def at(self, token: int) -> Judging | None:
        """The longest entry whose head is this token."""
        if token not in self._found:
            self._found[token] = self._look_up(token)
        return self._found[token]

    def add(self, tokens: tuple[int, ...], of: StanceClass) -> None:
        """Lets tokens, the head first, judge as a class does."""
        self._found[tokens[0]] = Judging(tokens, of)

    def _look_up(self, token: int) -> Judging | None:
        analysis = self._tree.analysis
        index = self._by_pos.get(analysis.pos[token])
        if index is None:
            return None
        word = analysis.text[token].lower()
        entries = index.get(analysis.lemma[token]) or index.get(word, ())
        if analysis.tag[token] == "VBN":  # "was opposed to" is taken for a passive
            entries = (*entries, *self._lexicon.adjectives.get(word, ()))
        best: Judging | None = None
        for entry in entries:
            rest = self._rest(token, entry.rest)
            if rest is not None and (best is None or len(rest) >= len(best.tokens)):
                best = Judging((token, *rest), entry.of)
        return best

    def _rest(self, token: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
        """The tokens of an entry's further words, in any order, each a dependent of another one of the entry."""
        analysis, found, missing = self._tree.analysis, [token], list(words)
        governed = list(self._tree.children[token])
        if analysis.dep[token] == "acomp":  # the tree hangs "to" of "was grateful to" on either word
            governed += [c for c in self._tree.children[analysis.head[token]] if c > token]
        while missing:
            match = next(
                ((c, w) for c in governed for w in missing if w in (analysis.lemma[c], analysis.text[c].lower())), None
            )
            if match is None:
                return None
            found.append(match[0])
            missing.remove(match[1])
            governed = [c for c in governed if c != match[0]] + self._tree.children[match[0]]
        return tuple(sorted(found[1:]))

    def modified(self, token: int, but: tuple[int, ...] = ()) -> Modified:
        """What the words that depend on a token make of it, without those of `but`."""
        factor, wished, tokens = 1.0, False, []
        for child in self._tree.children[token]:
            word = self._tree.analysis.text[child].lower()
            factor *= _MODALS.get(word, 1.0)
            entry = next((e for e in self._lexicon.adverbs.get(word, ()) if not e.rest), None)
            if entry is None or child in but or self._tree.analysis.pos[child] in ("NOUN", "PROPN"):
                continue
            if entry.of.kind == "wish":
                wished = True
            else:
                factor *= entry.of.target
            tokens.append(child)
        return Modified(factor, wished, tuple(tokens))
