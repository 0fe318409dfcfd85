"""From the words of a source to the entities that speak."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.statements.overlaps import Overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Entity, Mention, Span
    from onrecord.statements.tree import Tree

_RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Which kind of mention names the speaker when several end at the source's head.
_KINDS = {"person": 0, "role": 1, "pronoun": 2, "organisation": 3, "group": 4, "country": 5, "place": 6, "demonym": 7}


class SpeakerIndex:
    """The mentions of one document that belong to an entity, for looking up what a span names."""

    def __init__(self, mentions: Sequence[Mention], entities: Sequence[Entity]) -> None:
        owner = {m: entity.id for entity in entities for m in entity.mentions}
        self._mentions = Overlaps((m.evidence.span, m) for m in mentions if m.id in owner)
        self._owner = owner

    def within(self, span: Span) -> tuple[str, ...]:
        """Entities mentioned inside a span, each once, in text order."""
        return tuple(
            dict.fromkeys(self._owner[m.id] for m in self._mentions.at(span) if span.contains(m.evidence.span))
        )

    def named(self, source: Span, heads: Sequence[Span]) -> tuple[str, ...]:
        """Entities that a source names: those whose mention covers one of its heads.

        A role with one person's name beside it in the source names the person ("its spokesperson, Ansel Dray").
        """
        found = [self._at(head, source) for head in heads]
        persons = {self._owner[m.id] for m in self._mentions.at(source) if m.kind == "person"}
        named = [m for m in found if m is not None]
        if len(named) == len(persons) == 1 and named[0].kind == "role":
            return tuple(persons)
        return tuple(dict.fromkeys(self._owner[m.id] for m in named))

    def _at(self, head: Span, source: Span) -> Mention | None:
        covering = [m for m in self._mentions.at(head) if m.evidence.span.contains(head)]
        inside = [m for m in covering if source.contains(m.evidence.span)] or covering
        if not inside:
            return None
        return min(inside, key=lambda m: (_KINDS.get(m.kind, 9), -len(m.evidence.span)))


def head_tokens(tree: Tree, source: Span) -> tuple[int, ...]:
    """The tokens that head a source: its root and what is coordinated with it.

    A relative pronoun is headed by the noun it stands for.
    """
    analysis = tree.analysis
    first = bisect_left(analysis.start, source.start)
    tokens = range(first, bisect_left(analysis.start, source.end))
    inside = set(tokens)
    roots = [t for t in tokens if analysis.head[t] not in inside or analysis.head[t] == t]
    roots = [t for t in roots if analysis.pos[t] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")] or roots[-1:]
    heads = [_antecedent(tree, root) for root in roots[:1]]
    heads += [c for root in roots[:1] for c in tree.children[root] if analysis.dep[c] == "conj" and c in inside]
    return tuple(heads)


def _antecedent(tree: Tree, token: int) -> int:
    """The noun that a relative pronoun stands for; other words stand for themselves."""
    analysis, verb = tree.analysis, tree.analysis.head[token]
    if analysis.text[token].lower() in _RELATIVE and analysis.dep[verb] == "relcl":
        return analysis.head[verb]
    return token
