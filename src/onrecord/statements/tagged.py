"""Attributions of the encoder, repaired, with what its training texts do not mark added by rules.

The encoder has learned from texts in which no attribution stands inside another one, and every one has a cue. Rules
add statements reported inside statements, quotations that have neither cue nor speaker, headlines with a colon, the
turns of interviews, and sure cues where the encoder has nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Span
from onrecord.model.overlaps import Overlaps
from onrecord.model.tree import Tree
from onrecord.statements.framed import ASIDE, ASKED
from onrecord.statements.quotes import quotations
from onrecord.statements.repairs import (
    as_ruled,
    tidied,
    unchained,
    with_auxiliaries,
    with_whole_source,
    with_words_of_lexicon,
    without_aside,
    without_bare,
    without_coordinated,
    without_fragments,
    without_phrases,
)
from onrecord.statements.rules import RuleFinder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.lexicon.cues import CueLexicon
    from onrecord.model import Analysis, Attribution, Document

#: A rule's attribution that is all of another one's content is kept when it is as sure as this, and what it tells as
#: long as that. PolNeAR's annotators leave such ones out.
SURE_NESTED = 0.43
SHORTEST_NESTED = 3  # words
#: A rule's attribution is added where the encoder has none when it is as sure as this; chosen on PolNeAR dev.
SURE_ALONE = 0.6
#: Rules whose attributions are added where the encoder has none.
UNTAUGHT = frozenset({"bare-quotation", "headline", "turn", "signed"})
#: Rules that tell by the form of a paragraph alone who speaks; the encoder's attributions of its words go.
BY_FORM = frozenset({"turn", "signed"})


class TaggedFinder:
    """Joins the encoder's attributions with those that only rules can find."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._rules = RuleFinder(lexicon)

    def __call__(
        self, document: Document, analysis: Analysis, tags: tuple[Attribution, ...]
    ) -> tuple[Attribution, ...]:
        """Every attribution of a document, in order of its first word."""
        tree, text = Tree(analysis), document.text
        ruled = self._rules(document, analysis)
        found = self._repaired(document, tree, tags, ruled)
        contents = Overlaps((c, c) for a in found for c in a.content)
        cues = Overlaps((c, c) for a in found for c in a.cue)
        sources = Overlaps((c, c) for a in found for c in a.source)
        nested = (n for a in ruled if (n := _nested(a, contents, cues, analysis, text)))
        added = [
            *(with_auxiliaries(a, tree) for a in nested),
            *(a for a in ruled if _is_untaught(a, contents, cues, sources)),
        ]
        return tuple(sorted((*found, *added), key=lambda a: (a.start, a.content)))

    def _repaired(
        self, document: Document, tree: Tree, tags: Sequence[Attribution], ruled: Sequence[Attribution]
    ) -> list[Attribution]:
        text = document.text
        quotes = Overlaps((q, q) for q in quotations(document))
        spoken = Overlaps((Span(a.start, a.content[-1].end), a) for a in ruled if a.rule in BY_FORM)
        asides = Overlaps((a.content[-1], (n, a)) for n, a in enumerate(ruled) if a.rule == ASIDE)
        cued = Overlaps((c, a) for a in ruled for c in a.cue)
        written = (tag for tag in tags if not any(spoken.at(c) for c in tag.content))
        phrases = Overlaps((c, a) for a in ruled if a.rule == "frame:phrase" for c in a.content)
        found = [
            without_phrases(as_ruled(with_words_of_lexicon(sourced, cued, text), cued, text), phrases, text)
            for tag in written
            if (tidy := tidied(tag, text)) is not None
            and (sourced := with_whole_source(unchained(without_fragments(tidy, text), text), tree, text))
        ]
        found = [piece for tag in found for piece in without_bare(tag, quotes, text)]
        found = [piece for tag in found for piece in without_aside(tag, asides, text)]
        return [piece for tag in found for piece in without_coordinated(tag, cued, text)]


def _nested(
    ruled: Attribution, contents: Overlaps[Span], cues: Overlaps[Span], analysis: Analysis, text: str
) -> Attribution | None:
    """An attribution that is all that another one's content tells ("denied that the envoy had promised to leave").

    Its words after the end of that content are cut off.
    """
    sure = ruled.rule == "frame:verb" and ruled.confidence >= SURE_NESTED
    if not sure or not ruled.source or not ruled.cue or any(cues.at(c) for c in ruled.cue):
        return None
    first, last = (bisect_left(analysis.start, at) for at in (ruled.source[0].start, ruled.source[0].end))
    if not {"PROPN", "NOUN"} & set(analysis.pos[first:last]):
        return None
    for outer in contents.at(ruled.source[0]):
        pieces = tuple(Span(c.start, min(c.end, outer.end)) for c in ruled.content if c.start < outer.end)
        words = sum(len(text[c.start : c.end].split()) for c in pieces)
        begins = text[outer.start : ruled.start].lower() in ("", "that ")
        if begins and words >= SHORTEST_NESTED and pieces[-1].end == outer.end and ruled.cue[-1].end < outer.end:
            return msgspec.structs.replace(ruled, content=pieces)
    return None


def _is_untaught(ruled: Attribution, contents: Overlaps[Span], cues: Overlaps[Span], sources: Overlaps[Span]) -> bool:
    """Whether nothing else covers its words, and it is sure enough or of a form that the encoder seldom saw."""
    if any(contents.at(c) for c in ruled.content):
        return False
    if ruled.rule in UNTAUGHT:
        return True
    sure = ruled.confidence >= SURE_ALONE or ruled.rule == "frame:phrase"
    free = not any(cues.at(c) or sources.at(c) for c in ruled.cue)
    return (bool(ruled.source) or ruled.rule == ASKED) and sure and free
