"""The scorer of actors' words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.errors import EvalError
from onrecord.eval.actors import run
from onrecord.lexicon import Lexicon, load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def written(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_rows_in_plover_codes(tmp_path: Path, lexicon: Lexicon) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "1", "text": "the Peruvian army", "country": "PER", "sector": "MIL"},
        {"id": "2", "text": "the Peruvian army", "country": "PER", "sector": "COP"},
        {"id": "3", "text": "the army", "context": "Peru", "country": "PER", "sector": None},
        {"id": "4", "text": "a wooden bridge", "no_actor": True},
        {"id": "5", "text": "the Peruvian army", "country": "CHL", "skip": True},
        {"id": "6", "text": "Barack Obama", "date": "3 May 2012", "country": "USA", "sector": "GOV"},
    ]
    report = run(written(tmp_path, rows), lexicon=lexicon)
    assert {s.measure: (s.right, s.of) for s in report.scores} == {
        "country": (4, 4), "sector": (2, 3), "both": (2, 3), "no actor": (1, 1),
    }  # fmt: skip
    assert [m.id for m in report.misses] == ["2"]
    assert [p.id for p in report.predictions] == ["1", "2", "3", "4", "5", "6"]


def test_rows_with_roles(tmp_path: Path, lexicon: Lexicon) -> None:
    day = "2012-05-03"
    rows: list[dict[str, Any]] = [
        {"id": "1", "surface": "Peruvian police", "date": day, "country": "PER", "roles": ["COP"], "category": "a"},
        {"id": "2", "surface": "Madrid", "date": day, "country": "ESP", "roles": ["GOV"], "category": "a"},
        {"id": "3", "surface": "Madrid", "date": day, "country": "ESP", "roles": [], "code": "ESP", "category": "b"},
        {"id": "4", "surface": "Xyzzy", "date": day, "country": "ESP", "roles": ["GOV"], "category": "b"},
    ]
    report = run(written(tmp_path, rows), lexicon=lexicon)
    scores = {s.measure: (s.right, s.of) for s in report.scores}
    assert (scores["joint"], scores["a joint"], scores["b joint"], scores["b role"]) == ((3, 4), (2, 2), (1, 2), (1, 2))
    assert [(m.id, m.wanted, m.found) for m in report.misses] == [("4", "ESP GOV", "- -")]


@pytest.mark.parametrize("line", ["{}", "[]", "no json", '{"surface": "x"}'])
def test_other_files_are_refused_with_their_line(tmp_path: Path, lexicon: Lexicon, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(EvalError, match=r"gold\.jsonl:1"):
        run(path, lexicon=lexicon)
