"""A user's own codebook in place of the bundled one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.errors import LexiconError
from onrecord.lexicon.codebook import BUNDLED
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Iran accused Israel of sabotage on Monday, officials in Tehran said."


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the bundled codebook, to be changed."""
    return shutil.copytree(BUNDLED, tmp_path / "codebook")


def changed(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_scores_and_types_are_those_of_the_own_codebook(own: Path) -> None:
    for name in ("types", "modes", "cameo"):
        changed(own / f"{name}.csv", "ACCUSE", "BLAME")
    changed(own / "types.csv", "BLAME,3,-3.0", "BLAME,4,-9.5")
    (event,) = onrecord.read_text(TEXT, codebook=str(own), attribution="rules").events
    assert (event.plover.type, event.quad, event.cameo) == ("BLAME", "4", "112")


def test_a_codebook_without_a_code_of_the_lexicon_is_refused(own: Path) -> None:
    lines = (own / "cameo.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("1121,")]
    (own / "cameo.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="1121"):
        Pipeline(onrecord.Config(codebook=str(own), attribution="rules"))


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"types\.csv"):
        Pipeline(onrecord.Config(codebook=str(tmp_path), attribution="rules"))
