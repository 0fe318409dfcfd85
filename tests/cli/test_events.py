from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_lists_events_with_their_report(run: Run, visits: Path) -> None:
    outcome = run("events", "--actor", "Fox", "--store", visits)
    assert outcome.code == 0
    assert "Dee Fox" in outcome.out
    assert "according to Ann Lee" in outcome.out
    assert "showing 1-1 of 1\n" in outcome.out


def test_countries_may_be_named(run: Run, visits: Path) -> None:
    outcome = run("events", "--actor-country", "Finnish", "--recipient-country", "Norway", "-f", "jsonl", "-s", visits)
    (row,) = map(json.loads, outcome.out.splitlines())
    assert (row["actor_country"], row["type"], row["recipient_country"]) == ("FIN", "CONSULT", "NOR")


def test_json_and_csv_hold_the_same(run: Run, visits: Path) -> None:
    (row,) = json.loads(run("events", "-f", "json", "-s", visits).out)
    (cells,) = csv.DictReader(io.StringIO(run("events", "-f", "csv", "-s", visits).out))
    assert list(row) == list(cells)
    assert cells["trigger"] == row["trigger"] == "visit"


def test_none_ends_with_code_4(run: Run, visits: Path) -> None:
    outcome = run("events", "--type", "ASSAULT", "--store", visits)
    assert (outcome.code, outcome.out, outcome.err) == (4, "", "nothing found\n")


def test_what_cannot_be_asked_is_a_clear_error(run: Run, visits: Path) -> None:
    outcome = run("events", "--quad", "7", "--store", visits)
    assert outcome.code == 2
    assert "query '7': is no quad class; there are 1, 2, 3, 4" in outcome.err


def test_topics_filter_statements_and_events(run: Run, visits: Path) -> None:
    for command in ("events", "search"):
        assert run(command, "--topic", "diplomatic", "-s", visits).code == 0
        assert run(command, "--topic", "military", "-s", visits).code == 4
        outcome = run(command, "--topic", "gardening", "-s", visits)
        assert outcome.code == 2
        assert "is no topic; there are" in outcome.err
