from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

ROWS = (
    {"id": "1", "text": "the Peruvian army", "country": "PER", "sector": "MIL"},
    {"id": "2", "text": "the Peruvian army", "country": "PER", "sector": "COP"},
)


def test_scores_predictions_and_misses(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(r) + "\n" for r in ROWS), encoding="utf-8")
    outcome = run("eval", "actors", "gold.jsonl", "--misses", "--predictions", "found.jsonl")
    assert outcome.code == 0
    assert "2: the Peruvian army: PER COP wanted, PER MIL found" in outcome.out
    found = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(f["id"], f["country"], f["sector"]) for f in found] == [("1", "PER", "MIL"), ("2", "PER", "MIL")]
    (told,) = json.loads(run("eval", "actors", "gold.jsonl", "-f", "json").out)
    assert told["scores"][1] == {"measure": "sector", "right": 1, "of": 2, "share": 0.5}
