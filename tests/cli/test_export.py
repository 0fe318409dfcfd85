from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from onrecord import store as stores

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_records_go_out_and_come_back_the_same(run: Run, shelf: Path, tmp_path: Path) -> None:
    out = run("export", "jsonl", "--out", "all.jsonl", "--store", shelf)
    assert (out.code, out.out, out.err) == (0, "", "4 records written to all.jsonl\n")
    back = run("import", "all.jsonl", "--store", "copy.sqlite")
    assert (back.code, back.err) == (0, "4 records\nStore: copy.sqlite\n")
    with stores.open(shelf) as one, stores.open(tmp_path / "copy.sqlite") as other:
        assert list(one.records()) == list(other.records())


def test_without_a_file_the_data_is_on_standard_output(run: Run, shelf: Path) -> None:
    assert run("export", "jsonl", "--store", shelf).out.count("\n") == 4


def test_csv_has_a_row_for_each_statement(run: Run, shelf: Path, tmp_path: Path) -> None:
    assert run("export", "csv", "--out", "all.csv", "--store", shelf).err == "5 statements written to all.csv\n"
    with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as file:
        assert [row["speaker"] for row in csv.DictReader(file)] == ["Ann Lee", "", "Bob Roe", "Cara", "Cara"]


def test_no_half_file_is_left_under_the_name(run: Run, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").mkdir()
    outcome = run("export", "jsonl", "--out", "all.jsonl", "--store", shelf)
    assert outcome.code == 1
    assert outcome.err.startswith("onrecord: error [os]: ")


def test_importing_what_is_no_record_names_the_line(run: Run, shelf: Path, tmp_path: Path) -> None:
    good = run("export", "jsonl", "--store", shelf).out.splitlines(keepends=True)[0]
    (tmp_path / "some.jsonl").write_text(good + '{"a": 1}\n', encoding="utf-8")
    outcome = run("import", "some.jsonl", "--store", "copy.sqlite")
    assert outcome.code == 3
    assert "some.jsonl#2: not a record" in outcome.err


def test_importing_what_does_not_hold_ends_with_code_6(run: Run, shelf: Path, tmp_path: Path) -> None:
    line = run("export", "jsonl", "--store", shelf).out.splitlines(keepends=True)[0]
    (tmp_path / "false.jsonl").write_text(line.replace('"exact":"Ann Lee"', '"exact":"Eve Lee"'), encoding="utf-8")
    outcome = run("import", "false.jsonl", "--store", "copy.sqlite")
    assert outcome.code == 6
    assert "error [unverified]" in outcome.err
