"""How a thing is said to have been said: whether at all, in which tense, on which occasion, by which unnamed source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.lexicon.schema import SourceType, Venue
    from onrecord.model import Entity, Mention, Span
    from onrecord.model.statement import SourceKind, Tense
    from onrecord.model.tree import Tree
    from onrecord.statements.draft import CueMatch

_OCCASION_PREPOSITIONS = frozenset({"in", "at", "during", "on", "via", "through", "over"})
_NEVER = frozenset({"neg"})
_FUTURE = frozenset({"will", "shall", "'ll", "\u2019ll", "wo"})


def is_negated(tree: Tree, match: CueMatch) -> bool:
    """Whether the cue's verb is denied: "did not say"."""
    return any(tree.analysis.dep[c] in _NEVER for c in tree.children[match.head])


def tense_of(tree: Tree, match: CueMatch) -> Tense | None:
    """Tense of the cue's finite verb or of its first auxiliary."""
    head = match.head
    helpers = [c for c in tree.children[head] if tree.analysis.dep[c] in ("aux", "auxpass")]
    if any(tree.analysis.text[h].lower() in _FUTURE for h in helpers):
        return "future"
    if any(tree.analysis.lemma[h] == "have" for h in helpers):
        return "past"
    for token in (*helpers, head):
        tag = tree.analysis.tag[token]
        if tag == "VBD":
            return "past"
        if tag in ("VBZ", "VBP"):
            return "present"
    return None


def venue_of(tree: Tree, match: CueMatch, venues: Mapping[str, Venue]) -> Span | None:
    """The occasion or medium that the cue's verb is given: "said *in a press conference* on Friday".

    Also that of a participle before it: "Speaking *at the summit*, she said".
    """
    analysis = tree.analysis
    participles = [
        c
        for c in tree.children[match.head]
        if analysis.dep[c] == "advcl" and analysis.tag[c] == "VBG" and c < match.head
    ]
    for preposition in (c for verb in (match.head, *participles) for c in tree.children[verb]):
        if analysis.text[preposition].lower() not in _OCCASION_PREPOSITIONS:
            continue
        noun = tree.child(preposition, "pobj")
        if noun is None:
            continue
        two = f"{analysis.text[noun - 1]} {analysis.lemma[noun]}".lower()
        if two in venues or analysis.lemma[noun] in venues:
            return analysis.span(preposition, noun + 1)
    return None


def unnamed_source(
    tree: Tree,
    heads: Sequence[int],
    speakers: Sequence[Entity],
    mentions: Mapping[str, Mention],
    *,
    types: Mapping[str, SourceType],
) -> SourceKind | None:
    """The type of a source that the report does not name; None for named ones and for nouns that say nothing.

    Args:
        tree: the document's trees.
        heads: tokens that head the source.
        speakers: the entities that it was resolved to.
        mentions: mentions by id; a speaker with a mention of kind `person`, or known to the lexicon, is named.
        types: source types by noun.
    """
    named = any(e.ref or any(mentions[m].kind == "person" for m in e.mentions) for e in speakers)
    if named:
        return None
    heads = [_whole(tree, h) for h in heads]
    nouns = [tree.analysis.lemma[h] for h in heads if tree.analysis.pos[h] == "NOUN"]
    nouns += [tree.analysis.text[h].lower() for h in heads] + [w.lower() for e in speakers for w in e.name.split()]
    return next((types[noun].kind for noun in nouns if noun in types), None)


def _whole(tree: Tree, head: int) -> int:
    """The noun that a number or pronoun is a part of: "one of the *officials*"."""
    if tree.analysis.pos[head] not in ("NUM", "PRON"):
        return head
    of = next((c for c in tree.children[head] if tree.analysis.text[c].lower() == "of"), None)
    noun = None if of is None else tree.child(of, "pobj")
    return head if noun is None else noun


def carried(
    venues: Sequence[Span | None], speakers: Sequence[tuple[str, ...]], fresh: Sequence[bool]
) -> list[Span | None]:
    """Venues with each carried on to the same speaker's next statements, until one has a date of its own (`fresh`)."""
    filled: list[Span | None] = []
    for number, venue in enumerate(venues):
        goes_on = number and venue is None and not fresh[number] and speakers[number] == speakers[number - 1]
        filled.append(filled[-1] if goes_on else venue)
    return filled
