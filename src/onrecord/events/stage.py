"""The stage that writes events: who did what to whom, whether it happened, and in whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.events.draft import REACHED
from onrecord.events.finder import Finder
from onrecord.events.modality import Reading, read_modality
from onrecord.events.parties import Parties, Party
from onrecord.model import Event, Evidence, PloverCode, Provenance, event_id
from onrecord.model.tree import Tree
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.events.draft import Draft
    from onrecord.lexicon.codebook import Codebook
    from onrecord.lexicon.modality import ModalityWords
    from onrecord.lexicon.triggers import TriggerLexicon
    from onrecord.model import Analysis, Document, Entity, Mention, Statement

STAGE = "events"

#: Confidence by the sides that name somebody; a noun's parties are less sure than a verb's.
_BOTH, _ONE, _NOUN = 0.75, 0.5, 0.9


class EventFinder:
    """Finds who did what to whom. Built once; holds the trigger lexicon and the codebook."""

    def __init__(self, triggers: TriggerLexicon, book: Codebook, words: ModalityWords) -> None:
        self._triggers = triggers
        self._book = book
        self._words = words

    def __call__(
        self,
        document: Document,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        entities: tuple[Entity, ...],
        statements: tuple[Statement, ...],
    ) -> tuple[Event, ...]:
        """The events of a document, in the order of their triggers. Codes without a PLOVER type are left out."""
        tree = Tree(analysis)
        parties = Parties(tree, mentions, entities)
        finder = Finder(tree, parties, triggers=self._triggers, book=self._book, words=self._words)
        found = []
        for draft in finder.drafts():
            reading = read_modality(tree, draft.match.head, self._words, published=document.published)
            found.append(self._shifted(draft, reading, _within(statements, _words(document, tree, draft))))
        events = [self._event(document, tree, *f) for f in found if self._book.cameo[f[0].cameo].plover]
        return tuple({e.id: e for e in events}.values())

    def _shifted(
        self, draft: Draft, reading: Reading, within: Statement | None
    ) -> tuple[Draft, Reading, Statement | None]:
        """What is announced, refused or demanded is an event of that kind, and has happened.

        Who demands is the speaker of the statement that it stands in.
        """
        if not reading.attitude or draft.match.is_noun:
            return draft, reading, within
        code = self._book.shifted(draft.cameo, reading.attitude)
        if reading.attitude == "obliged":
            speaker = tuple(Party(e.span, within.speaker) for e in within.source) if within else ()
            if not speaker or code == draft.cameo:
                return draft, reading, within
            draft = msgspec.structs.replace(draft, actors=speaker, recipients=draft.actors)
        if code == draft.cameo:
            return draft, reading, within
        return (
            msgspec.structs.replace(draft, cameo=code, frame=f"{draft.frame} {reading.attitude}"),
            Reading("asserted"),
            within,
        )

    def _event(self, document: Document, tree: Tree, draft: Draft, reading: Reading, within: Statement | None) -> Event:
        match, code = draft.match, self._book.cameo[draft.cameo]
        trigger = _words(document, tree, draft)
        actors, recipients = draft.actors, draft.recipients
        if match.entry.reciprocal and actors and not draft.frame.endswith(REACHED) and "refused" not in draft.frame:
            actors, recipients = (*actors, *recipients), ()
        words = [
            tuple(Evidence.of(document.text, p.words.start, p.words.end) for p in side) for side in (actors, recipients)
        ]
        mode = (match.entry.mode if draft.cameo == match.entry.cameo else "") or code.mode or None
        return Event(
            id=event_id(document.id, trigger, *words),
            document_id=document.id,
            trigger=trigger,
            actor=_entities(actors),
            recipient=_entities(recipients),
            actor_words=words[0],
            recipient_words=words[1],
            plover=PloverCode(code.plover, mode, code.contexts),
            cameo=code.code,
            goldstein=code.goldstein,
            score=self._book.score(code.plover, mode),
            modality=reading.modality,
            within=within.id if within else None,
            confidence=_confidence(draft),
            provenance=Provenance(
                STAGE, draft.frame, __version__, self._triggers.hash, f"{match.entry.pos}:{match.entry.lemma}"
            ),
        )


def _words(document: Document, tree: Tree, draft: Draft) -> tuple[Evidence, ...]:
    return tuple(_evidence(document.text, tree, draft.match.tokens))


def _entities(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e for p in parties for e in p.entities))


def _evidence(text: str, tree: Tree, tokens: tuple[int, ...]) -> list[Evidence]:
    """The words of some tokens, neighbours joined."""
    runs: list[list[int]] = []
    for token in sorted(tokens):
        if runs and token == runs[-1][1]:
            runs[-1][1] = token + 1
        else:
            runs.append([token, token + 1])
    spans = [tree.analysis.span(first, last) for first, last in runs]
    return [Evidence.of(text, s.start, s.end) for s in spans]


def _within(statements: tuple[Statement, ...], trigger: tuple[Evidence, ...]) -> Statement | None:
    """The innermost statement whose content holds the trigger."""
    span = trigger[0].span
    holding = [(len(c.span), s.id, s) for s in statements for c in s.content if c.span.contains(span)]
    return min(holding)[2] if holding else None


def _confidence(draft: Draft) -> float:
    value = _BOTH if draft.actors and (draft.recipients or draft.match.entry.reciprocal) else _ONE
    return round(value * (_NOUN if draft.match.is_noun else 1.0), 3)
