"""Dependency trees over the columns of an Analysis: children, subtrees, subjects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model import Analysis, Sentence, Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_TIMES = frozenset({"DATE", "TIME"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
#: Ends as short verbs have them that double their last letter before an ending ("rap", "rapped").
_DOUBLING = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")
_MAX_CLIMB = 5
#: Tokens of a word with hyphens that are looked at, before its last.
_MAX_PARTS = 6


class Range(NamedTuple):
    """Tokens `[first, last)`."""

    first: int
    last: int

    def __contains__(self, token: object) -> bool:
        return isinstance(token, int) and self.first <= token < self.last


class Tree:
    """One analysis with its children and subtree edges, computed once.

    Attributes:
        lemma: base form of each token, in lower case, as the analysis has it but for what `_mended` mends; of the last
            token of a word with hyphens that of the whole word ("test-fire").
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        size = len(analysis)
        self.children: list[list[int]] = [[] for _ in range(size)]
        self._left = list(range(size))
        self._right = list(range(size))
        self.sentence_of: list[int] = [0] * size
        self.lemma = [self._word(t) for t in range(size)]
        self._times = {t for n in analysis.names if n.label in _TIMES for t in range(n.first, n.last)}
        for number, sentence in enumerate(analysis.sentences):
            for token in range(sentence.first, sentence.last):
                self.sentence_of[token] = number
        for token, head in enumerate(analysis.head):
            if head != token:
                self.children[head].append(token)
                self._widen(token)

    def _word(self, token: int) -> str:
        """The base form of a word, with what hyphens join before it."""
        texts, start = self.analysis.text, self.analysis.start
        first = token
        while (
            first > max(1, token - _MAX_PARTS)
            and texts[first - 1] in _HYPHENS
            and start[first - 2] + len(texts[first - 2]) == start[first - 1]
            and start[first - 1] + 1 == start[first]
        ):
            first -= 2
        lemma = _mended(texts[token].lower(), self.analysis.lemma[token].lower())
        return "-".join((*(t.lower() for t in texts[first:token:2]), lemma))

    def _widen(self, token: int) -> None:
        """Let every ancestor's subtree reach `token`."""
        heads, above = self.analysis.head, token
        while heads[above] != above:
            above = heads[above]
            self._left[above] = min(self._left[above], token)
            self._right[above] = max(self._right[above], token)

    def subtree(self, token: int) -> Range:
        """The stretch of tokens that `token` governs, itself included."""
        return Range(self._left[token], self._right[token] + 1)

    def sentence(self, token: int) -> Sentence:
        """The sentence a token stands in."""
        return self.analysis.sentences[self.sentence_of[token]]

    def child(self, token: int, *deps: str, after: int = -1) -> int | None:
        """The first child with one of the labels that stands after token `after`."""
        for other in self.children[token]:
            if self.analysis.dep[other] in deps and other > after:
                return other
        return None

    def prepositions(self, token: int) -> list[int]:
        """Prepositions that `token` or its object governs, in text order."""
        deps = self.analysis.dep
        own = [c for c in self.children[token] if deps[c] in ("prep", "agent", "dative")]
        objects = [c for c in self.children[token] if deps[c] in ("dobj", "nsubjpass")]
        return own + [c for o in objects for c in self.children[o] if deps[c] == "prep"]

    def subject(self, verb: int) -> int | None:
        """The token that heads the subject of a verb; a verb without one takes that of the verb it depends on.

        Passive verbs have a subject only as their agent ("was accused by Y").
        """
        analysis, token = self.analysis, verb
        for _ in range(_MAX_CLIMB):
            found = self._own_subject(token)
            if found is not None:
                return found
            dep, head = analysis.dep[token], analysis.head[token]
            if head == token:
                return None
            if dep in ("relcl", "acl") and analysis.pos[head] in ("NOUN", "PROPN", "PRON"):
                return head
            token = head
        return None

    def _own_subject(self, verb: int) -> int | None:
        if self.child(verb, "auxpass") is not None or self.child(verb, "nsubjpass") is not None:
            agent = self.child(verb, "agent")
            return self.child(agent, "pobj") if agent is not None else self.child(verb, "nsubjpass")
        return self.child(verb, "nsubj", "csubj", "expl")

    def passive(self, verb: int) -> bool:
        """Whether the verb is in the passive voice without an agent."""
        is_passive = self.child(verb, "auxpass", "nsubjpass") is not None
        return is_passive and self.child(verb, "agent") is None

    def words_below(self, token: int, words: tuple[str, ...], deps: frozenset[str]) -> tuple[int, ...] | None:
        """The tokens of some words in any order, each by one of the labels below `token` or another of them.

        Adjectives may have any label: the tree has many for that in "shot him dead".
        Words are compared with base and lower-case forms. None when one is missing.
        """
        found: list[int] = []
        missing = list(words)
        while missing:
            children = (c for t in (token, *found) for c in self.children[t])
            below = (c for c in children if self.analysis.dep[c] in deps or self.analysis.pos[c] == "ADJ")
            hit = next(((c, w) for c in below for w in missing if c not in found and self._is(c, w)), None)
            if hit is None:
                return None
            found.append(hit[0])
            missing.remove(hit[1])
        return tuple(found)

    def _is(self, token: int, word: str) -> bool:
        """Whether a token is a word; a preposition before a date is none."""
        lemma = self.lemma[token]
        return word in (lemma, lemma.rpartition("-")[2], self.analysis.text[token].lower()) and not self._dated(token)

    def _dated(self, preposition: int) -> bool:
        """Whether it is a preposition before a date or time ("on Monday")."""
        if self.analysis.dep[preposition] != "prep":
            return False
        objects = [c for c in self.children[preposition] if self.analysis.dep[c] == "pobj"]
        return any(c in self._times for c in objects)

    def span(self, tokens: Range) -> Span:
        """The code points of a stretch of tokens."""
        return self.analysis.span(tokens.first, tokens.last)


def _mended(text: str, lemma: str) -> str:
    """A base form with the silent "e" that the analysis takes from short verbs: "staged" is of "stage", not "stag"."""
    if text in (lemma + "ed", lemma + "ing") and _DOUBLING.fullmatch(lemma):
        return lemma + "e"
    return lemma
