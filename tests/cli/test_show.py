from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from onrecord.model import from_json

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_marks_every_statement_in_the_text(run: Run, shelf: Path) -> None:
    outcome = run("show", "road.txt", "--store", shelf)
    assert outcome.code == 0
    assert "{Ann Lee}¹ <said>¹ [the talks about the road had failed]¹, <adding>² that [she left]².\n" in outcome.out


def test_lists_the_statements(run: Run, shelf: Path) -> None:
    outcome = run("show", "road.txt", "--store", shelf)
    rows = outcome.out.split("act, kind")[1]
    assert "Ann Lee" in rows
    assert "NOR GOV" in rows
    assert "2024-05-05" in rows
    assert "say " in rows
    assert "indirect" in rows


def test_a_report_is_found_by_id_start_of_id_url_and_path(run: Run, shelf: Path) -> None:
    with stores.open(shelf) as reader:
        whole = reader.resolve("roe.txt")
    for what in (whole, whole[:8], "https://example.org/roe", "roe.txt"):
        assert f"id         {whole}\n" in run("show", what, "--store", shelf).out


def test_shows_one_statement_by_its_id(run: Run, shelf: Path) -> None:
    with stores.open(shelf) as reader:
        record = reader.record(reader.resolve("road.txt"))
    outcome = run("show", record.statements[1].id, "--store", shelf)
    assert "Ann Lee said the talks about the road had failed, <adding>² that [she left]²" in outcome.out


def test_explains_each_finding(run: Run, shelf: Path) -> None:
    outcome = run("show", "road.txt", "--explain", "--store", shelf)
    assert "stage test, rule by-hand, onrecord 0" in outcome.out
    assert "[16, 23) Ann Lee" in outcome.out
    assert "speaker     Ann Lee (person, n-" in outcome.out


def test_explains_nothing_unless_asked(run: Run, shelf: Path) -> None:
    assert "by-hand" not in run("show", "road.txt", "--store", shelf).out


def test_names_other_versions_and_disagreements(run: Run, shelf: Path) -> None:
    with stores.open(shelf) as reader:
        first, second = reader.versions("cara")
    outcome = run("show", "cara.txt", "--store", shelf)
    assert f"id         {second}\n" in outcome.out
    assert f"another version of this report: {first}" in outcome.out
    assert "the report's parts disagree: Example Daily (json-ld), Other Weekly (page)" in outcome.out


def test_json_is_the_record(run: Run, shelf: Path) -> None:
    outcome = run("show", "roe.txt", "--format", "json", "--store", shelf)
    with stores.open(shelf) as reader:
        assert from_json(outcome.out) == reader.record(reader.resolve("roe.txt"))


def test_marks_and_lists_the_events(run: Run, visits: Path) -> None:
    outcome = run("show", "visit.txt", "--events", "--explain", "--store", visits)
    assert "Ann Lee said {Dee Fox}¹ will <visit>¹ [Oslo]¹." in outcome.out
    assert "CONSULT" in outcome.out
    assert "according to" in outcome.out.split("words\n")[1]
    assert "[32, 36) Oslo" in outcome.out


def test_the_events_are_listed_below_the_statements(run: Run, visits: Path) -> None:
    outcome = run("show", "visit.txt", "--store", visits)
    assert "[Dee Fox will visit Oslo]¹" in outcome.out
    assert "CONSULT" in outcome.out.split("act, kind")[1]
    assert "topics     diplomatic\n" in outcome.out


def test_shows_one_event_by_its_id(run: Run, visits: Path) -> None:
    with stores.open(visits) as reader:
        record = reader.record(reader.resolve("visit.txt"))
    assert "<visit>¹" in run("show", record.events[0].id, "--store", visits).out


@pytest.mark.parametrize("what", ["nothing.txt", "d-ffffffffffffffffffff", "s-ffffffffffffffffffff", "e-ffff"])
def test_what_is_not_there_ends_with_code_4(run: Run, shelf: Path, what: str) -> None:
    outcome = run("show", what, "--store", shelf)
    assert outcome.code == 4
    error, remedy = outcome.err.splitlines()
    assert error == f"onrecord: error [not-in-store]: {what} is not in the store"
    assert remedy == "  → `onrecord search` lists what the store holds"


def test_an_ambiguous_id_names_the_candidates(run: Run, shelf: Path) -> None:
    outcome = run("show", "d-", "--store", shelf)
    assert outcome.code == 4
    assert "fits 4 documents: d-" in outcome.err
