from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_a_table_for_people(run: Run, shelf: Path) -> None:
    outcome = run("stats", "--store", shelf, "--versions")
    assert outcome.code == 0
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
    assert lines[0] == "4 reports · 5 statements · 0 events · 0 failures"
    assert lines[1] == "published 2024-05-06 to 2024-05-06 · 1 later version · 4 not compared yet"
    for line in ("statements with a speaker 4 80%", "2024-05 4 5 0", "Example Daily 4", "test-model 1 4"):
        assert line in lines
    assert "onrecord 0, lexicon none 4" in lines


def test_a_list_that_is_cut_says_so(run: Run, shelf: Path) -> None:
    lines = [" ".join(line.split()) for line in run("stats", "-n", "1", "--store", shelf).out.splitlines()]
    assert "3 more 3" in lines, "of three speakers and nobody"


def test_rows_for_programs(run: Run, shelf: Path) -> None:
    assert json.loads(run("stats", "-f", "json", "-s", shelf).out)["statements"] == 5
    rows = list(csv.DictReader(io.StringIO(run("stats", "-f", "csv", "-s", shelf).out)))
    lines = [json.loads(line) for line in run("stats", "-f", "jsonl", "-s", shelf).out.splitlines()]
    assert {"what": "statements", "value": "", "number": "5"} in rows
    assert {"what": "models", "value": "test-model 1", "number": 4} in lines
    assert len(rows) == len(lines)


def test_an_empty_store_ends_with_code_4(run: Run, tmp_path: Path) -> None:
    from onrecord import store as stores  # noqa: PLC0415 - used here alone

    stores.open(tmp_path / "empty.sqlite", mode="write").close()
    assert run("stats", "--store", tmp_path / "empty.sqlite") == (4, "", "the store is empty\n")
