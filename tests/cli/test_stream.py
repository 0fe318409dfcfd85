from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from onrecord import store as stores
from said import report

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_what_was_read_last_comes_first(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "stream.sqlite"
    with stores.open(path, mode="write") as store:
        for number in range(3):
            store.write(report(f"word {number}", days=-number))
    outcome = run("stream", "--limit", "2", "--store", path)
    assert outcome.code == 0
    assert [line for line in outcome.out.splitlines() if "say:" in line] == [
        "    Ann Lee say: word 2",
        "    Ann Lee say: word 1",
    ]
    found = json.loads(run("stream", "-f", "json", "-s", path).out)
    assert [each["number"] for each in found] == [3, 2, 1]
    later = [json.loads(line) for line in run("stream", "--after", "2", "-f", "jsonl", "-s", path).out.splitlines()]
    assert later == found[:1]
    rows = list(csv.DictReader(io.StringIO(run("stream", "-f", "csv", "-s", path).out)))
    assert [row["id"] for row in rows] == [each["document"]["id"] for each in found]
    assert run("stream", "--after", "3", "-s", path) == (4, "", "nothing found\n")
