from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_says_what_is_installed(run: Run, shelf: Path) -> None:
    outcome = run("doctor", "--store", shelf)
    assert outcome.code == 0
    assert "FAIL" not in outcome.out
    for words in ("onrecord", "Python", "English models", "(auto)", "with FTS5", "4 reports, 5 statements", "cues "):
        assert words in outcome.out
    assert "extra [parquet]" in outcome.out


def test_a_store_that_is_not_made_yet_is_fine(run: Run) -> None:
    outcome = run("doctor")
    assert outcome.code == 0
    assert "not made yet" in outcome.out


def test_a_broken_store_and_a_missing_model_end_with_code_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_text("not a database " * 100, encoding="utf-8")
    (tmp_path / "onrecord.toml").write_text('model = "no_such_model"\n', encoding="utf-8")
    outcome = run("doctor", "--store", "broken.sqlite")
    assert outcome.code == 1
    assert [line.split()[1] for line in outcome.out.splitlines() if line.startswith("FAIL")] == ["model", "store"]
