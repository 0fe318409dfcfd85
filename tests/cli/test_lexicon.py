from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

HEAD = "key,name,kind,sector,country,source\n"
ACTORS = "DIKE_BOARD_ [NORGOV]\nORLA_VENN_ [NORGOV 890120-930119]\nNOBODY_ [---]\n"


def own(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def test_check_of_a_good_file(run: Run, tmp_path: Path) -> None:
    outcome = run("lexicon", "check", own(tmp_path, "DB,Dike Board,agency,GOV,NOR,me\n"))
    assert outcome == (0, "", "0 errors, 0 conflicts, 0 overrides\n")


def test_check_lists_overrides_which_are_no_fault(run: Run, tmp_path: Path) -> None:
    path = own(tmp_path, "IAEA,Atom Board,agency,IGO,,me\n")
    outcome = run("lexicon", "check", path)
    assert outcome.code == 0
    assert outcome.out.startswith(f"{path}:2: override: 'IAEA' replaces organisations.csv:")


def test_check_ends_with_code_2_for_errors_and_conflicts(run: Run, tmp_path: Path) -> None:
    for rows in ("DB,Dike Board,agency,QQQ,NOR,me\n", "DB,International Atomic Energy Agency,agency,,,me\n"):
        path = own(tmp_path, rows)
        outcome = run("lexicon", "check", path)
        assert outcome.code == 2
        assert outcome.out.startswith(f"{path}:2: ")


def test_check_of_the_built_in_tables(run: Run) -> None:
    assert run("lexicon", "check").code == 0


def test_find_shows_entries_of_all_tables_and_cues(run: Run) -> None:
    outcome = run("lexicon", "find", "The IAEA denied it", "--format", "jsonl")
    refs = {json.loads(line)["ref"] for line in outcome.out.splitlines()}
    assert (outcome.code, {"org:IAEA", "verb:deny"} <= refs) == (0, True)
    table = run("lexicon", "find", "The IAEA denied it")
    assert "org:IAEA" in table.out
    assert "verb:deny" in table.out
    assert json.loads(run("lexicon", "find", "IAEA", "--format", "json").out)[0]["entry"] == "IAEA"


def test_find_reads_own_files_and_days(run: Run, tmp_path: Path) -> None:
    path = own(tmp_path, "DB,Dike Board,agency,GOV,NOR,me\n")
    path.write_text(path.read_text("utf-8").replace("country,", "country,until,").replace("NOR,", "NOR,1999,"), "utf-8")
    asked = ("lexicon", "find", "Dike Board", "--lexicon", path)
    assert "org:DB" in run(*asked, "--on", "1999-12-31").out
    assert run(*asked, "--on", "2000-01-01").out.count("org:DB") == 0


def test_find_of_nothing_ends_with_code_4(run: Run) -> None:
    assert run("lexicon", "find", "xqzzy") == (4, "", "")


def test_explain_tells_what_is_read_and_what_is_not_used(run: Run) -> None:
    outcome = run("lexicon", "explain", "The Iranian foreign minister denied the report.", "--on", "2020-01-01")
    assert outcome.code == 0
    assert "country IRN, sector GOV" in outcome.out
    assert "verb:deny" in outcome.out
    assert "role:minister" in outcome.out.partition("not used")[2]
    told = json.loads(run("lexicon", "explain", "the Kremlin", "--format", "json").out)
    assert {"name": "country", "value": "RUS"} in told["readings"][0]["facts"]


def test_explain_of_nothing_ends_with_code_4(run: Run) -> None:
    outcome = run("lexicon", "explain", "xqzzy")
    assert (outcome.code, outcome.out) == (4, "nothing is read in these words\n")


def test_import_writes_tables_that_check_and_find_take(run: Run, tmp_path: Path) -> None:
    actors = tmp_path / "actors.txt"
    actors.write_text(ACTORS, encoding="utf-8")
    outcome = run("lexicon", "import", "--from", "petrarch", actors, "--out", tmp_path / "tables")
    assert outcome.code == 3
    assert f"{actors}:3: code '---' names nobody" in outcome.err
    assert outcome.err.endswith("2 rows, 1 lines failed\n")
    table = tmp_path / "tables" / "organisations.csv"
    assert run("lexicon", "check", table).code == 0
    assert "org:dike-board" in run("lexicon", "find", "Dike Board", "--lexicon", table).out


def test_import_of_nothing_ends_with_code_4(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    outcome = run("lexicon", "import", "--from", "ftm", empty, "-o", tmp_path / "tables")
    assert (outcome.code, (tmp_path / "tables").exists()) == (4, False)


def test_import_of_a_missing_file_ends_with_code_2(run: Run, tmp_path: Path) -> None:
    assert run("lexicon", "import", "--from", "ftm", tmp_path / "none", "-o", tmp_path / "tables").code == 2
