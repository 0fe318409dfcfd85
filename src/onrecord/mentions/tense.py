"""Whether a clause speaks of the past or the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.lexicon.time_words import TimeWords
    from onrecord.mentions.tokens import Tokens

_CLIMB = 6
_NEAR = 4
_AHEAD = frozenset(("will", "shall", "'ll", "may", "might", "can", "wo", "ca", "should", "must"))
_BEHIND = frozenset(("was", "were", "had"))
_PRESENT = frozenset(("VBZ", "VBP"))
_IS = frozenset(("is", "are", "'s", "'re", "be"))


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
    """Of the verb that the token depends on; of an infinitive or a gerund, of the verb above it.

    Returns:
        `past`; `past?` for a participle that may tell of both ("the law published on Friday"); `future`; `future?` for
        what was planned ("was due to leave on Friday"); `timetable` for a present that tells what is fixed ("the fair
        opens on Monday"); or empty.
    """
    a, verb = tokens.analysis, _verb(tokens, at)
    if verb is None:
        return ""
    helpers = [i for i in range(max(0, verb - 5), verb) if a.head[i] == verb and a.dep[i] in {"aux", "auxpass"}]
    before = {tokens.lower[i] for i in helpers}
    if "to" in before and not before & _AHEAD:
        return _infinitive(tokens, verb, before, words, depth)
    if a.tag[verb] == "VBG" and a.dep[verb] in {"pcomp", "advcl"} and not before and a.lemma[verb] != "go":
        above = tense(tokens, a.head[verb], words, depth - 1) if depth and a.head[verb] != verb else ""
        return above if above != "timetable" else ""
    return _finite(tokens, verb, before, words)


def _finite(tokens: Tokens, verb: int, helpers: set[str], words: TimeWords) -> str:
    """Of a verb with its helping verbs."""
    a = tokens.analysis
    if helpers & _AHEAD or (a.tag[verb] == "VBG" and a.lemma[verb] == "go"):
        return "future"
    if a.tag[verb] == "VBD" or helpers & _BEHIND:
        return "past"
    if a.tag[verb] == "VBN" and a.lemma[verb] not in words.plans:
        return _participle(tokens, verb, helpers)
    if a.lemma[verb] in words.plans or _is_due(tokens, verb, words):
        return "future"
    return "timetable" if _is_fixed(tokens, verb, helpers, words) else ""


def _is_fixed(tokens: Tokens, verb: int, helpers: set[str], words: TimeWords) -> bool:
    """Whether a present tells what is fixed: `opens`, `is leaving`, but not `appears to be`."""
    a = tokens.analysis
    if a.lemma[verb] not in words.timetable:
        return False
    if any(a.head[i] == verb and a.dep[i] == "xcomp" for i in range(verb + 1, min(verb + _NEAR, len(a)))):
        return False
    return a.tag[verb] in _PRESENT or (a.tag[verb] == "VBG" and not helpers.isdisjoint({"is", "are", "'s", "'re"}))


def _participle(tokens: Tokens, verb: int, helpers: set[str]) -> str:
    """`has met`, `met` are behind; so is `was met`, but not `is met`; `payments made by Friday` may be either."""
    if helpers:
        return "" if helpers <= _IS else "past"
    return "past?" if tokens.analysis.dep[verb] in {"acl", "amod", "ccomp", "advcl"} else "past"


def _is_due(tokens: Tokens, verb: int, words: TimeWords) -> bool:
    """`is due`, `are likely`: a present with an adjective that is ahead."""
    a = tokens.analysis
    if a.lemma[verb] != "be" or a.tag[verb] not in _PRESENT:
        return False
    after = range(verb + 1, min(verb + _NEAR, len(a)))
    return any(a.pos[i] == "ADJ" and a.head[i] == verb and a.lemma[i] in words.plans for i in after)


def _infinitive(tokens: Tokens, verb: int, helpers: set[str], words: TimeWords, depth: int) -> str:
    """`is to meet` and `plans to meet` are ahead; `decided to meet` is as the verb above."""
    a, above = tokens.analysis, tokens.analysis.head[verb]
    is_to = a.lemma[above] == "be" and a.tag[above] in _PRESENT
    if a.lemma[above] in words.wishes and a.tag[above] == "VBD":
        return "past"
    if a.lemma[above] in words.plans:
        planned = a.tag[above] == "VBD" or tokens.lower[a.head[above]] in _BEHIND
        helped = (a.head[i] == above and tokens.lower[i] in _BEHIND for i in range(max(0, above - _NEAR), above))
        return "future?" if planned or any(helped) else "future"
    if not helpers.isdisjoint({"is", "are"}) or is_to:
        return "future"
    return tense(tokens, above, words, depth - 1) if depth and above != verb else ""


def is_fact(tokens: Tokens, at: int, words: TimeWords) -> bool:
    """Whether a token lies in what the clause rests on: `because of the raid on Friday`, `following Friday's raid`."""
    a = tokens.analysis
    for _ in range(_CLIMB):
        if a.pos[at] in {"VERB", "AUX"} and tokens.lower[at] not in words.beside.by_fact:
            return False
        if tokens.lower[at] in words.beside.by_fact:
            return True
        if a.head[at] == at:
            return False
        at = a.head[at]
    return False
