from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from reports import report

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


@pytest.fixture(scope="module")
def strikes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose events are not joined yet."""
    path = tmp_path_factory.mktemp("strikes") / "strikes.sqlite"
    with stores.open(path, mode="write") as store:
        for made in (
            report(outlet="One", killed=12),
            report(["Ann Lee"], outlet="Two", killed=9, according_to="Bob Roe"),
            report(outlet="Three", modality="negated"),
            report(["Norway", "Sweden"], [], type="CONSULT", outlet="Four", day="2024-07-01"),
            report(["Tarnby rebels"], outlet="=Five"),
        ):
            store.write(made)
    return path


def test_occurrences_with_their_reports(run: Run, strikes: Path) -> None:
    outcome = run("occurrences", "--type", "assault", "--reports", "2", "--store", strikes)
    assert (outcome.code, outcome.err) == (0, "")
    flat = " ".join(outcome.out.split())
    for words in (
        "2024-05-06 ASSAULT Ann Lee → Finland",
        "2 reports · 2 outlets · 1 in their own voice, others according to Bob Roe · ",
        " · killed 9 (Bob Roe) · killed 12 (One)",
        "reports differ on: killed",
        "negated in 1 report, according to Three",
        "Norway [struck] Finland",
        "2024-05-07 · Two · Two · according to Bob Roe · killed 9 · e-",
    ):
        assert words in flat
    assert outcome.out.endswith("showing 1 of 1 occurrence\n")


def test_formats_of_occurrences(run: Run, strikes: Path) -> None:
    (row,) = json.loads(run("occurrences", "--reports", "2", "-f", "json", "-s", strikes).out)
    assert (row["reports"], row["differing"], len(row["tellings"])) == (2, ["killed"], 2)
    lines = run("occurrences", "-f", "jsonl", "-s", strikes).out.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["CONSULT", "ASSAULT", "ASSAULT"]
    table = list(csv.DictReader(io.StringIO(run("occurrences", "--reports", "2", "-f", "csv", "-s", strikes).out)))
    assert table[0]["figures"] == "killed 9 (Bob Roe) | killed 12 (One)"
    assert table[0]["event_ids"] == " | ".join(t["event_id"] for t in row["tellings"])
    any_ = run("occurrences", "--modality", "any", "--actor-country", "Norwegian", "-f", "jsonl", "-s", strikes).out
    assert len(any_.splitlines()) == 3


def test_a_panel_in_all_formats(run: Run, strikes: Path) -> None:
    arguments = ("dyads", "--actors", "Norway,FIN", "--since", "2024-04-01", "--until", "2024-06-30", "-s", strikes)
    outcome = run(*arguments, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [(r["period"], r["actor"], r["recipient"], r["events"]) for r in rows] == [
        ("2024-04", "FIN", "NOR", "0"), ("2024-05", "FIN", "NOR", "0"), ("2024-06", "FIN", "NOR", "0"),
        ("2024-04", "NOR", "FIN", "0"), ("2024-05", "NOR", "FIN", "1"), ("2024-06", "NOR", "FIN", "0"),
    ]  # fmt: skip
    assert (rows[4]["assault"], rows[4]["score"], rows[0]["score"]) == ("1", "-9.0", "")
    assert outcome.err == "events in no row: 1 lacking a known party on one side\n"
    lines = [json.loads(line) for line in run(*arguments, "-f", "jsonl").out.splitlines()]
    assert list(lines[0]) == list(rows[0])
    assert json.loads(run(*arguments, "-f", "json").out) == lines
    table = run(*arguments, "--level", "report").out
    assert "ASSAULT 2" in table
    assert table.endswith("1 row with events out of 6: 2 pairs × 3 periods\n")


def test_single_actors_and_all_pairs(run: Run, strikes: Path) -> None:
    out = run("dyads", "--unit", "actor", "--actor", "Lee", "-f", "jsonl", "-s", strikes).out
    assert json.loads(out)["actor"] == "person:NOR/Ann Lee"
    out = run(
        "dyads",
        "--all-pairs",
        "--by",
        "day",
        "--since",
        "2024-05-06",
        "--until",
        "2024-07-01",
        "-f",
        "csv",
        "-s",
        strikes,
    ).out
    assert len(out.splitlines()) == 1 + 6 * 57


@pytest.mark.parametrize(
    "verb", [("dyads", "--actor", "CHL"), ("occurrences", "--actor", "Nobody"), ("timeline", "Nobody")]
)
def test_nothing_found_ends_with_code_4(run: Run, strikes: Path, verb: tuple[str, ...]) -> None:
    outcome = run(*verb, "--store", strikes)
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.endswith("nothing found\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("dyads", "--by", "year"),
        ("dyads", "--level", "word"),
        ("dyads", "--actor", "Atlantis"),
        ("timeline", "NOR", "--by", "year"),
    ],
)
def test_what_cannot_be_asked_ends_with_code_2(run: Run, strikes: Path, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments, "--store", strikes)
    assert outcome.code == 2
    assert "bad-query" in outcome.err


def test_a_timeline_and_its_counts(run: Run, strikes: Path) -> None:
    outcome = run("timeline", "Norway", "--store", strikes)
    assert outcome.code == 0
    flat = " ".join(outcome.out.split())
    assert "2024-05-06 did ASSAULT Ann Lee → Finland struck" in flat
    assert "according to Bob Roe" in flat
    assert "showing 1-5 of 5 findings" in flat
    rows = [json.loads(line) for line in run("timeline", "Norway", "-f", "jsonl", "-s", strikes).out.splitlines()]
    assert [row["kind"] for row in rows].count("did") == 4
    counts = list(csv.DictReader(io.StringIO(run("timeline", "NOR", "--by", "month", "-f", "csv", "-s", strikes).out)))
    assert [(c["period"], c["said"], c["did"]) for c in counts] == [
        ("2024-05", "1", "2"), ("2024-06", "0", "0"), ("2024-07", "0", "1"),
    ]  # fmt: skip
    assert "2024-06" in run("timeline", "NOR", "--by", "month", "-s", strikes).out


def test_pictures(run: Run, strikes: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert run("dyads", "--store", strikes, "--plot", tmp_path / "heat.svg").code == 0
    assert run("timeline", "Norway", "--store", strikes, "--plot", tmp_path / "time.png").code == 0
    assert "NOR → FIN" in (tmp_path / "heat.svg").read_text(encoding="utf-8")
    assert (tmp_path / "time.png").stat().st_size > 0
    outcome = run("dyads", "--store", strikes, "--plot", tmp_path / "heat.txt")
    assert (outcome.code, "bad-query" in outcome.err) == (2, True)
