"""Topics of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.analysis import Analyzer
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.topics import TopicLexicon, load_topics
from onrecord.topics import TopicFinder

from factories import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Topic


@pytest.fixture(scope="session")
def lexicon() -> TopicLexicon:
    return load_topics()


@pytest.fixture(scope="session")
def about(lexicon: TopicLexicon) -> Callable[[str], tuple[Topic, ...]]:
    """What a text without statements and events is about."""
    analyzer, finder = Analyzer(), TopicFinder(lexicon, load_codebook())

    def topics(text: str) -> tuple[Topic, ...]:
        doc = document(text)
        return finder(doc, analyzer(doc), (), ())

    return topics
