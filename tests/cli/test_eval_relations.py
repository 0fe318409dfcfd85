from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

ROWS = (
    {"id": "1", "text": "Peru accused Chile of spying.", "source_spans": [[0, 4]], "target_spans": [[13, 18]]},
    {"id": "2", "text": "Peru threatened to bomb Chile.", "source_spans": [[0, 4]], "target_spans": [[24, 29]]},
)


def test_scores_and_predictions(run: Run, tmp_path: Path) -> None:
    rows = [row | {"root": "ACCUSE"} for row in ROWS]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    outcome = run("eval", "relations", "gold.jsonl", "--predictions", "found.jsonl")
    assert outcome.code == 0
    assert "root       accuracy 0.5000" in outcome.out
    found = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(f["id"], f["root"]) for f in found] == [("1", "ACCUSE"), ("2", "THREATEN")]
    told = json.loads(run("eval", "relations", "gold.jsonl", "-f", "json").out)
    assert told["rows"] == 2
    assert told["levels"][2] == {
        "level": "binary", "accuracy": 1.0, "macro_f1": 1.0,
        "classes": [{"name": "conflict", "gold": 2, "predicted": 2, "right": 2, "f1": 1.0}],
    }  # fmt: skip
