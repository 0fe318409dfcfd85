from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from onrecord.eval.events import DyadScore

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

GOLD = (
    {"id": "1", "text": "Norway accused Iceland.", "date": "20240506",
     "expected": [{"source": "NRW", "target": "ICE", "event": "112"}]},
    {"id": "2", "text": "Norway praised the Icelandic army.", "date": None,
     "expected": [{"source": "NRW", "target": "ICE", "event": "051"}, {"source": "---", "target": "", "event": "010"}]},
)  # fmt: skip
ACTORS = ({"name": "NORWAY", "code": "NRW"}, {"name": "ICELAND", "code": "ICE"}, {"name": "ICELANDIC", "code": "ICE"})
AGENTS = ({"name": "ARMY", "code": "~MIL", "position": "suffix", "plurals": []},)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, rows in (("gold", GOLD), ("actors", ACTORS), ("agents", AGENTS)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return tmp_path


def test_scores_predictions_and_misses(run: Run, files: Path) -> None:
    given = ("gold.jsonl", "--actors", "actors.jsonl", "--agents", "agents.jsonl")
    outcome = run("eval", "events", *given, "--misses", "--predictions", "found.jsonl")
    assert outcome.code == 0
    assert "2 sentences, 1 exact" in outcome.out
    assert "missed NRW 051 ICE, --- 010 , wrong NRW 051 ICEMIL" in outcome.out
    found = [json.loads(line) for line in (files / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert found[1] == {"id": "2", "events": [{"source": "NRW", "target": "ICEMIL", "event": "051"}]}
    told = json.loads(run("eval", "events", *given, "-f", "json").out)
    scores = {row["measure"]: (row["right"], row["found"], row["wanted"]) for row in told["scores"]}
    assert scores["triple"] == (1, 2, 3)
    assert scores["dyad of countries"] == (2, 2, 3)


@pytest.mark.usefixtures("files")
def test_what_is_no_date_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps({**GOLD[0], "date": "yesterday"}), encoding="utf-8")
    outcome = run("eval", "events", "gold.jsonl")
    assert outcome.code != 0
    assert "gold.jsonl:1" in outcome.err
    assert "'yesterday' is no date" in outcome.err


def test_f1_of_nothing_is_zero() -> None:
    assert DyadScore("triple", 0, 0, 0).f1 == 0
