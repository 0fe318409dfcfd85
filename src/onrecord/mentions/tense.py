"""Whether a clause speaks of the past or the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.mentions.tokens import Tokens

_PLANS = frozenset((
    "set", "schedule", "due", "plan", "expect", "intend", "slate", "prepare", "want", "aim", "hope",
))  # fmt: skip


def _verb(tokens: Tokens, at: int) -> int | None:
    """The verb that the token depends on."""
    a = tokens.analysis
    for _ in range(6):
        if a.pos[at] in {"VERB", "AUX"}:
            return at
        if a.head[at] == at:
            return None
        at = a.head[at]
    return None


def tense(tokens: Tokens, at: int, depth: int = 4) -> str:
    """`past`, `future` or empty: of the verb that the token depends on; of a bare infinitive, the verb above it."""
    a, verb = tokens.analysis, _verb(tokens, at)
    if verb is None:
        return ""
    helpers = [i for i in range(max(0, verb - 5), verb) if a.head[i] == verb and a.dep[i] in {"aux", "auxpass"}]
    words = {tokens.lower[i] for i in helpers}
    if words & {"will", "shall", "'ll", "may", "might", "can"} or (a.tag[verb] == "VBG" and a.lemma[verb] == "go"):
        return "future"
    if "to" in words:
        planned = a.lemma[a.head[verb]] in _PLANS or "is" in words or "are" in words
        if planned or not depth or a.head[verb] == verb:
            return "future" if planned else ""
        return tense(tokens, a.head[verb], depth - 1)
    if a.tag[verb] == "VBD" or (a.tag[verb] == "VBN" and a.lemma[verb] not in _PLANS) or words & {"was", "were", "had"}:
        return "past"
    return "future" if a.lemma[verb] in _PLANS else ""
