"""The scorer of the type between two marked parties."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.relations import ROOTS
from onrecord.errors import EvalError
from onrecord.eval.relations import run, score, to_rows
from onrecord.lexicon.codebook import load_codebook

if TYPE_CHECKING:
    from pathlib import Path

BOOK = load_codebook()
TEXT = "Iran accused Israel of sabotage."


def test_three_levels() -> None:
    gold = ["AID", "AID", "YIELD", "ASSAULT"]
    root, quad, binary = score(gold, ["AID", "YIELD", "YIELD", "ACCUSE"], BOOK)
    assert (root.accuracy, quad.accuracy, binary.accuracy) == (0.5, 0.75, 1.0)
    assert {c.name: round(c.f1, 3) for c in root.classes} == {
        "ACCUSE": 0, "AID": 0.667, "ASSAULT": 0, "YIELD": 0.667,
    }  # fmt: skip
    assert root.macro_f1 == pytest.approx((0.667 * 2) / 4, abs=1e-3)
    assert {c.name for c in quad.classes} == {"2", "3", "4"}
    assert {(c.name, c.gold, c.right) for c in binary.classes} == {("cooperation", 3, 3), ("conflict", 1, 1)}


@given(st.lists(st.sampled_from(ROOTS), min_size=1))
def test_what_is_right_at_a_finer_level_is_right_at_a_coarser_one(gold: list[str]) -> None:
    levels = score(gold, gold[1:] + gold[:1], BOOK)
    assert [level.accuracy for level in levels] == sorted(level.accuracy for level in levels)
    assert all(level.accuracy == level.macro_f1 == 1 for level in score(gold, gold, BOOK))


def test_a_gold_file_is_read_told_and_scored(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "text": TEXT, "source_spans": [[0, 4]], "target_spans": [[13, 19]], "root": "ACCUSE", "quad": 3},
        {"id": "2", "text": TEXT, "source_spans": [], "target_spans": [], "root": "AID"},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = io.StringIO()
    report = run(path, predictions=out)
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(t["id"], t["root"]) for t in told] == [("1", "ACCUSE"), ("2", "ACCUSE")]
    assert all(0 < t["chance"] <= 1 for t in told)
    assert report.rows == 2
    assert report.levels[0].accuracy == 0.5
    assert [row["level"] for row in to_rows(report)] == ["root", "quad", "binary"]


@pytest.mark.parametrize("line", ["{}", "no json", '{"id": "1", "text": "a", "root": 1}'])
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(EvalError, match=r"gold\.jsonl:1"):
        run(path)
