"""The stage that writes topics: what the document, its statements and its events are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Evidence, Provenance
from onrecord.model.topic import Topic
from onrecord.topics.reading import Reading
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.lexicon.codebook import Codebook
    from onrecord.lexicon.topics import TopicLexicon
    from onrecord.model import Analysis, Document, Event, Statement
    from onrecord.topics.scoring import Told

STAGE = "topics"


class TopicFinder:
    """Finds what texts are about. Built once; holds the topic lexicon and the codebook of events."""

    def __init__(self, lexicon: TopicLexicon, book: Codebook) -> None:
        self._lexicon = lexicon
        self._book = book

    def __call__(
        self,
        document: Document,
        analysis: Analysis,
        statements: tuple[Statement, ...],
        events: tuple[Event, ...],
    ) -> tuple[Topic, ...]:
        """The topics of the document, then of each statement, then of each event; contexts first, the surest first.

        A statement has those of its content's words, an event those of the clause that tells it and of its code. One
        whose own words tell none inherits the first context and the first area of the document.
        """
        reading = Reading(document, analysis, self._lexicon)
        found = list(self._topics(document.id, reading.of_document(), document.text))
        main = [next((t for t in found if t.kind == kind), None) for kind in ("context", "area")]
        inherited = [msgspec.structs.replace(t, evidence=(), inherited=True) for t in main if t]
        parts = [(s.id, reading.of_statement(s)) for s in statements]
        parts += [(e.id, reading.of_event(e, self._coded(e))) for e in events]
        for of, topics in parts:
            own = list(self._topics(of, topics, document.text))
            found += own or [self._inherited(t, of) for t in inherited]
        return tuple(found)

    def _coded(self, event: Event) -> tuple[str, ...]:
        """The contexts that an event's code implies."""
        code = self._book.cameo.get(event.cameo or "")
        return code.contexts if code else ()

    def _topics(self, of: str, topics: Iterable[Told], text: str) -> Iterator[Topic]:
        provenance = self._provenance("words")
        for topic in topics:
            yield Topic(
                name=topic.topic.name,
                kind=topic.topic.kind,
                of=of,
                score=topic.score,
                provenance=provenance,
                evidence=tuple(Evidence.of(text, s.start, s.end) for s in topic.spans),
            )

    def _inherited(self, topic: Topic, of: str) -> Topic:
        return msgspec.structs.replace(topic, of=of, provenance=self._provenance("inherited"))

    def _provenance(self, rule: str) -> Provenance:
        return Provenance(STAGE, rule, __version__, self._lexicon.hash)
