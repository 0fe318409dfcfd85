from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord import store as stores
from onrecord import verify

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


def test_a_damaged_store_is_found_and_what_can_be_saved_is_saved(run: Run, shelf: Path, tmp_path: Path) -> None:
    data = bytearray(shelf.read_bytes())
    with stores.open(shelf) as reader:
        kept = {r.document.id for r in reader.records()}
        lost = min(kept)
        text = reader.record(lost).document.text.encode()
    at = data.index(text)
    data[at : at + 4] = b"XXXX"
    (tmp_path / "bad.sqlite").write_bytes(data)
    outcome = run("doctor", "--repair", "--store", "bad.sqlite")
    assert outcome.code == 6
    assert outcome.out.startswith("lost: ")
    assert lost in outcome.out
    assert outcome.err == "3 reports and 0 other rows saved in bad.repaired.sqlite; bad.sqlite is as it was\n"
    assert (tmp_path / "bad.sqlite").read_bytes() == data
    with stores.open("bad.repaired.sqlite") as reader:
        assert {r.document.id for r in reader.records()} == kept - {lost}
        assert list(verify.verify_store(reader)) == []
    assert run("doctor", "--repair", "--store", "bad.sqlite").code == 5  # the new one is not written over


def test_damage_to_the_file_is_found(run: Run, shelf: Path, tmp_path: Path) -> None:
    data = bytearray(shelf.read_bytes())
    data[-4096:] = bytes(4096)
    (tmp_path / "bad.sqlite").write_bytes(data)
    outcome = run("doctor", "--store", "bad.sqlite")
    assert outcome.code == 1
    assert "doctor --repair" in outcome.out
