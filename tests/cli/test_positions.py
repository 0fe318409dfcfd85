from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from said import report

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of what one person says of one union, with a reversal and a phrase."""
    path = tmp_path_factory.mktemp("told") / "told.sqlite"
    with stores.open(path, mode="write") as store:
        for made in (
            report("we sign the old harbour treaty", score=0.8, act="promise", country="NOR", sector="GOV"),
            report("=we reject the old harbour treaty", score=-0.8, act="reject", days=30, country="NOR", sector="GOV"),
            report("nothing of the kind", day=None, country="NOR"),
        ):
            store.write(made)
    return path


def test_a_table_for_people(run: Run, told: Path) -> None:
    outcome = run("positions", "Lee", "--on", "Bolt Union", "--store", told)
    assert outcome.code == 0
    flat = " ".join(outcome.out.split())
    for words in (
        "Lee on Bolt Union 3 statements · 2024-05-06 to 2024-06-05 · 1 for, 1 against · promise 1, reject 1, say 1",
        "2024-05 1 1 0 0 promise 1",
        "reversals · showing 1 of 1 reversal of stance and act on Bolt Union, by Ann Lee · score",
        "repeated phrases · showing 1 of 1 old harbour treaty 2 reports, 2 days · 2024-05-06 to 2024-06-05 · Ann Lee",
        "statements · showing 2 of 2",
        "undated · showing 1 of 1",
    ):
        assert words in flat
    assert outcome.err == "3 reports not compared with others yet; `onrecord copies` does it\n"


@pytest.mark.parametrize(("part", "without"), [("periods", "reversal of"), ("reversals", "by period")])
def test_a_table_of_one_list(run: Run, told: Path, part: str, without: str) -> None:
    outcome = run("positions", "Lee", "--list", part, "--store", told)
    assert outcome.code == 0
    assert without not in outcome.out


def test_json_has_all(run: Run, told: Path) -> None:
    found = json.loads(run("positions", "Norway", "--official", "-f", "json", "-s", told).out)
    assert found["actor"] == {"asked": "Norway", "level": "country", "value": "NOR"}
    assert [row["day"] for row in found["statements"]["rows"]] == ["2024-06-05", "2024-05-06"]
    assert found["reversals"]["rows"][0]["voice"] == "NOR"
    assert found["undated"]["total"] == 0


@pytest.mark.parametrize(("part", "number"), [("statements", 2), ("undated", 1), ("periods", 2), ("reversals", 1)])
def test_rows_for_programs(run: Run, told: Path, part: str, number: int) -> None:
    lines = run("positions", "Lee", "--list", part, "-f", "jsonl", "-s", told).out.splitlines()
    rows = list(csv.reader(io.StringIO(run("positions", "Lee", "--list", part, "-f", "csv", "-s", told).out)))
    assert (len(lines), len(rows) - 1) == (number, number)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert run("positions", "Lee", "--list", part, "-f", "json", "-s", told).out.startswith("[\n")


def test_csv_keeps_lists_in_cells_and_spreadsheets_safe(run: Run, told: Path) -> None:
    (reversal,) = csv.DictReader(
        io.StringIO(run("positions", "Lee", "--list", "reversals", "-f", "csv", "-s", told).out)
    )
    assert reversal["before_content"] == "we sign the old harbour treaty"
    assert reversal["after_content"] == "'=we reject the old harbour treaty"
    periods = list(
        csv.DictReader(io.StringIO(run("positions", "Lee", "--list", "periods", "-f", "csv", "-s", told).out))
    )
    assert [row["acts"] for row in periods] == ["promise 1", "reject 1"]


def test_subjects_and_days(run: Run, told: Path) -> None:
    arguments = ("positions", "Lee", "--words", "treaty", "--since", "2024-06-01", "--until", "2024-06-30")
    assert len(run(*arguments, "-f", "jsonl", "-s", told).out.splitlines()) == 1
    assert run("positions", "Lee", "--topic", "weather", "-s", told).code == 2
    assert run("positions", "Lee", "--by", "decade", "-s", told).code == 2


@pytest.mark.parametrize("arguments", [("Nobody",), ("Lee", "--on", "Cape League"), ("Lee", "--words", "zeppelin")])
def test_nothing_found_ends_with_code_4(run: Run, told: Path, arguments: tuple[str, ...]) -> None:
    assert run("positions", *arguments, "--store", told) == (4, "", "nothing found\n")
