from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord import store
from onrecord.views.positions import positions
from said import report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.views.positions_phrases import Phrase


def repeated(folder: Path, *contents: str) -> Sequence[Phrase]:
    with store.open(folder / "store.sqlite", mode="write") as opened:
        for days, words in enumerate(contents):
            opened.write(report(words, days=days))
        return positions(opened, "Ann Lee").phrases.rows


@pytest.mark.parametrize(
    ("contents", "phrases"),
    [
        (["an open sea for all ships", "we want an open sea for all ships"], ["open sea for all ships"]),
        (["the Open Sea’s tall ships", "open sea's tall ships!"], ["Open Sea’s tall ships"]),
        (["ships sail home", "ships; sail home"], []),
        (["ships sail", "ships sail"], []),
        (["it was all there was of it", "it was all there was of it"], []),
        (["tall ships sail, tall ships sail", "so"], []),
        (["red blue green gold", "red blue green gold", "blue green gold"], ["red blue green gold", "blue green gold"]),
        (["red blue green gold", "red blue green gold"], ["red blue green gold"]),
        (["tall ships … sail home", "tall ships sail home"], []),
    ],
)
def test_phrases(tmp_path: Path, contents: list[str], phrases: list[str]) -> None:
    assert [row.words for row in repeated(tmp_path, *contents)] == phrases


def test_where_and_when_a_phrase_was_said(tmp_path: Path) -> None:
    (row,) = repeated(tmp_path, "an open and free sea", "prices rise", "an open and free sea, an open and free sea")[:1]
    assert (row.words, row.length, row.reports, row.days, row.voices) == ("open and free sea", 4, 2, 2, ("Ann Lee",))
    assert (str(row.first_day), str(row.last_day), len(row.statements)) == ("2024-05-06", "2024-05-08", 2)


def test_of_a_long_passage_the_beginning_is_listed(tmp_path: Path) -> None:
    passage = " ".join(f"word{n}" for n in range(200))
    (row,) = repeated(tmp_path, f"so {passage}", f"thus {passage}")
    assert (row.length, row.words.split()[0], row.words.split()[-1]) == (60, "word0", "word59")


def test_a_sentence_without_an_end_is_looked_at_in_part(tmp_path: Path) -> None:
    endless = " ".join(f"word{n}" for n in range(500))
    assert [row.words for row in repeated(tmp_path, f"{endless} red blue green", "red blue green")] == []
