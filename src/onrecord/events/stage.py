"""The stage that writes events: who did what to whom, whether it happened, and in whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.events.draft import named
from onrecord.events.finder import Finder
from onrecord.events.modality import Reading, read_modality
from onrecord.events.parties import Parties, Party
from onrecord.events.surroundings import Surroundings
from onrecord.events.tree import WordTree
from onrecord.model import Event, Evidence, PloverCode, Provenance, event_id
from onrecord.model.overlaps import Overlaps
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.events.draft import Draft
    from onrecord.lexicon.codebook import Codebook
    from onrecord.lexicon.event_words import EventWords
    from onrecord.lexicon.modality import ModalityWords
    from onrecord.lexicon.triggers import TriggerLexicon
    from onrecord.model import Analysis, Document, Entity, Mention, Statement

STAGE = "events"

#: Quad classes whose events are news though nobody is named as their actor.
_MATERIAL = frozenset({"2", "4"})

_HEADINGS = frozenset({"headline", "heading"})

#: Confidence by the sides that name somebody; a noun's parties are less sure than a verb's.
_BOTH, _ONE, _NOUN = 0.75, 0.5, 0.9


class EventFinder:
    """Finds who did what to whom. Built once; holds the codebook and the lexicons of events.

    Args:
        triggers: the words that tell events.
        book: the codes.
        words: negators, auxiliaries and governing verbs.
        more: words for contexts and numbers.
        announcing: whether what is announced, refused or demanded is an event of that kind; otherwise it has the code
            of what was announced, and its modality.
    """

    def __init__(
        self, triggers: TriggerLexicon, book: Codebook, words: ModalityWords, more: EventWords, *,
        announcing: bool = True,
    ) -> None:  # fmt: skip
        self._announcing = announcing
        self._triggers = triggers
        self._book = book
        self._words = words
        self._more = more

    def __call__(
        self,
        document: Document,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        entities: tuple[Entity, ...],
        statements: tuple[Statement, ...],
    ) -> tuple[Event, ...]:
        """The events of a document, in the order of their triggers. Codes without a PLOVER type are left out."""
        tree = WordTree(analysis)
        parties = Parties(tree, mentions, entities)
        finder = Finder(tree, parties, triggers=self._triggers, book=self._book, words=self._words)
        around = Surroundings(document, tree, mentions, entities, self._more)
        contents = Overlaps((c.span, s) for s in statements for c in s.content)
        events: dict[str, Event] = {}
        for draft in finder.drafts():
            trigger = tuple(Evidence.of(document.text, s.start, s.end) for s in analysis.spans(draft.match.tokens))
            within = _innermost(contents, trigger[0])
            reading = read_modality(tree, draft.match.head, self._words, published=document.published)
            told, reading = self._shifted(draft, reading, within)
            if self._is_news(told):
                event = self._coded(document.id, told, trigger, _words(document.text, told))
                event = msgspec.structs.replace(event, modality=reading.modality)
                events.setdefault(event.id, around.added_to(event, told.match.head, within))
        return _without_repeats(document, events.values())

    def _is_news(self, draft: Draft) -> bool:
        """Whether enough is named: both sides, or of a verb the one side that it has ("resigned", "was arrested")."""
        kind = self._book.cameo[draft.cameo].plover
        if not kind:
            return False
        actors, recipients = (named(side) for side in (draft.actors, draft.recipients))
        if actors and (recipients or draft.is_mutual):
            return True
        if draft.match.entry.pos != "verb":
            return False
        alone = draft.frame.partition(">")[2].startswith("none")
        return (actors and alone) or (recipients and not draft.actors and self._book.types[kind].quad in _MATERIAL)

    def _shifted(self, draft: Draft, reading: Reading, within: Statement | None) -> tuple[Draft, Reading]:
        """What is announced, refused or demanded is an event of that kind, and has happened.

        Who demands is the speaker of the statement that it stands in.
        """
        if not self._announcing or not reading.attitude or draft.match.is_noun:
            return draft, reading
        code = self._book.shifted(draft.cameo, reading.attitude)
        if code == draft.cameo:
            return draft, reading
        frame = f"{draft.frame} {reading.attitude}"
        told = msgspec.structs.replace(draft, cameo=code, frame=frame)
        if reading.attitude == "obliged":
            speaker = tuple(Party(e.span, within.speaker) for e in within.source) if within else ()
            if not speaker:
                return draft, reading
            told = msgspec.structs.replace(told, actors=speaker, recipients=draft.actors, mutual=False)
        elif reading.attitude != "future":
            told = msgspec.structs.replace(told, mutual=False)
        return told, Reading("asserted")

    def _coded(
        self, document_id: str, draft: Draft, trigger: tuple[Evidence, ...], words: tuple[tuple[Evidence, ...], ...]
    ) -> Event:
        """The event with its parties and its code; all parties of a mutual one are actors."""
        entry, code = draft.match.entry, self._book.cameo[draft.cameo]
        mode = (entry.mode if draft.cameo == entry.cameo else "") or code.mode or None
        actors, recipients = draft.sides
        return Event(
            id=event_id(document_id, trigger, *words),
            document_id=document_id,
            trigger=trigger,
            actor=_entities(actors),
            recipient=_entities(recipients),
            actor_words=words[0],
            recipient_words=words[1],
            plover=PloverCode(code.plover, mode, code.contexts),
            cameo=code.code,
            goldstein=code.goldstein,
            score=self._book.score(code.plover, mode),
            quad=self._book.types[code.plover].quad,
            modality="asserted",
            confidence=_confidence(draft),
            provenance=Provenance(STAGE, draft.frame, __version__, self._triggers.hash, f"{entry.pos}:{entry.lemma}"),
        )


def _without_repeats(document: Document, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events without those of headlines and headings that the body tells again."""
    found = tuple(events)
    body = Overlaps((b.span, b) for b in document.blocks if b.kind not in _HEADINGS)
    in_body = [bool(body.at(e.trigger[0].span)) for e in found]
    told = {_key(e) for e, inside in zip(found, in_body, strict=True) if inside}
    return tuple(e for e, inside in zip(found, in_body, strict=True) if inside or _key(e) not in told)


def _key(event: Event) -> tuple[object, ...]:
    return event.plover.type, event.actor, event.recipient, event.modality


def _words(text: str, draft: Draft) -> tuple[tuple[Evidence, ...], ...]:
    """The phrases of both sides."""
    return tuple(tuple(Evidence.of(text, p.words.start, p.words.end) for p in side) for side in draft.sides)


def _entities(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e for p in parties for e in p.entities))


def _innermost(contents: Overlaps[Statement], trigger: Evidence) -> Statement | None:
    """The statement of the shortest content among those whose content holds the trigger."""
    holding = [s for s in contents.at(trigger.span) if any(c.span.contains(trigger.span) for c in s.content)]
    return min(holding, key=lambda s: (sum(len(c.span) for c in s.content), s.id), default=None)


def _confidence(draft: Draft) -> float:
    actors, recipients = draft.sides
    value = _BOTH if actors and (recipients or draft.mutual) else _ONE
    return round(value * (_NOUN if draft.match.is_noun else 1.0), 3)
