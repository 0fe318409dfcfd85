from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

TEXT = 'Ann Lee met Bob Roe. Roe said that the road would open. "I am glad," he added.'


def subject(words: str, kind: str, cluster: str, *, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"head": [start, start + len(words)], "kind": kind, "cluster": cluster}


GOLD = {
    "doc_id": "a",
    "text": TEXT,
    "genre": "news",
    "mentions": [subject("Lee", "name", "1"), subject("Roe", "name", "2"), subject("Roe", "name", "2", nth=1)],
    "speakers": [
        subject("Roe", "name", "2", nth=1),
        subject("he ", "pronoun", "2", nth=1) | {"head": [TEXT.index("he added"), TEXT.index("he added") + 2]},
        subject("I", "pronoun", "1"),
        subject("road", "nominal", "3"),
    ],
}


def test_counts_right_subjects_and_names_the_misses(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    outcome = run("eval", "coref", "gold.jsonl", "--misses")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[:2] == ["1 documents", "subjects       2 right of 3"]
    assert "pronouns       1 right of 2" in lines
    assert lines[-1] == f"a:{TEXT.index('I am')}: I: Lee wanted, Bob Roe found"


def test_a_genre_that_no_document_has_scores_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    result = json.loads(run("eval", "coref", "gold.jsonl", "--genre", "speech", "-f", "json").out)
    assert result["documents"] == 0
    assert result["scores"][0] == {"measure": "subjects", "right": 0, "of": 0}


def test_a_bad_gold_file_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"doc_id": "a"}\n', encoding="utf-8")
    outcome = run("eval", "coref", "gold.jsonl")
    assert outcome.code == 2
    assert "error [bad-gold]: gold.jsonl:1: " in outcome.err
