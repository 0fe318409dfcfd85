"""From the words of a source to the entities that speak."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Span
from onrecord.model.overlaps import Overlaps
from onrecord.statements.nesting import told_inside
from onrecord.statements.turns import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from onrecord.model import Attribution, Document, Entity, Mention
    from onrecord.model.tree import Tree

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_FROM = frozenset({"by", "from"})
#: Which kind of mention names the speaker when several end at the source's head.
_KINDS = {"person": 0, "role": 1, "pronoun": 2, "organisation": 3, "group": 4, "country": 5, "place": 6, "demonym": 7}
_FARTHEST = 2  # blocks from a statement to the next one whose speaker it implies


class Speaker(NamedTuple):
    """Who speaks.

    Attributes:
        entities: ids, each once.
        implied: whether the text names nobody and the speaker before goes on.
    """

    entities: tuple[str, ...] = ()
    implied: bool = False


class SpeakerIndex:
    """The mentions of one document that belong to an entity, for looking up what a span names."""

    def __init__(self, mentions: Sequence[Mention], entities: Sequence[Entity]) -> None:
        owner = {m: entity.id for entity in entities for m in entity.mentions}
        self._mentions = Overlaps((m.evidence.span, m) for m in mentions if m.id in owner)
        self._owner = owner
        self._persons = {e.id for e in entities if e.kind == "person"}
        self._parts = {e.id: e.parts for e in entities if e.parts}

    def within(self, span: Span) -> tuple[str, ...]:
        """Entities mentioned inside a span, each once, in text order."""
        return self._each(self._owner[m.id] for m in self._mentions.at(span) if span.contains(m.evidence.span))

    def most_mentioned(self, span: Span) -> tuple[str, ...]:
        """The person with most mentions inside a span; nobody when two have as many."""
        inside = (m for m in self._mentions.at(span) if span.contains(m.evidence.span))
        often = Counter(owner for m in inside if (owner := self._owner[m.id]) in self._persons).most_common(2)
        alone = often and (len(often) == 1 or often[0][1] > often[1][1])
        return (often[0][0],) if alone else ()

    def named(self, source: Span, heads: Sequence[Span]) -> tuple[str, ...]:
        """Entities that a source names: those whose mention covers one of its heads.

        What stands for several entities ("they") is each of them.
        """
        named = [m for head in heads if (m := self._at(head, source)) is not None]
        return self._each(self._owner[m.id] for m in named)

    def _each(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for i in ids for part in self._parts.get(i, (i,))))

    def _at(self, head: Span, source: Span) -> Mention | None:
        covering = [m for m in self._mentions.at(head) if m.evidence.span.contains(head)]
        inside = [m for m in covering if source.contains(m.evidence.span)] or covering
        if not inside:
            return None
        return min(inside, key=lambda m: (_KINDS.get(m.kind, 9), -len(m.evidence.span)))


def speakers_of(
    document: Document,
    tree: Tree,
    index: SpeakerIndex,
    attributions: Sequence[Attribution],
    heads: Sequence[tuple[int, ...]],
) -> list[Speaker]:
    """Who speaks in each attribution; an implied source is the speaker before, where one is near.

    Args:
        document: for its blocks: a speaker is implied up to the next heading, and over two blocks at most.
        tree: the document's trees.
        index: what the spans name.
        attributions: in text order.
        heads: for each the tokens that head its source.
    """
    answering = _interviewed(index, attributions)
    blocks = [b.span.start for b in document.blocks]
    headings = [b.span.start for b in document.blocks if b.kind == "heading"]
    speakers: list[Speaker] = []
    last: tuple[Attribution, Speaker] | None = None
    for found, tokens, inside in zip(attributions, heads, told_inside(attributions), strict=True):
        if found.source:
            spans = [tree.analysis.span(t, t + 1) for t in tokens]
            named = tuple(dict.fromkeys(e for s in found.source for e in index.named(s, spans)))
            speaker = Speaker(named)
            if not named and found.rule == "turn" and _words(document, found.source[0]) in ANSWERS:
                speaker = Speaker(answering, implied=bool(answering))
        elif found.rule == "turn" or _is_unspecified(tree, found):
            speaker = Speaker()
        else:
            speaker = Speaker()
            if last is not None and last[1].entities and _is_near(last[0], found, blocks, headings):
                speaker = Speaker(last[1].entities, implied=True)
        speakers.append(speaker)
        if not inside:
            last = found, speaker
    return speakers


def _words(document: Document, span: Span) -> str:
    return document.text[span.start : span.end].lower()


def _interviewed(index: SpeakerIndex, attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """The person of an interview with `Q` and `A`: the one mentioned most before its first turn."""
    first = next((a.start for a in attributions if a.rule == "turn"), 0)
    return index.most_mentioned(Span(0, first)) if first else ()


def _is_unspecified(tree: Tree, found: Attribution) -> bool:
    """Whether nobody in particular says it: a passive without an agent ("it was reported that ...")."""
    starts = tree.analysis.start
    cue = (t for s in found.cue for t in range(bisect_left(starts, s.start), bisect_left(starts, s.end)))
    return any(tree.passive(token) for token in cue)


def _is_near(before: Attribution, found: Attribution, blocks: Sequence[int], headings: Sequence[int]) -> bool:
    first = max(s.start for s in (*before.source, *before.cue, *before.content))
    same_section = bisect_right(headings, first) == bisect_right(headings, found.start)
    return same_section and bisect_right(blocks, found.start) - bisect_right(blocks, first) <= _FARTHEST


def head_tokens(tree: Tree, source: Span, documents: Container[str]) -> tuple[int, ...]:
    """The tokens that head a source: its root and what is coordinated with it.

    A relative pronoun is headed by the noun it stands for, a common noun by the name set beside it ("its spokesperson,
    Ansel Dray"), and what somebody wrote by its author ("a statement by the minister").

    Args:
        tree: the document's trees.
        source: words of the source.
        documents: base forms of nouns for what is written.
    """
    analysis = tree.analysis
    first = bisect_left(analysis.start, source.start)
    tokens = range(first, bisect_left(analysis.start, source.end))
    inside = set(tokens)
    roots = [t for t in tokens if analysis.head[t] not in inside or analysis.head[t] == t]
    roots = [t for t in roots if analysis.pos[t] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")] or roots[-1:]
    heads = [_author(tree, _antecedent(tree, root), documents) for root in roots[:1]]
    beside = [c for root in roots[:1] for c in tree.children[root] if analysis.dep[c] == "appos"]
    joined = (c for head in (*roots[:1], *beside) for c in tree.children[head] if analysis.dep[c] == "conj")
    heads += [c for c in joined if c in inside]
    return tuple(_name_beside(tree, head) for head in heads)


def _author(tree: Tree, noun: int, documents: Container[str]) -> int:
    """Who wrote what a noun names, if the words tell it, else the noun."""
    if tree.analysis.lemma[noun] not in documents:
        return noun
    link = noun + 1  # the tree may hang it on the verb: "read a statement by ..."
    named = link < len(tree.analysis) and tree.analysis.text[link].lower() in _FROM
    author = tree.child(link, "pobj") if named else None
    return noun if author is None else author


def _name_beside(tree: Tree, noun: int) -> int:
    """The proper noun in apposition to a common noun, if there is one, else the noun."""
    name = tree.child(noun, "appos", after=noun)
    named = name is not None and tree.analysis.pos[name] == "PROPN" and tree.analysis.pos[noun] == "NOUN"
    return name if named and name is not None else noun


def _antecedent(tree: Tree, token: int) -> int:
    """The noun that a relative pronoun stands for; other words stand for themselves."""
    analysis, verb = tree.analysis, tree.analysis.head[token]
    if analysis.text[token].lower() in _RELATIVE and analysis.dep[verb] == "relcl":
        return analysis.head[verb]
    return token
