from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_a_sound_store_says_so(run: Run, shelf: Path) -> None:
    assert run("verify", shelf) == (0, f"{shelf}: 4 reports, 5 statements, all hold\n", "")


def test_a_changed_row_is_named_and_ends_with_code_6(run: Run, shelf: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copy(shelf, copy)
    with sqlite3.connect(copy) as db:
        db.execute("UPDATE documents SET text = replace(text, 'failed', 'flowed') WHERE location = 'road.txt'")
        (changed,) = db.execute("SELECT id FROM documents WHERE location = 'road.txt'").fetchone()
    db.close()
    outcome = run("verify", copy)
    assert outcome.code == 6
    assert changed in outcome.out
    assert "faults" in outcome.err


def test_no_store_ends_with_code_5(run: Run, tmp_path: Path) -> None:
    assert run("verify", tmp_path / "none.sqlite").code == 5
