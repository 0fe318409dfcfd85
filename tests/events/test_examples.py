"""Every entry of the trigger lexicon is found in its examples, with their parties, and not in its counter-examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from onrecord.events import EventFinder
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.event_words import load_event_words
from onrecord.lexicon.modality import load_modality
from onrecord.lexicon.triggers import load_triggers
from onrecord.pipeline import Stage

from factories import document, marked

if TYPE_CHECKING:
    from onrecord.lexicon.triggers import Trigger
    from onrecord.model import Event, Evidence, Span
    from onrecord.pipeline import Pipeline

BOOK = load_codebook()
LEXICON = load_triggers(BOOK)
#: Each entry once, by the words that provenance names it with.
ENTRIES: dict[str, Trigger] = {
    f"{entry.pos}:{entry.lemma}": entry
    for index in (LEXICON.verbs, LEXICON.nouns, LEXICON.adjectives)
    for found in index.values()
    for entry in found
}


class Sentence(NamedTuple):
    """A sentence of the lexicon with its marks, and the events in it."""

    name: str
    text: str
    spans: dict[str, list[Span]]
    events: tuple[Event, ...]


def read(pipeline: Pipeline, sentences: list[tuple[str, str]]) -> list[Sentence]:
    """The events of all sentences, each a document of its own."""
    finder = EventFinder(LEXICON, BOOK, load_modality(), load_event_words(BOOK))
    found: list[tuple[Event, ...]] = []

    def run(document, analysis, mentions, entities, statements):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        found.append(finder(document, analysis, mentions, entities, statements))
        return found[-1]

    plain = [(name, *marked(text)) for name, text in sentences]
    records = list(pipeline.with_stage(Stage("events", "events", run)).pipe(document(text) for _, text, _ in plain))
    assert len(records) == len(found) == len(sentences)
    return [Sentence(*row, events) for row, events in zip(plain, found, strict=True)]


def overlap(spans: list[Span], words: tuple[Evidence, ...]) -> bool:
    """Whether each of the spans overlaps one of the words."""
    return all(any(span.overlaps(word.span) for word in words) for span in spans)


def tells(sentence: Sentence, event: Event) -> bool:
    """Whether it is the marked event: by the entry, or by a longer one of the same code."""
    entry, by = ENTRIES[sentence.name], ENTRIES[event.provenance.entry or ""]
    is_longer = by.pos == entry.pos and len(by.lemma.split()) > len(entry.lemma.split()) and by.cameo == entry.cameo
    recipients = (*event.recipient_words, *(event.actor_words if entry.reciprocal else ()))
    return (
        (by is entry or is_longer)
        and any(span.overlaps(word.span) for span in sentence.spans["E"] for word in event.trigger)
        and overlap(sentence.spans.get("A", []), event.actor_words)
        and overlap(sentence.spans.get("R", []), recipients)
    )


@pytest.fixture(scope="module")
def examples(rules_pipeline: Pipeline) -> list[Sentence]:
    """All examples, read in one go."""
    return read(rules_pipeline, [(name, text) for name, entry in ENTRIES.items() for text in entry.examples])


@pytest.fixture(scope="module")
def counter_examples(rules_pipeline: Pipeline) -> list[Sentence]:
    """All counter-examples, read in one go."""
    return read(rules_pipeline, [(name, text) for name, entry in ENTRIES.items() for text in entry.counter_examples])


def test_examples(examples: list[Sentence]) -> None:
    """Each example tells its event, with the actors and recipients that are marked."""
    untold = [(s.name, s.text) for s in examples if not any(tells(s, event) for event in s.events)]
    assert untold == [], untold


def test_counter_examples(counter_examples: list[Sentence]) -> None:
    """No counter-example tells an event by its entry."""
    told = [(s.name, s.text) for s in counter_examples if any(e.provenance.entry == s.name for e in s.events)]
    assert told == []


def test_weak_entries_have_counter_examples() -> None:
    """An entry is weak for a reason, which a sentence shows."""
    assert [name for name, entry in ENTRIES.items() if entry.weak and not entry.counter_examples] == []
