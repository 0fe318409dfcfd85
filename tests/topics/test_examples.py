from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.lexicon.topics import TopicKey, load_topics

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Topic

CASES = tomllib.loads((Path(__file__).parent.parent / "cases/topics.toml").read_text(encoding="utf-8"))["case"]
TOPICS = load_topics().topics


def keys(topics: tuple[Topic, ...]) -> set[str]:
    return {f"{t.kind}:{t.name}" for t in topics}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_sentences_are_about_what_they_are_about(
    about: Callable[[str], tuple[Topic, ...]], case: dict[str, Any]
) -> None:
    found = about(case["text"])
    main = next((t.name for t in found if t.kind == "context"), "none")
    assert main == case.get("main", main)
    assert keys(found) >= set(case.get("has", ()))
    assert not keys(found) & set(case.get("lacks", ()))
    for key, words in case.get("words", {}).items():
        assert [[e.exact for e in t.evidence] for t in found if f"{t.kind}:{t.name}" == key] == [words]
    if case.get("has") == []:
        assert not found


@pytest.mark.parametrize("key", TOPICS, ids=[":".join(key) for key in TOPICS])
def test_examples_are_about_the_topic_and_counter_examples_are_not(
    about: Callable[[str], tuple[Topic, ...]], key: TopicKey
) -> None:
    topic = TOPICS[key]
    assert all(":".join(key) in keys(about(text)) for text in topic.examples)
    assert not any(":".join(key) in keys(about(text)) for text in topic.counter_examples)
