from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.function_words import load_function_words
from onrecord.lexicon.load import DATA
from onrecord.lexicon.sources import read_sources

if TYPE_CHECKING:
    from pathlib import Path


def test_the_bundled_words_tell_nothing_of_a_subject() -> None:
    words = load_function_words()
    assert {"the", "of", "we", "would", "don't"} <= words
    assert words.isdisjoint({"war", "harbour", "treaty", "support", "states"})
    assert all(word == word.casefold().strip() and "’" not in word for word in words)


def test_their_source_is_named() -> None:
    lines = (DATA / "function_words.csv").read_text("utf-8").splitlines()[1:]
    assert {line.rsplit(",", 1)[1] for line in lines} <= set(read_sources(DATA / "SOURCES.toml"))
    assert len(set(lines)) == len(lines)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "function_words.csv").write_text("word,source\nthe\n", encoding="utf-8")
    with pytest.raises(LexiconError):
        load_function_words(tmp_path)
