from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.lexicon.check import check

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "key,name,kind,sector,country,names,source\n"


def remarks(tmp_path: Path, *texts: str) -> list[tuple[str, int, str]]:
    paths = [tmp_path / f"own{number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return [(r.kind, r.line, r.message) for r in check(paths)]


def test_the_built_in_tables_have_no_errors() -> None:
    assert [str(r) for r in check([]) if r.kind == "error"] == []


def test_a_good_file_calls_for_no_remark(tmp_path: Path) -> None:
    assert remarks(tmp_path, HEAD + "DB,Dike Board,agency,GOV,NOR,Board of Dikes,me\n") == []


@pytest.mark.parametrize(
    ("text", "kind", "line", "why"),
    [
        ("colour,source\nred,me\n", "error", 1, "fit 0 of the tables"),
        (HEAD + "DB,Dike Board,agency\n", "error", 2, "3 cells, 7 columns"),
        (HEAD + "DB,Dike Board,agency,QQQ,NOR,,me\n", "error", 2, "sector 'QQQ'"),
        (HEAD + "DB,Dike Board,agency,GOV,QQQ,,me\n", "error", 2, "country 'QQQ'"),
        (HEAD + "DB,Dike Board,agency,,,,me\nDB,Other,agency,,,,me\n", "error", 3, "first on line 2"),
        (HEAD + "DB,Dike Board,agency,,,,me\nDC,Dyke Board,agency,,,Dike Board,me\n", "conflict", 3, "org:DB"),
        (HEAD + "DB,International Atomic Energy Agency,agency,,,,me\n", "conflict", 2, "org:IAEA"),
        (HEAD + "IAEA,Atom Board,agency,,,,me\n", "override", 2, "organisations.csv:"),
    ],
)
def test_each_remark_names_its_line(tmp_path: Path, text: str, kind: str, line: int, why: str) -> None:
    found = remarks(tmp_path, text)
    assert [(k, n, why in message) for k, n, message in found] == [(kind, line, True)]


def test_every_bad_row_is_told(tmp_path: Path) -> None:
    found = remarks(tmp_path, HEAD + "A\nDB,Dike Board,agency,,,,me\nB\n")
    assert [(kind, line) for kind, line, _ in found] == [("error", 2), ("error", 4)]


def test_files_are_checked_against_each_other(tmp_path: Path) -> None:
    own = "iso3,name,demonyms,source\nVES,Vestria,Vestrian,me\n"
    assert remarks(tmp_path, HEAD + "DB,Dike Board,agency,,VES,,me\n", own) == []
    again = remarks(tmp_path, own, own.replace("Vestria,", "Vestria B,"))
    assert [kind for kind, _, _ in again] == ["override"]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    (found,) = check([tmp_path / "none.csv"])
    assert (found.kind, found.line, str(found)) == ("error", 1, f"{tmp_path / 'none.csv'}:1: error: {found.message}")
