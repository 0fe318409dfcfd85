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
def outlets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two outlets, one of which quotes somebody without a name."""
    path = tmp_path_factory.mktemp("outlets") / "outlets.sqlite"
    with stores.open(path, mode="write") as store:
        store.write(report("yes", country="NOR", sector="GOV"))
        store.write(report("no", by="", source="a diplomat", anonymous="diplomat", days=40))
        store.write(report("so", outlet="=Quessa", country="FIN"))
    return path


def test_a_table_for_people(run: Run, outlets: Path) -> None:
    outcome = run("sources", "--store", outlets)
    assert outcome.code == 0
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]
    assert lines[1] == "all 3 3 67% 33% 0% FIN 1, NOR 1, not known 1"
    assert lines[2] == "Lorvik Post 2 2 100% 50% 0% NOR 1, not known 1"
    assert lines[-1] == "showing 2 of 2 rows"
    assert outcome.err == "3 reports not compared with others yet; `onrecord copies` does it\n"


def test_rows_for_programs(run: Run, outlets: Path) -> None:
    found = json.loads(run("sources", "--by", "month", "-f", "json", "-s", outlets).out)
    assert [row["value"] for row in found["page"]["rows"]] == ["2024-05", "2024-06"]
    lines = [
        json.loads(line) for line in run("sources", "--by", "month", "-f", "jsonl", "-s", outlets).out.splitlines()
    ]
    assert lines == found["page"]["rows"]
    rows = list(csv.DictReader(io.StringIO(run("sources", "-f", "csv", "-s", outlets).out)))
    assert [(row["value"], row["types"], row["countries"]) for row in rows] == [
        ("Lorvik Post", "diplomat 1", "NOR 1"),
        ("'=Quessa", "", "FIN 1"),
    ]


def test_one_outlet(run: Run, outlets: Path) -> None:
    outcome = run("sources", "--outlet", "=Quessa", "--by", "speaker", "-f", "jsonl", "-s", outlets)
    assert [json.loads(line)["value"] for line in outcome.out.splitlines()] == ["Ann Lee"]
    assert run("sources", "--outlet", "Nowhere", "-s", outlets) == (4, "", "nothing found\n")
    assert run("sources", "--by", "weather", "-s", outlets).code == 2
