from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.topics import DATA, DEFINITIONS, WORDS, load_topics

if TYPE_CHECKING:
    from onrecord.lexicon.topics import TopicLexicon

PAGE = Path(__file__).parents[2] / "docs" / "topics.md"
HEAD = "words,contexts,areas,weight,strength,source\n"
TOPIC = '[[topic]]\nkind = "area"\nname = "water"\ndefinition = "rivers"\nexamples = ["a", "b"]\nnot = ["c"]\n'


def test_the_contexts_are_those_of_the_codebook(lexicon: TopicLexicon) -> None:
    assert {key.name for key in lexicon.topics if key.kind == "context"} == set(load_codebook().contexts)


def test_every_topic_has_several_words_of_its_own(lexicon: TopicLexicon) -> None:
    entries = [entry for found in lexicon.index.values() for entry in found]
    assert sum(bool(entry.tells) for entry in entries) >= 2_500
    for topic in lexicon.topics:
        assert sum(t.topic == topic and t.strong for entry in entries for t in entry.tells) >= 10, topic


def test_the_page_lists_the_definitions(lexicon: TopicLexicon) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for topic in lexicon.topics.values():
        assert f"| `{topic.name}` | {topic.definition} |" in page


@pytest.mark.parametrize(
    ("definitions", "words", "file", "line", "why"),
    [
        (TOPIC, HEAD + "river,,rivers,2,strong,own\n", WORDS, 2, "area 'rivers' is not defined"),
        (TOPIC, HEAD + "river,,water,2,strong,own\n\nriver,,water,3,weak,own\n", WORDS, 4, "stands twice"),
        (TOPIC, HEAD + "river,,water,9,strong,own\n", WORDS, 2, "Invalid"),
        (TOPIC, HEAD + "on-land,,water,2,strong,own\n", WORDS, 2, "regex"),
        (TOPIC + "\n" + TOPIC, HEAD, DEFINITIONS, 8, "stands twice"),
        (TOPIC.replace("water", "Water"), HEAD, DEFINITIONS, 1, "regex"),
        (TOPIC.replace(', "b"', ""), HEAD, DEFINITIONS, 1, "length"),
    ],
    ids=["unknown topic", "word twice", "weight", "hyphen", "topic twice", "name", "one example"],
)
def test_faults_are_named_with_file_and_line(  # noqa: PLR0913, PLR0917 - columns of the table
    tmp_path: Path, definitions: str, words: str, file: str, line: int, why: str
) -> None:
    (tmp_path / DEFINITIONS).write_text(definitions, encoding="utf-8")
    (tmp_path / WORDS).write_text(words, encoding="utf-8")
    with pytest.raises(LexiconError, match=why) as caught:
        load_topics(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / file}:{line}: ")


def test_the_hash_is_that_of_the_files(tmp_path: Path, lexicon: TopicLexicon) -> None:
    for name in (DEFINITIONS, WORDS):
        (tmp_path / name).write_text((DATA / name).read_text(encoding="utf-8"), encoding="utf-8")
    assert load_topics(tmp_path).hash == lexicon.hash
    with (tmp_path / WORDS).open("a", encoding="utf-8") as more:
        more.write("wadi,,water,2,strong,own\n")
    assert load_topics(tmp_path).hash != lexicon.hash
