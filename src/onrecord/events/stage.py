"""The stage that writes events: who did what to whom, whether it happened, and in whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from onrecord.events.classify import Classifier, Verdict
from onrecord.events.draft import named
from onrecord.events.finder import OPERATORS, Finder
from onrecord.events.modality import Reading, read_modality
from onrecord.events.parties import Parties, Party
from onrecord.events.surroundings import Surroundings
from onrecord.events.tree import WordTree
from onrecord.model import Event, Evidence, PloverCode, Provenance, event_id
from onrecord.model.overlaps import Overlaps
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.events.classify import RelationModel
    from onrecord.events.draft import Draft
    from onrecord.lexicon.codebook import Codebook
    from onrecord.lexicon.event_words import EventWords
    from onrecord.lexicon.modality import ModalityWords
    from onrecord.lexicon.triggers import TriggerLexicon
    from onrecord.model import Analysis, Document, Entity, Mention, Modality, Statement

STAGE = "events"

#: Quad classes whose events are news though nobody is named as their actor.
_MATERIAL = frozenset({"2", "4"})

_HEADINGS = frozenset({"headline", "heading"})

#: Confidence by the sides that name somebody; a noun's parties are less sure than a verb's.
_BOTH, _ONE, _NOUN = 0.75, 0.5, 0.9


class Told(NamedTuple):
    """An event before the last word on its code: what is told of it, whether it happened, and in whose word."""

    draft: Draft
    modality: Modality
    trigger: tuple[Evidence, ...]
    within: Statement | None


class EventFinder:
    """Finds who did what to whom. Built once; holds the codebook and the lexicons of events.

    Args:
        triggers: the words that tell events.
        book: the codes.
        words: negators, auxiliaries and governing verbs.
        more: words for contexts and numbers.
        announcing: whether what is announced, refused or demanded is an event of that kind; otherwise it has the code
            of what was announced, and its modality.
        relations: the encoder that has a say in the type of an event between two parties; without it the lexicon's
            word is the last.
    """

    def __init__(  # noqa: PLR0913 - one for each lexicon, and two options
        self, triggers: TriggerLexicon, book: Codebook, words: ModalityWords, more: EventWords, *,
        announcing: bool = True, relations: RelationModel | None = None,
    ) -> None:  # fmt: skip
        self._classifier = None if relations is None else Classifier(relations, book)
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
        found: list[Told] = []
        drafts, parts = finder.drafts()
        for draft in drafts:
            trigger = tuple(Evidence.of(document.text, s.start, s.end) for s in analysis.spans(draft.match.tokens))
            within = _innermost(contents, trigger[0])
            reading = read_modality(tree, draft.match.head, self._words, published=document.published)
            shifted, reading = self._shifted(draft, reading, within)
            if self._is_news(shifted, tree):
                found.append(Told(shifted, reading.modality, trigger, within))
        events: dict[str, Event] = {}
        for told, verdict in zip(found, self._verdicts(document.text, tree, found, parts), strict=True):
            event = self._coded(document, told, verdict)
            events.setdefault(event.id, around.added_to(event, told.draft.match.head, told.within))
        return _without_repeats(document, events.values())

    def _verdicts(self, text: str, tree: WordTree, found: Sequence[Told], parts: Sequence[Draft]) -> list[Verdict]:
        """The last word on the code of each event."""
        if self._classifier is None:
            return [Verdict(told.draft.cameo) for told in found]
        return self._classifier.verdicts(text, tree, [(told.draft, told.modality) for told in found], parts)

    def _is_news(self, draft: Draft, tree: WordTree) -> bool:
        """Whether enough is named: both sides, or of a verb the one side that it has ("resigned", "was arrested").

        The other side of a plain verb may be somebody or something that no entity stands for ("condemned the *coup*"),
        or in what is promised, asked for, refused or threatened ("threatened *to impose sanctions*").
        """
        kind = self._book.cameo[draft.cameo].plover
        if not kind:
            return False
        actors, recipients = (named(side) for side in (draft.actors, draft.recipients))
        if actors and (recipients or draft.is_mutual):
            return True
        if draft.match.entry.pos != "verb":
            return False
        alone = draft.frame.partition(">")[2].startswith("none") or kind == "PROTEST"
        rules = self._book.types[kind]
        complement = ("xcomp",) if kind == "THREATEN" else ("xcomp", "ccomp")
        complemented = kind in OPERATORS and tree.child(draft.match.head, *complement) is not None
        told = bool(draft.recipients) or complemented or len(draft.match.tokens) > 1
        unnamed = told and rules.recipient_required == "no"
        return (actors and (alone or unnamed)) or (recipients and not actors and rules.quad in _MATERIAL)

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

    def _coded(self, document: Document, told: Told, verdict: Verdict) -> Event:
        """The event with its parties and its code; all parties of a mutual one are actors."""
        draft, words = told.draft, _words(document.text, told.draft)
        entry, code = draft.match.entry, self._book.cameo[verdict.cameo]
        mode = (entry.mode if verdict.cameo == entry.cameo else "") or code.mode or None
        actors, recipients = draft.sides
        rule = f"{draft.frame} {verdict.model}".strip()
        return Event(
            id=event_id(document.id, told.trigger, *words),
            document_id=document.id,
            trigger=told.trigger,
            actor=_entities(actors),
            recipient=_entities(recipients),
            actor_words=words[0],
            recipient_words=words[1],
            plover=PloverCode(code.plover, mode, code.contexts),
            cameo=code.code,
            goldstein=code.goldstein,
            score=self._book.score(code.plover, mode),
            quad=self._book.types[code.plover].quad,
            modality=told.modality,
            confidence=verdict.confidence(_confidence(draft)),
            provenance=Provenance(STAGE, rule, __version__, self._triggers.hash, f"{entry.pos}:{entry.lemma}"),
        )


def _without_repeats(document: Document, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events without those of headlines and headings that the body tells again: its type, and one of its sides."""
    found = tuple(events)
    body = Overlaps((b.span, b) for b in document.blocks if b.kind not in _HEADINGS)
    in_body = [bool(body.at(e.trigger[0].span)) for e in found]
    told = {key for e, inside in zip(found, in_body, strict=True) if inside for key in _sides(e)}
    return tuple(e for e, inside in zip(found, in_body, strict=True) if inside or told.isdisjoint(_sides(e)))


def _sides(event: Event) -> set[tuple[str, str, str]]:
    """The type with each of the parties, and on which side they are."""
    sides = (("actor", event.actor), ("recipient", event.recipient))
    return {(event.plover.type, side, party) for side, parties in sides for party in parties}


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
