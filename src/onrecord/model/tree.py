"""Dependency trees over the columns of an Analysis: children, subtrees, subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model import Analysis, Sentence, Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_MAX_CLIMB = 5


class Range(NamedTuple):
    """Tokens `[first, last)`."""

    first: int
    last: int

    def __contains__(self, token: object) -> bool:
        return isinstance(token, int) and self.first <= token < self.last


class Tree:
    """One analysis with its children and subtree edges, computed once."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        size = len(analysis)
        self.children: list[list[int]] = [[] for _ in range(size)]
        self._left = list(range(size))
        self._right = list(range(size))
        self.sentence_of: list[int] = [0] * size
        for number, sentence in enumerate(analysis.sentences):
            for token in range(sentence.first, sentence.last):
                self.sentence_of[token] = number
        for token, head in enumerate(analysis.head):
            if head != token:
                self.children[head].append(token)
                self._widen(token)

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
        """Whether the verb is in the passive voice without an agent; also a participle that begins its sentence.

        ("*Asked* about the ships, he said ...")
        """
        opens = self.analysis.tag[verb] == "VBN" and verb == self.sentence(verb).first
        is_passive = opens or self.child(verb, "auxpass", "nsubjpass") is not None
        return is_passive and self.child(verb, "agent") is None

    def span(self, tokens: Range) -> Span:
        """The code points of a stretch of tokens."""
        return self.analysis.span(tokens.first, tokens.last)
