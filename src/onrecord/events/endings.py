"""Events that end: what a verb or noun of ending has for its object ("lifted *the embargo*", "end of *the siege*")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.events.tree import MEASURES

if TYPE_CHECKING:
    from onrecord.events.tree import WordTree
    from onrecord.events.triggers import Match
    from onrecord.lexicon.modality import ModalityWords

_OBJECTS = frozenset({"dobj", "nsubjpass", "pobj", "attr"})
_LINKS = frozenset({"of", "to", "in", "on", "from", "off"})
#: By what the words of a verb of ending hang together ("put *on ice*", "broke *off*").
_PARTS = frozenset({"prt", "prep", "pobj", "dobj", "advmod", "acomp", "oprd"})
_DEPTH = 3
_CONSULT = "04"
_MEDIATE = "045"


class Ending(Struct, frozen=True):
    """What ends an event.

    Attributes:
        head: the verb, or the noun, that says so.
        tokens: all its words.
    """

    head: int
    tokens: tuple[int, ...]


def find_ending(tree: WordTree, match: Match, words: ModalityWords) -> Ending | None:
    """What ends the event of a noun; None when nothing does.

    Args:
        tree: of the document.
        match: the trigger.
        words: verbs and nouns of ending.
    """
    if not match.is_noun:
        return None
    analysis, token = tree.analysis, match.head
    for _ in range(_DEPTH):
        dep, governor = analysis.dep[token], analysis.head[token]
        if dep not in _OBJECTS or governor == token:
            return None
        if analysis.pos[governor] == "ADP" and analysis.text[governor].lower() in _LINKS:
            link, governor = governor, analysis.head[governor]
            if analysis.pos[governor] == "NOUN" and tree.lemma[governor] in words.ending_nouns:
                return Ending(governor, (governor,))
            found = _verb(tree, governor, link, match, words)
            if found is not None or tree.lemma[governor] not in MEASURES:
                return found
            token = governor
            continue
        return _verb(tree, governor, None, match, words)
    return None


def _verb(tree: WordTree, verb: int, link: int | None, match: Match, words: ModalityWords) -> Ending | None:
    """The verb of ending, the longest of those that fit; `link` is a preposition that must be one of its words."""
    if tree.analysis.pos[verb] not in {"VERB", "AUX"}:
        return None
    best: Ending | None = None
    for phrase in words.ending:
        first, *rest = phrase.split()
        if first != tree.lemma[verb] or (match.entry.cameo[:2] == _CONSULT and _is_over(phrase, match, words)):
            continue
        below = tree.words_below(verb, tuple(rest), _PARTS)
        if below is None or (link is not None and link not in below):
            continue
        if best is None or len(below) >= len(best.tokens):
            best = Ending(verb, (verb, *below))
    return best


def _is_over(phrase: str, match: Match, words: ModalityWords) -> bool:
    """Whether talks are merely over, not broken off."""
    return phrase in words.concluding and not match.entry.cameo.startswith(_MEDIATE)
