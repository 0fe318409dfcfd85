"""Events of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.events import EventFinder
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.event_words import load_event_words
from onrecord.lexicon.modality import load_modality
from onrecord.lexicon.triggers import load_triggers
from onrecord.pipeline import Pipeline, Stage

from factories import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Event


@pytest.fixture(scope="session")
def find(pipeline: Pipeline) -> Callable[[str], tuple[Event, ...]]:
    """The events of a text."""
    book = load_codebook()
    finder = EventFinder(load_triggers(book), book, load_modality(), load_event_words(book))
    found: list[tuple[Event, ...]] = []

    def run(document, analysis, mentions, entities, statements):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
        found.append(finder(document, analysis, mentions, entities, statements))
        return found[-1]

    whole = pipeline.with_stage(Stage("events", "events", run))

    def events(text: str) -> tuple[Event, ...]:
        whole(document(text))
        return found.pop()

    return events
