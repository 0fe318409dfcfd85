from __future__ import annotations

import pytest

from onrecord.lexicon.time_words import load_time_words
from onrecord.mentions import grammar
from onrecord.mentions.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(load_time_words())


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("3", 3),
        ("1,200", 1200),
        ("2.5", 2.5),
        ("2 1/2", 2.5),
        ("a", 1),
        ("half a", 0.5),
        ("a hundred", 100),
        ("a dozen", 12),
        ("two and a half", 2.5),
        ("twenty - five", 25),
        ("twenty five", 25),
        ("65 million", 65_000_000),
        ("some", None),
    ],
)
def test_number(vocabulary: Vocabulary, phrase: str, number: float | None) -> None:
    assert vocabulary.number(phrase) == number


@pytest.mark.parametrize(("word", "number"), [("first", 1), ("twentieth", 20), ("3rd", 3), ("21st", 21), ("many", 0)])
def test_count_up(vocabulary: Vocabulary, word: str, number: int) -> None:
    assert vocabulary.count_up(word) == number


def test_every_pattern_is_tried_for_some_word(vocabulary: Vocabulary) -> None:
    rules = {rule.pattern.pattern for some in grammar.rules(vocabulary).values() for rule in some}
    assert len(rules) > 50
    for pattern in rules:
        assert "<" not in pattern.replace("(?P<", "").replace("(?<", ""), "a part that is not known"
