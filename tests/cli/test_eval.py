from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

TEXT = "Ann Lee said that the road would open soon."
GOLD = {
    "doc_id": "a",
    "text": TEXT,
    "attributions": [{"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 42]]}],
}


def test_scores_against_a_gold_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    outcome = run("eval", "attribution", "gold.jsonl", "--predictions", "found.jsonl")
    assert outcome.code == 0
    assert outcome.out.splitlines()[0] == "1 documents"
    assert "combined       100.0   100.0  100.0" in outcome.out
    found = json.loads((tmp_path / "found.jsonl").read_text(encoding="utf-8"))
    assert found["doc_id"] == "a"
    assert found["attributions"][0]["source"] == [[0, 7]]


def test_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    result = json.loads(run("eval", "attribution", "gold.jsonl", "-f", "json").out)
    assert result["documents"] == 1
    assert result["scores"][0] == {"measure": "combined", "precision": 100.0, "recall": 100.0, "f1": 100.0}


def test_a_bad_gold_file_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + '\n{"doc_id": 1}\n', encoding="utf-8")
    outcome = run("eval", "attribution", "gold.jsonl")
    assert outcome.code == 2
    assert "error [bad-gold]: gold.jsonl:2: " in outcome.err
