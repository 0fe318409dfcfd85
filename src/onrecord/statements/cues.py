"""Cue entries found among the tokens of an analysis: one look-up a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.lexicon.cues import SLOT, SLOT_TOKENS
from onrecord.statements.draft import CueMatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.lexicon.cues import Cue, CueLexicon
    from onrecord.model.tree import Tree

_VERBAL = frozenset({"VERB", "AUX"})
_BESIDE = frozenset({"prt", "advmod", "dobj", "acomp", "prep", "attr", "oprd", "ccomp", "pobj", "amod", "det", "xcomp"})


def find_cues(tree: Tree, lexicon: CueLexicon) -> list[CueMatch]:
    """Every entry that matches, in text order, without those inside a longer one ("quoted as saying")."""
    matches = list(_at_each_token(tree, lexicon))
    phrases = [set(m.tokens) for m in matches if m.entry.pos == "phrase" and len(m.tokens) > 1]
    return [m for m in matches if not any(p > set(m.tokens) for p in phrases)] if phrases else matches


def _at_each_token(tree: Tree, lexicon: CueLexicon) -> Iterator[CueMatch]:
    """The longest entry at each head token, and the phrase that begins there."""
    analysis = tree.analysis
    for token, (lemma, pos) in enumerate(zip(analysis.lemma, analysis.pos, strict=True)):
        if pos in _VERBAL:
            found = _longest(tree, token, lexicon.verbs.get(lemma, ()))
            if found is None and analysis.tag[token] == "VBN":  # "was frustrated that" is taken for a passive
                found = _longest(tree, token, lexicon.adjectives.get(analysis.text[token].lower(), ()))
        elif pos == "NOUN":
            found = _longest(tree, token, lexicon.nouns.get(lemma, ()))
        elif pos == "ADJ":
            found = _longest(tree, token, lexicon.adjectives.get(lemma, ()))
        else:
            found = None
        phrase = _phrase(tree, token, lexicon.phrases)
        if phrase is not None:
            yield phrase
        if found is not None:
            yield found


def _longest(tree: Tree, token: int, entries: tuple[Cue, ...]) -> CueMatch | None:
    """The entry with the most words; of equal ones that whose words are nearest ("called *on* them in March")."""
    found = ((entry, _rest(tree, token, entry.rest)) for entry in entries)
    matches = [CueMatch(token, (token, *tokens), entry) for entry, tokens in found if tokens is not None]
    return max(matches, key=lambda m: (len(m.tokens), -max(m.tokens)), default=None)


def _rest(tree: Tree, token: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of an entry's further words, each a dependent of the words before it; None when one is missing."""
    found: list[int] = []
    for word in words:
        governed = [c for t in (token, *found) for c in tree.children[t] if tree.analysis.dep[c] in _BESIDE]
        match = next((c for c in governed if word in (tree.analysis.lemma[c], tree.analysis.text[c].lower())), None)
        if match is None:
            return None
        found.append(match)
    return tuple(found)


def _phrase(tree: Tree, token: int, phrases: Mapping[str, tuple[Cue, ...]]) -> CueMatch | None:
    """A fixed phrase that begins at a token, matched word by word on forms or lemmas."""
    best: CueMatch | None = None
    for key in {tree.analysis.text[token].lower(), tree.analysis.lemma[token]}:
        for entry in phrases.get(key, ()):
            match = _follow(tree, CueMatch(token, (token,), entry))
            if match is not None and (best is None or len(match.tokens) > len(best.tokens)):
                best = match
    return best


def _follow(tree: Tree, match: CueMatch) -> CueMatch | None:
    """The match with the tokens of its entry's further words, up to the end of the sentence."""
    last, at = tree.sentence(match.head).last, match.head + 1
    tokens, slot = [match.head], range(0)
    words = iter(match.entry.rest)
    for word in words:
        if word == SLOT:
            after = next(words, "")
            end = next((t for t in range(at + 1, min(at + 1 + SLOT_TOKENS, last)) if _is(tree, t, after)), None)
            if end is None:
                return None
            slot, at = range(at, end), end
            if tree.analysis.pos[end] in ("NOUN", "ADJ") and tree.analysis.tag[end - 1] not in ("POS", "PRP$"):
                return None
        elif at >= last or not _is(tree, at, word):
            return None
        tokens.append(at)
        at += 1
    return CueMatch(match.head, tuple(tokens), match.entry, tuple(slot))


def _is(tree: Tree, token: int, word: str) -> bool:
    return word in (tree.analysis.text[token].lower(), tree.analysis.lemma[token])
