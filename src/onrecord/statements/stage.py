"""The stage that writes statements: attributions, then their speakers, kinds, acts, nesting, dates and stance."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.model import Evidence, Provenance, Span, Statement, statement_id
from onrecord.model.overlaps import Overlaps
from onrecord.model.tree import Tree
from onrecord.statements.cues import find_cues
from onrecord.statements.dates import SayingDates
from onrecord.statements.kinds import kind_of
from onrecord.statements.manner import act_of, carried, is_negated, tense_of, unnamed_source, venue_of
from onrecord.statements.nesting import enclosing, told_inside
from onrecord.statements.quotes import quotations
from onrecord.statements.speakers import SpeakerIndex, head_tokens, speakers_of
from onrecord.statements.stance import StanceFinder
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.lexicon import Lexicon
    from onrecord.lexicon.cues import CueLexicon
    from onrecord.lexicon.stance import StanceLexicon
    from onrecord.model import Analysis, Attribution, Document, Entity, Mention
    from onrecord.model.statement import SourceKind
    from onrecord.statements.draft import CueMatch

    Speakers = list[tuple[str, ...]]


class StatementFinder:
    """Finds who said what. Built once; holds the lexicons of cues and stance, and names of occasions and sources."""

    def __init__(self, cues: CueLexicon, words: Lexicon, stance: StanceLexicon) -> None:
        self._cues = cues
        self._stance = StanceFinder(stance)
        self._words = words
        self._documents = frozenset(noun for noun, row in words.source_types.items() if row.kind == "document")

    def __call__(
        self,
        document: Document,
        analysis: Analysis,
        attributions: tuple[Attribution, ...],
        mentions: tuple[Mention, ...],
        entities: tuple[Entity, ...],
    ) -> tuple[Statement, ...]:
        """The statements of a document, in the order of the attributions."""
        tree, index, quotes = (
            Tree(analysis),
            SpeakerIndex(mentions, entities),
            Overlaps((q, q) for q in quotations(document)),
        )
        heads = [tuple(h for s in a.source for h in head_tokens(tree, s, self._documents)) for a in attributions]
        spoken = speakers_of(document, tree, index, attributions, heads)
        speakers = [s.entities for s in spoken]
        cues = self._cues_of(tree, attributions)
        dates = SayingDates(document, tree, mentions).assign(attributions, speakers)
        own = [venue_of(tree, m, self._words.venues) if m else None for m in cues]
        fresh = [d is not None and d.how == "stated" for d in dates]
        venues = carried(own, speakers, fresh=fresh, inside=told_inside(attributions))
        unnamed = self._unnamed(tree, heads, speakers, mentions=mentions, entities=entities)
        statements = []
        for number, found in enumerate(attributions):
            match, venue, speaker = cues[number], venues[number], speakers[number]
            source, cue, content = (_evidence(document.text, s) for s in (found.source, found.cue, found.content))
            statement = Statement(
                id=statement_id(document.id, source, cue, content),
                document_id=document.id,
                kind=kind_of(document.text, found.content, [q for c in found.content for q in quotes.at(c)]),
                source=source,
                speaker=speaker,
                cue=cue,
                content=content,
                act=act_of(tree, match) if match else "say",
                commitment=match.entry.commitment if match else "neutral",
                polarity=match.entry.polarity if match else "neutral",
                negated=is_negated(tree, match) if match else False,
                tense=tense_of(tree, match) if match else None,
                anonymous=unnamed[number],
                confidence=found.confidence,
                provenance=self._provenance(found, match, implied=spoken[number].implied),
                said_on=dates[number],
                venue=Evidence.of(document.text, venue.start, venue.end) if venue else None,
            )
            statements.append(statement)
        nested = enclosing(statements)
        return self._stance(document, tree, cues, nested, mentions=mentions, entities=entities)

    def _cues_of(self, tree: Tree, attributions: Sequence[Attribution]) -> list[CueMatch | None]:
        """For each attribution the longest lexicon entry whose head stands in its cue; of equal ones the surest."""
        matches = find_cues(tree, self._cues)
        starts = [tree.analysis.start[m.head] for m in matches]
        found: list[CueMatch | None] = []
        for attribution in attributions:
            ranges = [(bisect_left(starts, s.start), bisect_left(starts, s.end)) for s in attribution.cue]
            inside = [m for first, last in ranges for m in matches[first:last]]
            found.append(max(inside, key=lambda m: (len(m.tokens), m.entry.weight), default=None))
        return found

    def _unnamed(
        self,
        tree: Tree,
        heads: Sequence[tuple[int, ...]],
        speakers: Speakers,
        *,
        mentions: Sequence[Mention],
        entities: Sequence[Entity],
    ) -> list[SourceKind | None]:
        entity = {e.id: e for e in entities}
        by_id = {m.id: m for m in mentions}
        types = self._words.source_types
        return [
            unnamed_source(tree, tokens, [entity[i] for i in ids], by_id, types=types)
            for tokens, ids in zip(heads, speakers, strict=True)
        ]

    def _provenance(self, found: Attribution, match: CueMatch | None, *, implied: bool) -> Provenance:
        key = f"{match.entry.pos}:{match.entry.lemma}" if match else None
        rule = f"{found.rule}+implied-speaker" if implied else found.rule
        return Provenance("statements", rule, __version__, self._cues.hash, key)


def _evidence(text: str, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    return tuple(Evidence.of(text, s.start, s.end) for s in spans)
