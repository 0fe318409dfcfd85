from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import store as stores

import factories

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

FULL = "We will answer every attack on our harbours, and those who ordered it will pay a heavy price"
CUT = "those who ordered it will pay a dear price"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three reports of one quotation, one of them with another speaker."""
    path = tmp_path_factory.mktemp("said") / "said.sqlite"
    reports = (
        (CUT, "Ann Lee", "Lorvik Post", 1),
        (FULL, "Ann Lee", "Tarnby Times", 2),
        (FULL, "Bob Roe", "=Quessa", 3),
    )
    with stores.open(path, mode="write") as store:
        for words, speaker, outlet, day in reports:
            made = factories.record(
                f'"{{T:{words}}}," {{S:{speaker}}} {{C:said}}.', outlet=outlet, published=dt.date(2024, 5, day)
            )
            store.write(replace(made, statements=tuple(replace(s, kind="direct") for s in made.statements)))
    return path


def test_a_quotation_with_its_first_appearance_spread_and_wordings(run: Run, said: Path) -> None:
    outcome = run("quotations", "heavy", "price", "--store", said)
    assert outcome.code == 0
    flat = " ".join(outcome.out.split())
    for words in (
        f"“{FULL}”",
        "(given to different speakers)",
        "3 reports · 3 outlets · 2 wordings · 2024-05-01 to 2024-05-03",
        "2024-05-01 · Lorvik Post · Ann Lee",
        "[-heavy-]{+dear+}",
    ):
        assert words in flat
    assert flat.index("Lorvik Post") < flat.index("Tarnby Times")
    assert outcome.out.endswith("\nshowing 1 of 1 quotation\n")


def test_formats(run: Run, said: Path) -> None:
    (line,) = [json.loads(line) for line in run("quotations", "-f", "jsonl", "-s", said).out.splitlines()]
    assert (line["words"], line["disputed"], line["reports"]) == (FULL, True, 3)
    assert json.loads(run("quotations", "-f", "json", "-s", said).out) == [line]
    rows = list(csv.DictReader(io.StringIO(run("quotations", "-f", "csv", "-s", said).out)))
    assert [row["words"] for row in rows] == [CUT, FULL, FULL]
    assert {row["quotation"] for row in rows} == {line["id"]}
    assert rows[2]["outlet"] == "'=Quessa", "a spreadsheet must not take it for a formula"


@pytest.mark.parametrize("arguments", [("zeppelin",), ("--speaker", "Nobody"), ("--reports", "4")])
def test_nothing_found_ends_with_code_4(run: Run, said: Path, arguments: tuple[str, ...]) -> None:
    assert run("quotations", *arguments, "--store", said) == (4, "", "nothing found\n")


def test_a_speaker_is_found_by_surname(run: Run, said: Path) -> None:
    assert run("quotations", "--speaker", "roe", "--store", said).code == 0
