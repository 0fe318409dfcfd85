"""How a thing is said to have been said: whether at all, in which tense, on which occasion, by which unnamed source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.statements.frames import is_infinitive

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.lexicon.schema import SourceType, Venue
    from onrecord.model import Entity, Mention, Span
    from onrecord.model.statement import Act, SourceKind, Tense
    from onrecord.model.tree import Tree
    from onrecord.statements.draft import CueMatch

_OCCASION_PREPOSITIONS = frozenset({"in", "at", "during", "on", "via", "through", "over"})
_NEVER = frozenset({"neg"})
_FUTURE = frozenset({"will", "shall", "'ll", "\u2019ll", "wo"})


def act_of(tree: Tree, match: CueMatch) -> Act:
    """What kind of saying the cue is, by its entry and by whether an infinitive follows."""
    entry = match.entry
    return entry.act_to if entry.act_to is not None and is_infinitive(tree, match) else entry.act


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
    heads = [_whole(tree, h, unknown=not speakers) for h in heads]
    nouns = [tree.analysis.lemma[h] for h in heads if tree.analysis.pos[h] == "NOUN"]
    nouns += [tree.analysis.text[h].lower() for h in heads] + [w.lower() for e in speakers for w in e.name.split()]
    return next((types[noun].kind for noun in nouns if noun in types), None)


def _whole(tree: Tree, head: int, *, unknown: bool) -> int:
    """The noun that a number, a pronoun or a plural's group is a part of: "one of the *officials*", "American ones".

    Args:
        tree: the document's trees.
        head: the word that heads the source.
        unknown: whether it names nobody known, and so may be a word for several: "a group of *officers*".
    """
    analysis = tree.analysis
    if analysis.text[head].lower() == "ones":
        sentence = tree.sentence(head)
        return next((t for t in range(head - 1, sentence.first - 1, -1) if analysis.tag[t] == "NNS"), head)
    part = analysis.pos[head] in ("NUM", "PRON")
    if not part and not unknown:
        return head
    of = next((c for c in tree.children[head] if analysis.text[c].lower() == "of"), None)
    noun = None if of is None else tree.child(of, "pobj")
    return head if noun is None or not (part or analysis.tag[noun] == "NNS") else noun


def carried(
    venues: Sequence[Span | None],
    speakers: Sequence[tuple[str, ...]],
    *,
    fresh: Sequence[bool],
    inside: Sequence[bool],
) -> list[Span | None]:
    """Venues with each carried on to the same speaker's next statements, until one has a date of its own (`fresh`).

    What is told inside another statement, and what nobody in particular says, does not come between.
    """
    filled: list[Span | None] = []
    speaker: tuple[str, ...] = ()
    last: Span | None = None
    for number, venue in enumerate(venues):
        if inside[number] or not speakers[number]:
            filled.append(venue)
            continue
        if venue is not None or fresh[number] or speakers[number] != speaker:
            last = venue
        speaker = speakers[number]
        filled.append(last)
    return filled
