from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.time_words import DATA, load_time_words

if TYPE_CHECKING:
    from pathlib import Path


def test_the_bundled_words() -> None:
    words = load_time_words()
    assert [len(words.months), len(words.weekdays)] == [12, 7]
    assert words.numbers["twenty"] == 20
    assert "dozens" not in words.numbers
    assert {word for word in words.units if word.endswith("s")} <= {f"{word}s" for word in words.units} | {"centuries"}


def test_every_word_is_in_small_letters() -> None:
    words = load_time_words()
    named = [name for names in (*words.months, *words.weekdays) for name in names]
    tables = (words.steps, words.seasons, words.units, words.sets, words.lengths, words.vague, words.days, words.zones)
    assert all(word == word.lower() for word in (*named, *(word for table in tables for word in table)))


@pytest.mark.parametrize(("old", "new"), [("[steps]", "[stairs]"), ("last = -1", 'last = "back"'), ("months = [", "")])
def test_another_form_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "time_words.toml"
    path.write_text(DATA.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"time_words\.toml"):
        load_time_words(path)
