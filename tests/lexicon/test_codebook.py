"""The bundled codebook is whole, and a broken one is refused with file and line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LexiconError
from onrecord.lexicon.codebook import BUNDLED, load_codebook

if TYPE_CHECKING:
    from pathlib import Path


def test_bundled_counts() -> None:
    """PLOVER's 16 types and all of CAMEO's codes are there."""
    book = load_codebook()
    assert (len(book.types), len(book.modes), len(book.contexts), len(book.cameo)) == (16, 67, 37, 316)
    assert {len(code) for code in book.cameo} == {2, 3, 4}


@pytest.mark.parametrize(
    ("kind", "mode", "score"),
    [
        ("ACCUSE", None, -3.0),
        ("ACCUSE", "disapprove", -2.0),
        ("ASSAULT", "drone", -9.5),
        ("PROTEST", "vandalize", -5.0),  # the manual gives this mode no score
        ("AID", "no such mode", 10.0),
    ],
)
def test_score(kind: str, mode: str | None, score: float) -> None:
    """A mode's score takes the place of its type's."""
    assert load_codebook().score(kind, mode) == score


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("010", "", ""),
        ("0214", "REQUEST", ""),
        ("057", "SUPPORT", ""),
        ("0811", "CONCEDE", ""),
        ("0841", "RETREAT", "release"),
        ("186", "ASSAULT", "targeted"),
        ("1952", "ASSAULT", "drone"),
    ],
)
def test_cameo_to_plover(code: str, kind: str, mode: str) -> None:
    """Codes lead to the type and mode that docs/codebook.md gives."""
    row = load_codebook().cameo[code]
    assert (row.plover, row.mode) == (kind, mode)


def test_quad_classes_follow_the_score() -> None:
    """Cooperation never has a negative score, conflict never a positive one."""
    for kind in load_codebook().types.values():
        assert kind.score >= 0 if kind.quad in "12" else kind.score <= 0, kind.code


def test_the_general_code_of_a_type_is_of_that_type() -> None:
    book = load_codebook()
    assert all(book.cameo[kind.cameo].plover == kind.code for kind in book.types.values())


@pytest.mark.parametrize(
    ("file", "row", "told"),
    [
        ("modes.csv", "NOSUCH,visit,1.0,plover", "type 'NOSUCH' is unknown"),
        ("types.csv", "AID,2,10.0,yes,,plover", "'AID' stands twice"),
        ("types.csv", "NEW,5,1.0,no,,plover", "Invalid enum value '5'"),
        ("types.csv", "NEW,1,high,no,,plover", "Expected `float`"),
        ("types.csv", "NEW,1,1.0,no,999,plover", "cameo '999' is unknown"),
        ("cameo.csv", "9999,x,999,1,0.0,,,,cameo", "parent '999' is unknown"),
        ("cameo.csv", "9999,x,01,1,0.0,AID,visit,,cameo", "mode 'visit' is unknown"),
        ("cameo.csv", "9999,x,01,1,0.0,AID,,weather,cameo", "context 'weather' is unknown"),
    ],
)
def test_broken_codebook(tmp_path: Path, file: str, row: str, told: str) -> None:
    """The message names the file, the line and what is wrong."""
    folder = tmp_path / "book"
    shutil.copytree(BUNDLED, folder)
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=told.replace("(", r"\(")) as caught:
        load_codebook(folder)
    line = len(path.read_text(encoding="utf-8").splitlines())
    assert f"{file}:{line}" in str(caught.value)
