from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

GOLD: tuple[dict[str, Any], ...] = (
    {"doc_id": "a", "text": "The judge acquitted the banker.", "main": "legal"},
    {"doc_id": "b", "text": "The vaccine against measles arrived.", "main": "economic", "also": ["health"]},
    {"doc_id": "c", "text": "The earthquake destroyed a village.", "main": "legal"},
    {"doc_id": "d", "text": "The kettle stood on the table all day.", "main": "none"},
)


def write(path: Path, rows: tuple[dict[str, Any], ...]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_counts_main_contexts_and_names_the_misses(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "gold.jsonl", GOLD)
    outcome = run("eval", "topics", "gold.jsonl", "--misses")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "4 documents",
        "right          3  75.0 per cent",
        "first choice   2",
        "c: legal wanted, disasters found: earthquake",
    ]
    told = json.loads(run("eval", "topics", "gold.jsonl", "-f", "json").out)
    assert told == {"documents": 4, "right": 3, "strict": 2, "misses": []}


def test_an_unknown_context_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "gold.jsonl", (*GOLD[:1], {**GOLD[1], "also": ["healthy"]}))
    outcome = run("eval", "topics", "gold.jsonl")
    assert outcome.code == 2
    assert "error [bad-gold]: gold.jsonl:2: context 'healthy' is not defined" in outcome.err
