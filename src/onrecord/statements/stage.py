"""The stage that writes statements: attributions, then their speakers, kinds, acts, nesting and dates."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.model import Evidence, Provenance, Span, Statement, statement_id
from onrecord.statements.cues import find_cues
from onrecord.statements.dates import SayingDates
from onrecord.statements.kinds import kind_of
from onrecord.statements.nesting import enclosing
from onrecord.statements.quotes import quotations
from onrecord.statements.speakers import SpeakerIndex, head_spans
from onrecord.statements.tree import Tree
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.lexicon.cues import Cue, CueLexicon
    from onrecord.model import Analysis, Attribution, Document, Entity, Mention
    from onrecord.statements.draft import CueMatch


class StatementFinder:
    """Finds who said what. Built once; holds the cue lexicon."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def __call__(
        self,
        document: Document,
        analysis: Analysis,
        attributions: tuple[Attribution, ...],
        mentions: tuple[Mention, ...],
        entities: tuple[Entity, ...],
    ) -> tuple[Statement, ...]:
        """The statements of a document, in the order of the attributions."""
        tree, index, quotes = Tree(analysis), SpeakerIndex(mentions, entities), quotations(document)
        matches = find_cues(tree, self._lexicon)
        starts = [analysis.start[m.head] for m in matches]
        speakers = _speakers(tree, index, attributions)
        said_on = SayingDates(document, tree, mentions).assign(attributions, speakers)
        statements = []
        for found, speaker, date in zip(attributions, speakers, said_on, strict=True):
            source, cue, content = (_evidence(document.text, s) for s in (found.source, found.cue, found.content))
            entry = _entry(matches, starts, found.cue)
            about = dict.fromkeys(e for span in found.content for e in index.within(span) if e not in speaker)
            statement = Statement(
                id=statement_id(document.id, source, cue, content),
                document_id=document.id,
                kind=kind_of(document.text, found.content, quotes),
                source=source,
                speaker=speaker,
                cue=cue,
                content=content,
                act=entry.act if entry else "say",
                confidence=found.confidence,
                provenance=self._provenance(found, entry),
                about=tuple(about),
                said_on=date,
            )
            statements.append(statement)
        return enclosing(statements)

    def _provenance(self, found: Attribution, entry: Cue | None) -> Provenance:
        key = f"{entry.pos}:{entry.lemma}" if entry else None
        return Provenance("statements", found.rule, __version__, self._lexicon.hash, key)


def _entry(matches: Sequence[CueMatch], starts: Sequence[int], cue: Sequence[Span]) -> Cue | None:
    """The longest lexicon entry whose head stands in a cue; of equal ones the surest."""
    inside = [m for s in cue for m in matches[bisect_left(starts, s.start) : bisect_left(starts, s.end)]]
    best = max(inside, key=lambda m: (len(m.tokens), m.entry.weight), default=None)
    return best.entry if best else None


def _evidence(text: str, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    return tuple(Evidence.of(text, s.start, s.end) for s in spans)


def _speakers(tree: Tree, index: SpeakerIndex, attributions: Sequence[Attribution]) -> list[tuple[str, ...]]:
    """Entity ids for each attribution; an implied source is the speaker of the statement before."""
    speakers: list[tuple[str, ...]] = []
    for found in attributions:
        named = tuple(dict.fromkeys(e for s in found.source for e in index.named(s, head_spans(tree, s))))
        speakers.append(named if found.source or not speakers else speakers[-1])
    return speakers
