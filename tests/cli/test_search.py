from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_says_how_many_of_how_many(run: Run, shelf: Path) -> None:
    outcome = run("search", "road", "--limit", "2", "--store", shelf)
    assert outcome.code == 0
    assert outcome.out.endswith("\nshowing 2 of 4\n")


def test_numbers_go_on_after_an_offset(run: Run, shelf: Path) -> None:
    outcome = run("search", "road", "--limit", "2", "--offset", "2", "--store", shelf)
    assert outcome.out.endswith("\nshowing 3-4 of 4\n")
    assert "\n3  " in outcome.out


def test_each_row_names_speaker_codes_and_report(run: Run, shelf: Path) -> None:
    outcome = run("search", "failed", "--store", shelf)
    for words in (
        "Ann Lee",
        "NOR GOV",
        "2024-05-05",
        "the talks about the road had failed",
        "Road talks fail · Example Daily",
    ):
        assert words in outcome.out


@pytest.mark.parametrize(
    ("options", "total"),
    [
        ((), 5),
        (("--speaker", "lee"), 1),
        (("--country", "nor"), 1),
        (("--since", "2024-05-06"), 3),
        (("--until", "2024-05-05"), 2),
        (("any",), 1),
        (("the", "road", "--speaker", "Cara"), 1),
        (('"the road will"',), 1),
    ],
)
def test_filters(run: Run, shelf: Path, options: tuple[str, ...], total: int) -> None:
    outcome = run("search", *options, "--format", "jsonl", "--store", shelf)
    assert len(outcome.out.splitlines()) == total


def test_formats_give_the_same_statements(run: Run, shelf: Path) -> None:
    lines = [json.loads(line) for line in run("search", "road", "-f", "jsonl", "-s", shelf).out.splitlines()]
    assert json.loads(run("search", "road", "-f", "json", "-s", shelf).out) == lines
    rows = csv.DictReader(io.StringIO(run("search", "road", "-f", "csv", "-s", shelf).out))
    assert [row["id"] for row in rows] == [line["id"] for line in lines]


def test_nothing_found_ends_with_code_4(run: Run, shelf: Path) -> None:
    outcome = run("search", "zeppelin", "--store", shelf)
    assert outcome == (4, "", "nothing found\n")


def test_nothing_found_is_still_json(run: Run, shelf: Path) -> None:
    assert run("search", "zeppelin", "-f", "json", "--store", shelf)[:2] == (4, "[]\n")


def test_a_page_past_the_end_is_no_failure(run: Run, shelf: Path) -> None:
    outcome = run("search", "road", "--offset", "50", "--store", shelf)
    assert outcome == (0, "showing 0 of 4\n", "")


@pytest.mark.parametrize("words", ["***", '""'])
def test_a_query_without_words_ends_with_code_2(run: Run, shelf: Path, words: str) -> None:
    outcome = run("search", words, "--store", shelf)
    assert outcome.code == 2
    assert "error [bad-query]" in outcome.err


def test_no_store_ends_with_code_5(run: Run, tmp_path: Path) -> None:
    outcome = run("search", "road", "--store", tmp_path / "none.sqlite")
    assert outcome.code == 5
    assert "error [store]" in outcome.err
    assert "→ `onrecord read` makes a store" in outcome.err


def test_a_file_that_is_no_store_ends_with_code_5(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("not a database " * 100)
    assert run("search", "road", "--store", tmp_path / "text.sqlite").code == 5


def test_a_day_that_is_none_ends_with_code_2(run: Run, shelf: Path) -> None:
    assert run("search", "--since", "yesterday", "--store", shelf).code == 2
