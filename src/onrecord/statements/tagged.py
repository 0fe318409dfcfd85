"""Attributions of the encoder, with what its training texts do not mark added by rules.

The encoder has learned from texts in which no attribution stands inside another one, and every one has a cue. Rules
add statements reported inside statements, quotations that have neither cue nor speaker, headlines with a colon, and
the turns of interviews.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Span
from onrecord.statements.draft import merge, trimmed
from onrecord.statements.framed import ASIDE, EDGES
from onrecord.statements.overlaps import Overlaps
from onrecord.statements.quotes import quotations
from onrecord.statements.rules import RuleFinder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.lexicon.cues import CueLexicon
    from onrecord.model import Analysis, Attribution, Document

#: A rule's attribution inside another one's content is kept when it is as sure as this, and has a named source and a
#: content as long as that. Chosen on PolNeAR dev, whose annotators leave such ones out.
SURE_NESTED = 0.55
SHORTEST_NESTED = 8  # words
_RELATIVE = frozenset({"which", "who", "whom"})
#: Rules whose attributions are added where the encoder has none.
UNTAUGHT = frozenset({"bare-quotation", "headline", "turn"})


class TaggedFinder:
    """Joins the encoder's attributions with those that only rules can find."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._rules = RuleFinder(lexicon)

    def __call__(
        self, document: Document, analysis: Analysis, tags: tuple[Attribution, ...]
    ) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first word."""
        quotes = Overlaps((q, q) for q in quotations(document))
        ruled = self._rules(document, analysis)
        asides = Overlaps((a.content[-1], (n, a)) for n, a in enumerate(ruled) if a.rule == ASIDE)
        tidied = (_tidied(tag, document.text) for tag in tags)
        whole = [p for tag in tidied if tag for p in _without_bare(tag, quotes)]
        found = [p for tag in whole for p in _without_aside(tag, asides, document.text)]
        contents = Overlaps((c, c) for a in found for c in a.content)
        cues = Overlaps((c, c) for a in found for c in a.cue)
        nested = (a for a in ruled if _is_nested(a, contents, cues) and _is_sure(a, document.text, analysis))
        added = [*nested, *(a for a in ruled if _is_untaught(a, contents))]
        return tuple(sorted((*found, *added), key=lambda a: (a.start, a.content)))


def _tidied(tag: Attribution, text: str) -> Attribution | None:
    """An attribution without commas at the edges of its parts, and with neighbouring pieces of content as one.

    A relative pronoun that stands alone as a piece of content belongs to a neighbour; it is left out.
    """
    source, cue, content = (
        tuple(t for s in part if (t := trimmed(s, text, EDGES if keep else ",; ")) is not None)
        for part, keep in ((tag.source, True), (tag.cue, False), (tag.content, True))
    )
    said = tuple(c for c in content if text[c.start : c.end].lower() not in _RELATIVE)
    content = said or content
    if not content:
        return None
    return msgspec.structs.replace(tag, source=source, cue=cue, content=merge(content, text))


def _without_bare(tag: Attribution, quotes: Overlaps[Span]) -> Iterator[Attribution]:
    """An attribution without source split where a quotation stands before its cue (`"...," adding that ...`).

    The quotation is a statement of its own, whose speaker is implied as well.
    """
    before = tuple(c for c in tag.content if tag.cue and c.end <= tag.cue[0].start)
    after = tuple(c for c in tag.content if c not in before)
    if tag.source or not before or not after or not all(any(q.contains(c) for q in quotes.at(c)) for c in before):
        yield tag
        return
    yield msgspec.structs.replace(tag, cue=(), content=before)
    yield msgspec.structs.replace(tag, content=after)


def _without_aside(tag: Attribution, asides: Overlaps[tuple[int, Attribution]], text: str) -> Iterator[Attribution]:
    """An attribution up to what the speaker said besides at its end (", adding that ..."), and that on its own."""
    inside = dict(numbered for c in tag.content for numbered in asides.at(c))
    for number in sorted(inside):
        aside = inside[number]
        cue = aside.cue[0]
        if tag.content[0].start < cue.start:
            before = tuple(Span(c.start, min(c.end, cue.start)) for c in tag.content if c.start < cue.start)
            content = tuple(t for c in before if (t := trimmed(c, text, EDGES)) is not None)
            if content and cue not in tag.cue:
                yield msgspec.structs.replace(tag, content=content)
                yield msgspec.structs.replace(aside, source=tag.source)
                return
    yield tag


def _is_nested(ruled: Attribution, contents: Overlaps[Span], cues: Overlaps[Span]) -> bool:
    """Whether cue, source and content lie in one piece of another's content, and are less than all of it."""
    if not ruled.source or not ruled.cue:
        return False
    words = (*ruled.source, *ruled.cue, *ruled.content)
    held = any(all(c.contains(w) for w in words) for c in contents.at(words[0]))
    return held and not any(cues.at(c) for c in ruled.cue)


def _is_sure(ruled: Attribution, text: str, analysis: Analysis) -> bool:
    words = sum(len(text[c.start : c.end].split()) for c in ruled.content)
    if ruled.confidence < SURE_NESTED or words < SHORTEST_NESTED:
        return False
    first, last = (bisect_left(analysis.start, at) for at in (ruled.source[0].start, ruled.source[0].end))
    return "PROPN" in analysis.pos[first:last]


def _is_untaught(ruled: Attribution, contents: Overlaps[Span]) -> bool:
    """Whether it is of a form that the encoder seldom saw, and nothing else covers its content."""
    return ruled.rule in UNTAUGHT and not any(contents.at(c) for c in ruled.content)
