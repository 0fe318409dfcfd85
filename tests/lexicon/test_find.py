from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from onrecord.lexicon.find import Found, find, find_cues, holds
from onrecord.lexicon.load import DATA, TABLES

if TYPE_CHECKING:
    from pathlib import Path


def line_of(found: Found) -> str:
    with open(found.path, encoding="utf-8") as handle:  # noqa: PTH123 - a text path, as it is told to users
        return handle.read().splitlines()[found.line - 1]


def test_rows_of_every_kind_with_file_and_line() -> None:
    found = find("The iranian Foreign Minister spoke to the iaea in Washington")
    refs = {f.ref: f for f in found}
    assert {"country:IRN", "role:foreign minister", "org:IAEA", "country:USA"} <= set(refs)
    assert all(f.surface.split()[0] in line_of(f) for f in found)
    assert "sector=GOV" in refs["role:foreign minister"].codes
    assert refs["org:IAEA"].since == "1957-07-29"
    assert {f.table for f in found} <= set(TABLES)


def test_the_longest_come_first() -> None:
    sizes = [len(f.surface.split()) for f in find("the foreign minister of France")]
    assert sizes == sorted(sizes, reverse=True)


def test_nothing_matches_nothing() -> None:
    assert find("") == find("xqzzy blorp") == []


def test_tables_without_surfaces_are_found_by_their_key() -> None:
    assert {f.table for f in find("press conference")} >= {"venues"}
    assert {f.table for f in find("gov")} >= {"sectors"}


def test_a_users_own_rows_are_found_and_may_have_ended(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("key,name,kind,since,until,source\nDB,Dike Board,agency,1990,1999-05,me\n", encoding="utf-8")
    (found,) = (f for f in find("the Dike Board", extra=[own]) if f.table == "organisations")
    assert (found.path, found.line, found.ref, found.since, found.until) == (str(own), 2, "org:DB", "1990", "1999-05")
    assert found in find("the Dike Board", extra=[own], on=dt.date(1999, 5, 31))
    assert found not in find("the Dike Board", extra=[own], on=dt.date(1999, 6, 1))


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        ("", "", "2000-01-01", True),
        ("2000", "", "2000-01-01", True),
        ("2000-02", "", "2000-01-31", False),
        ("", "2000", "2000-12-31", True),
        ("", "2000", "2001-01-01", False),
        ("1999", "incumbent", "2030-01-01", True),
    ],
)
def test_partial_dates_stand_for_all_their_days(since: str, until: str, day: str, expected: bool) -> None:  # noqa: FBT001 - a case
    found = Found("a", "t", "p", 1, "e", "r", (), "s", since, until)
    assert holds(found, dt.date.fromisoformat(day)) is expected


def test_cues_are_found_by_form_or_base_form_in_their_order() -> None:
    forms = [frozenset(pair) for pair in (("she", "she"), ("made", "make"), ("it", "it"), ("clear", "clear"))]
    refs = {f.ref: f for f in find_cues(forms)}
    assert "verb:make clear" in refs
    assert "verb:make clear" not in {f.ref for f in find_cues(forms[::-1])}
    assert refs["verb:make clear"].path == str(DATA / "cues_verbs.toml")
    assert line_of(refs["verb:make clear"]) == 'lemma = "make clear"'
    assert find_cues([]) == []
