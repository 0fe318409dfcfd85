from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

TEXT = "The envoy left on Tuesday."
GOLD = {
    "doc_id": "a",
    "text": TEXT,
    "dct": "2013-03-22",
    "timex": [{"start": 18, "end": 25, "type": "DATE", "value": "2013-03-18"}],
}


def test_scores_and_misses(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    outcome = run("eval", "time", "gold.jsonl", "--misses", "--predictions", "out.jsonl")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "1 documents, 1 times, 1 found"
    assert lines[2].split() == ["strict", "100.0", "100.0", "100.0"]
    assert lines[-1] == "a:18: Tuesday: 2013-03-18 wanted, 2013-03-19 read"
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["timex"][0]["value"] == "2013-03-19"


def test_as_json(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    told = json.loads(run("eval", "time", "gold.jsonl", "--format", "json").out)
    assert (told["gold"], told["predicted"], told["value_of_found"], told["misses"]) == (1, 1, 0.0, [])


def test_no_such_file(run: Run) -> None:
    assert run("eval", "time", "gold.jsonl").code != 0
