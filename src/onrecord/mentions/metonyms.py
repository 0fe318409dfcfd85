"""Whether a capital or a seat of power stands for those who govern from it, or is only a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.lexicon.matcher import Match
    from onrecord.mentions.tokens import Tokens

#: Prepositions after which a seat is where something is.
_IN = frozenset((
    "in", "at", "near", "inside", "outside", "around", "across", "into", "within", "throughout", "through",
    "beside", "above", "over", "off",
))  # fmt: skip

#: Prepositions after which it is a partner, a target or a source of action.
_WITH = frozenset((
    "with", "against", "by", "between", "among", "for", "toward", "towards", "under", "without", "despite",
    "like", "on", "upon", "via",
))  # fmt: skip

#: Governors of `to`, `from` and `of` that make the seat a party rather than a place.
_PARTY = frozenset((
    "accuse", "accusation", "aid", "ally", "alliance", "allegiance", "allegation", "answer", "approval",
    "appeal", "apology", "assistance", "assurance", "attitude", "backing", "belong", "blow", "boost",
    "challenge", "close", "commitment", "concession", "cooperation", "criticism", "decision", "demand",
    "denial", "deny", "effort", "envoy", "extend", "gift", "give", "goal", "government", "grant",
    "guarantee", "hint", "influence", "information", "instruction", "intention", "interest", "invitation",
    "lend", "letter", "linked", "loyal", "loyalty", "message", "money", "need", "note", "objection",
    "offer", "opposition", "order", "overture", "part", "permission", "pledge", "policy", "position",
    "praise", "present", "pressure", "promise", "propose", "proposal", "provide", "reaction", "refusal",
    "reply", "request", "response", "sale", "sell", "send", "signal", "silence", "stance", "statement",
    "subordinate", "supply", "support", "supporter", "sympathetic", "threat", "tie", "tied", "transfer",
    "ultimatum", "warn", "warning", "weapon", "will", "wish", "view", "views",
))  # fmt: skip

#: Verbs that do something to or in a place.
PLACE_VERBS = frozenset((
    "visit", "leave", "reach", "enter", "attack", "shell", "bomb", "bombard", "strike", "hit", "capture",
    "storm", "flee", "evacuate", "tour", "quit", "occupy", "besiege", "surround", "liberate", "retake",
    "seize", "conquer", "defend", "rock", "shake", "lie", "sit", "stand", "host", "encircle",
    "overrun", "destroy", "cross", "depart", "pass", "approach",
))  # fmt: skip

#: Nouns that a town has, not a government.
_PLACE_NOUNS = frozenset((
    "street", "streets", "suburb", "suburbs", "mayor", "outskirts", "centre", "center", "airport", "metro",
    "subway", "residents", "resident", "population", "inhabitants", "neighbourhood", "neighborhood",
    "neighbourhoods", "neighborhoods", "hotel", "hospital", "university", "museum", "cathedral", "region",
    "district", "province", "court", "station", "square", "skyline", "prison", "stadium", "city", "old",
    "downtown", "police",
))  # fmt: skip

#: Nouns that a government has, when the seat stands before them without 's.
_STATE_NOUNS = frozenset((
    "government", "regime", "officials", "official", "policy", "administration", "leadership",
    "authorities", "ties", "relations", "talks", "alliance", "cooperation", "axis", "dialogue", "tensions",
    "summit", "sanctions", "ally", "allies", "envoy", "diplomats", "agreement", "deal",
))  # fmt: skip

_MODIFIERS = frozenset(("compound", "nmod", "amod"))
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "agent", "dobj", "dative"))


def acts(tokens: Tokens, first: int, last: int, *, depth: int = 3) -> bool:
    """Whether the seat at tokens `[first, last)` stands for its government."""
    a = tokens.analysis
    at = tokens.head_of(first, last)
    dep, governor = a.dep[at], a.head[at]
    nxt = tokens.word(last)
    if nxt in {"'s", "'"}:
        return not _PLACE_NOUNS.intersection(tokens.lower[last + 1 : last + 4])
    if dep in _ARGUMENTS:
        return a.lemma[governor] not in PLACE_VERBS and not (dep == "nsubj" and _says_where(tokens, governor))
    if dep == "pobj":
        return _after_preposition(tokens, governor)
    if dep in _MODIFIERS:
        return nxt in _STATE_NOUNS or (_hyphened(tokens, first, last) and tokens.word(governor) in _STATE_NOUNS)
    if dep == "conj" and depth and governor != at:
        return acts(tokens, governor, governor + 1, depth=depth - 1)
    return nxt == ":" and first == tokens.begins[first]


def seats_of_bodies(tokens: Tokens, known: list[Match], matches: Sequence[Match]) -> list[Match]:
    """The matches, where a capital that acts is the seat of a body (`Brussels`) read so unless its state is named."""
    seats = {(m.first, m.last): m for m in matches if m.entry.family == "metonym"}
    named = {m.entry.code for m in known if m.entry.family in {"country", "demonym"}}

    def read(match: Match) -> Match:
        seat = seats.get((match.first, match.last)) if match.entry.family == "capital" else None
        if seat is None or match.entry.code in named or not acts(tokens, match.first, match.last):
            return match
        return seat

    return [read(match) for match in known]


def _after_preposition(tokens: Tokens, preposition: int) -> bool:
    a = tokens.analysis
    word = tokens.lower[preposition]
    if word in _IN:
        return False
    if word in _WITH:
        return True
    return word in {"to", "from", "of"} and a.lemma[a.head[preposition]] in _PARTY


def _hyphened(tokens: Tokens, first: int, last: int) -> bool:
    return tokens.word(first - 1) == "-" or tokens.word(last) == "-"


def _says_where(tokens: Tokens, verb: int) -> bool:
    """`Moscow is a city ...`: a copula whose complement is a town."""
    a = tokens.analysis
    return a.lemma[verb] == "be" and any(
        tokens.lower[at] in {"city", "capital", "town", "home"}
        for at in range(verb + 1, min(verb + 8, tokens.ends[verb]))
    )
