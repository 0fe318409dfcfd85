"""Whether a clause speaks of the past or the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.lexicon.time_words import TimeWords
    from onrecord.mentions.tokens import Tokens

_CLIMB = 6
_AHEAD = frozenset(("will", "shall", "'ll", "may", "might", "can", "wo", "ca", "should", "must"))
_BEHIND = frozenset(("was", "were", "had"))
_PRESENT = frozenset(("VBZ", "VBP"))


def _verb(tokens: Tokens, at: int) -> int | None:
    """The verb that the token depends on."""
    a = tokens.analysis
    for _ in range(_CLIMB):
        if a.pos[at] in {"VERB", "AUX"}:
            return at
        if a.head[at] == at:
            return None
        at = a.head[at]
    return None


def tense(tokens: Tokens, at: int, words: TimeWords, depth: int = 4) -> str:
    """Of the verb that the token depends on; of a bare infinitive, of the verb above it.

    Returns:
        `past`, `future`, `timetable` for a present that tells what is fixed ("the fair opens on Monday"), or empty.
    """
    a, verb = tokens.analysis, _verb(tokens, at)
    if verb is None:
        return ""
    helpers = [i for i in range(max(0, verb - 5), verb) if a.head[i] == verb and a.dep[i] in {"aux", "auxpass"}]
    before = {tokens.lower[i] for i in helpers}
    if before & _AHEAD or (a.tag[verb] == "VBG" and a.lemma[verb] == "go"):
        return "future"
    if "to" in before:
        return _infinitive(tokens, verb, before, words, depth)
    if a.tag[verb] == "VBD" or (a.tag[verb] == "VBN" and a.lemma[verb] not in words.plans) or before & _BEHIND:
        return "past"
    if a.lemma[verb] in words.plans:
        return "future"
    present = a.tag[verb] in _PRESENT or (a.tag[verb] == "VBG" and not before.isdisjoint({"is", "are", "'s", "'re"}))
    return "timetable" if present and a.lemma[verb] in words.timetable else ""


def _infinitive(tokens: Tokens, verb: int, helpers: set[str], words: TimeWords, depth: int) -> str:
    """`is to meet` and `plans to meet` are ahead; `decided to meet` is as the verb above."""
    a, above = tokens.analysis, tokens.analysis.head[verb]
    is_to = a.lemma[above] == "be" and a.tag[above] in _PRESENT
    if a.lemma[above] in words.plans or not helpers.isdisjoint({"is", "are"}) or is_to:
        return "future"
    return tense(tokens, above, words, depth - 1) if depth and above != verb else ""
