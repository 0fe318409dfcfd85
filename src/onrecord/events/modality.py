"""Whether an event happened: negated, still to come, only supposed, long past, or told as a fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.codebook import Attitude
from onrecord.model import Modality

if TYPE_CHECKING:
    from datetime import date

    from onrecord.lexicon.modality import ModalityWords
    from onrecord.model.tree import Tree

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_CLIMB = 5
_CLAUSE = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "dobj", "pobj", "prep", "conj", "nsubjpass", "agent"})
_CONTINUED = frozenset({"xcomp", "dobj", "conj", "pobj", "prep", "pcomp"})
_CONTENT = frozenset({"ccomp", "acl"})
_FINITE = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "expl"})
_NEGATING = frozenset({"neg", "det", "preconj", "advmod", "cc"})
#: How long ago an event must be, in years before publication, to be history and no news.
HISTORICAL_YEARS = 2


class Reading(Struct, frozen=True):
    """What the words around a trigger say of the event.

    Attributes:
        modality: whether it happened.
        attitude: `future` when it is announced, `refused` when it is said that it will not be, `withheld` when it
            was not done, `obliged` when it is
            said that it must be; None otherwise.
    """

    modality: Modality
    attitude: Attitude | None = None


def read_modality(tree: Tree, head: int, words: ModalityWords, *, published: date | None) -> Reading:
    """The modality of an event whose trigger is `head`.

    Args:
        tree: of the document.
        head: token of the trigger.
        words: negators, auxiliaries and governing verbs.
        published: date of the report, when known.
    """
    analysis, token = tree.analysis, head
    if analysis.dep[head] in _CONTENT and analysis.lemma[analysis.head[head]] in words.wishing:
        return Reading("hypothetical")
    described = _described(tree, head, words)
    if described is not None:
        return described
    for step in range(_CLIMB):
        own = _own(tree, token, words)
        if own is not None:
            return own
        dep, governor = analysis.dep[token], analysis.head[token]
        if governor == token or dep not in _CLAUSE or (dep == "conj" and _stands_alone(tree, token)):
            break
        if dep != "conj" or step == 0:
            carried = _governed(tree, token, governor, words)
            if carried is not None:
                return carried
        if dep == "ccomp" or (analysis.pos[governor] in ("VERB", "NOUN") and dep not in _CONTINUED):
            break
        token = governor
    return Reading("historical" if _is_old(tree, head, words, published) else "asserted")


def _described(tree: Tree, noun: int, words: ModalityWords) -> Reading | None:
    """What an adjective, participle or relative clause of a noun says ("the talks that they *will* open")."""
    analysis = tree.analysis
    if analysis.pos[noun] not in ("NOUN", "PROPN"):
        return None
    for child in tree.children[noun]:
        if analysis.dep[child] == "relcl" and analysis.lemma[child] in words.light:
            return _own(tree, child, words)
        if analysis.dep[child] in ("amod", "acl"):
            word = analysis.text[child].lower()
            if word in words.coming:
                return Reading("future")
            if word in words.possible:
                return Reading("hypothetical")
    return None


def _stands_alone(tree: Tree, token: int) -> bool:
    """Whether a coordinated verb has its own subject or auxiliary ("will send an envoy, and *Peru has* left")."""
    return any(tree.analysis.dep[c] in _FINITE for c in tree.children[token])


def _own(tree: Tree, token: int, words: ModalityWords) -> Reading | None:
    """What the word's own negators, auxiliaries and conjunctions say."""
    analysis = tree.analysis
    children = tree.children[token]
    auxiliaries = {analysis.text[c].lower() for c in children if analysis.dep[c] == "aux"}
    negated = any(analysis.dep[c] in _NEGATING and analysis.text[c].lower() in words.negators for c in children)
    if any(_is_condition(tree, c, token, words) for c in children):
        return Reading("hypothetical")
    coming = bool(auxiliaries & words.future)
    announced = coming or bool(auxiliaries & words.announcing)
    if negated:
        return Reading("negated", "refused" if announced else "withheld")
    if auxiliaries & words.obliging:
        return Reading("hypothetical", "obliged")
    if coming:
        return Reading("future", "future")
    if auxiliaries & words.hypothetical:
        return Reading("hypothetical", "future" if announced else None)
    return None


def _is_condition(tree: Tree, word: int, verb: int, words: ModalityWords) -> bool:
    """Whether a word makes the clause of a verb a condition ("*if* they met", "*should* they meet")."""
    dep = tree.analysis.dep[word]
    if dep in ("mark", "advmod"):
        return tree.analysis.text[word].lower() in words.conditional
    return dep == "aux" and _is_inverted(tree, word, verb, words)


def _is_inverted(tree: Tree, word: int, verb: int, words: ModalityWords) -> bool:
    """Whether a word before its subject makes the clause that it opens a condition ("*should* diplomacy fail")."""
    analysis = tree.analysis
    end = analysis.text[tree.sentence(verb).last - 1]
    opens = analysis.text[word].lower() in words.inverting and tree.subtree(verb).first == word
    return opens and end != "?" and tree.child(verb, "nsubj", "nsubjpass", after=word) is not None


def _governed(tree: Tree, token: int, governor: int, words: ModalityWords) -> Reading | None:
    """What the verb, noun or adjective that governs it says."""
    analysis = tree.analysis
    lemma = analysis.lemma[governor]
    infinitive = any(analysis.tag[c] == "TO" for c in tree.children[token])
    if lemma in words.failing and analysis.pos[governor] in ("VERB", "NOUN"):
        return Reading("negated")
    if not infinitive:
        considered = lemma in words.considering and analysis.dep[token] in ("dobj", "nsubjpass")
        return Reading("hypothetical") if considered else None
    if _is_inverted(tree, governor, governor, words):
        return Reading("hypothetical")
    if lemma in words.planning or analysis.dep[token] == "acl":
        return Reading("future", "future" if lemma in words.pledging else None)
    return Reading("hypothetical") if lemma in words.trying else None


def _is_old(tree: Tree, head: int, words: ModalityWords, published: date | None) -> bool:
    """Whether the trigger's clause names a year well before publication."""
    if published is None:
        return False
    span = tree.subtree(head)
    analysis = tree.analysis
    inner = [tree.subtree(c) for c in tree.children[head] if analysis.dep[c] in ("ccomp", "advcl")]
    tokens = (t for t in range(span.first, span.last) if not any(t in clause for clause in inner))
    named = (t for t in tokens if _YEAR.fullmatch(analysis.text[t]))
    years = [int(analysis.text[t]) for t in named if analysis.text[t - 1].lower() not in words.lasting]
    return bool(years) and max(years) <= published.year - HISTORICAL_YEARS
