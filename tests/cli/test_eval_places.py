from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

TEXT = "Nurses in Paris, Texas, met doctors of Kenya."


def test_scores_predictions_and_misses(run: Run, tmp_path: Path) -> None:
    row = {"doc_id": "1", "text": TEXT, "places": [
        {"start": 10, "end": 15, "lat": 33.66, "lon": -95.56, "country": "USA"},
        {"start": 0, "end": 6, "country": "PER", "is_country": True},
    ]}  # fmt: skip
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    outcome = run("eval", "places", "gold.jsonl", "--misses", "--predictions", "found.jsonl")
    assert outcome.code == 0
    assert "1:0: Nurses: PER None None wanted, nothing found" in outcome.out
    (found,) = (json.loads(ln) for ln in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines())
    assert {TEXT[p["start"] : p["end"]] for p in found["places"]} == {"Paris", "Texas", "Kenya"}
    told = json.loads(run("eval", "places", "gold.jsonl", "-f", "json").out)
    assert told["scores"][1] == {"measure": "recall", "value": 0.5}
