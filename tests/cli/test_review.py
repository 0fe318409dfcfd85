from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from review.made import report

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Outcome, Run

RECORD = report()
ONE, TWO = RECORD.statements


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A store with one report."""
    path = tmp_path / "desk.sqlite"
    with stores.open(path, mode="write") as store:
        store.write(RECORD)
    return path


def rows(outcome: Outcome) -> list[dict[str, object]]:
    assert outcome.code == 0, outcome.err
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_the_queue_has_the_most_doubtful_first_and_only_what_nobody_saw(run: Run, desk: Path) -> None:
    listed = rows(run("review", "list", "-f", "jsonl", "-s", desk))
    assert [r["id"] for r in listed] == [RECORD.events[0].id, *sorted(s.id for s in RECORD.statements)]
    for finding in (ONE.id, RECORD.events[0].id):
        assert run("review", "accept", finding, "--by", "Kim", "-s", desk).code == 0
    outcome = run("review", "list", "--document", "report.txt", "-s", desk)
    assert TWO.id in outcome.out
    assert "showing 1 of 1 finding" in outcome.out
    checked = run("review", "list", "--status", "checked", "--kind", "statement", "-f", "jsonl", "-s", desk)
    assert [r["id"] for r in rows(checked)] == [ONE.id]
    run("review", "reject", TWO.id, "--by", "Kim", "-s", desk)
    assert run("review", "list", "-s", desk).code == 4


def test_a_rejected_statement_is_not_found_until_that_is_withdrawn(run: Run, desk: Path) -> None:
    entry = run("review", "reject", ONE.id, "--by", "Kim", "--note", "nobody said so", "-s", desk).out.strip()
    assert run("search", "road", "-s", desk).code == 4
    shown = run("review", "show", ONE.id, "-s", desk).out
    assert "rejected" in shown
    assert "nobody said so" in shown
    assert run("review", "withdraw", entry, "--by", "Lou", "-s", desk).code == 0
    assert run("search", "road", "-s", desk).code == 0
    log = rows(run("review", "log", "--finding", ONE.id, "-f", "jsonl", "-s", desk))
    assert [(r["action"], r["by"], r["withdrawn"]) for r in log] == [
        ("withdraw", "Lou", False), ("reject", "Kim", True),
    ]  # fmt: skip
    assert "withdrawn" in run("review", "log", "-s", desk).out
    assert run("verify", desk).code == 0


def test_a_report_is_shown_with_the_status_of_its_findings(run: Run, desk: Path) -> None:
    run("review", "accept", ONE.id, "--by", "Kim", "-s", desk)
    text = run("review", "show", "report.txt", "-s", desk).out
    assert "checked" in text
    assert "by Kim" in text
    told = json.loads(run("review", "show", "report.txt", "-f", "json", "-s", desk).out)
    assert [f["status"] for f in told["findings"]] == ["checked", "predicted", "predicted"]


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("accept", "s-0"), 4, "is not in the store"),
        (("accept", ONE.id, "--by", "\x1b[31m"), 2, "visible characters"),
        (("withdraw", "r-0"), 4, "is not in the store"),
        (("list", "--kind", "dance"), 2, "is no kind"),
        (("list", "--status", "rejected"), 2, "is no status"),
        (("log",), 4, "nothing was reviewed"),
        (("agreement",), 4, "no two reviewers"),
        (("export",), 4, "no report is reviewed"),
    ],
)
def test_what_cannot_be_done_is_a_clear_error(
    run: Run, desk: Path, arguments: tuple[str, ...], code: int, why: str
) -> None:
    outcome = run("review", *arguments, "-s", desk)
    assert outcome.code == code
    assert why in outcome.err


def test_two_reviewers_are_compared(run: Run, desk: Path) -> None:
    for by, verdicts in (("Kim", ("accept", "accept")), ("Lou", ("accept", "reject"))):
        for verdict, statement in zip(verdicts, RECORD.statements, strict=True):
            run("review", verdict, statement.id, "--by", by, "-s", desk)
    (row,) = rows(run("review", "agreement", "-f", "jsonl", "-s", desk))
    assert (row["findings"], row["verdict"], row["verdict_kappa"], row["content"]) == (2, 50.0, 0.0, 100.0)
    assert "Kim, Lou" in run("review", "agreement", "-s", desk).out


def test_exports_have_reviews_applied_and_jsonl_carries_the_log(run: Run, desk: Path, tmp_path: Path) -> None:
    run("review", "accept", ONE.id, "--by", "Kim", "-s", desk)
    run("review", "reject", TWO.id, "--by", "Kim", "-s", desk)
    counts = {
        how: run("export", "csv", *how, "-s", desk).out.count("\n") - 1
        for how in ((), ("--reviewed", "only"), ("--reviewed", "ignore"))
    }
    assert counts == {(): 1, ("--reviewed", "only"): 1, ("--reviewed", "ignore"): 2}
    assert "checked" in run("export", "csv", "-s", desk).out
    file, other = tmp_path / "all.jsonl", tmp_path / "other.sqlite"
    run("export", "jsonl", "-o", file, "-s", desk)
    assert run("import", file, "-s", other).code == 0
    again = tmp_path / "again.jsonl"
    run("export", "jsonl", "-o", again, "-s", other)
    assert again.read_bytes() == file.read_bytes()
    assert run("export", "csv", "-s", other).out == run("export", "csv", "-s", desk).out
    applied = json.loads(run("export", "jsonl", "--reviewed", "apply", "-s", desk).out)
    assert [j["status"] for j in applied["reviews"]] == ["checked", "rejected"]


def test_a_tampered_log_is_not_imported(run: Run, desk: Path, tmp_path: Path) -> None:
    run("review", "accept", ONE.id, "--by", "Kim", "-s", desk)
    file = tmp_path / "all.jsonl"
    run("export", "jsonl", "-o", file, "-s", desk)
    file.write_bytes(file.read_bytes().replace(b'"by":"Kim","document', b'"by":"Lou","document'))
    assert run("import", file, "-s", tmp_path / "other.sqlite").code == 6


def test_a_perfectly_reviewed_report_scores_100(run: Run, demo: Path, tmp_path: Path) -> None:
    desk, gold = tmp_path / "desk.sqlite", tmp_path / "gold.jsonl"
    text = min(demo.glob("*.txt"))
    run("read", text, "--attribution", "rules", "-s", desk)
    found = rows(run("review", "list", "--kind", "statement", "-n", "200", "-f", "jsonl", "-s", desk))
    for row in found[:-1]:
        assert run("review", "accept", str(row["id"]), "--by", "Kim", "-s", desk).code == 0
    assert run("review", "export", "-s", desk).code == 4, "one statement was not looked at"
    assert run("review", "export", "--partial", "-s", desk).code == 0
    run("review", "accept", str(found[-1]["id"]), "--by", "Lou", "-s", desk)
    assert run("review", "export", "-o", gold, "-s", desk).code == 0
    line = json.loads(gold.read_text())
    assert (len(line["attributions"]), line["annotator"]) == (len(found), "Kim; Lou")
    scored = json.loads(run("eval", "attribution", gold, "--attribution", "rules", "-f", "json").out)
    assert [(s["measure"], s["f1"]) for s in scored["scores"]] == [("combined", 100.0), ("content", 100.0)]
    run("review", "reject", str(found[0]["id"]), "--by", "Kim", "-s", desk)
    run("review", "export", "-o", gold, "-s", desk)
    worse = json.loads(run("eval", "attribution", gold, "--attribution", "rules", "-f", "json").out)
    assert worse["scores"][0]["f1"] < 100


def test_entities_are_renamed_merged_and_split(run: Run, desk: Path) -> None:
    ann, bob = RECORD.entities
    assert ann.id in run("review", "entities", "report.txt", "-s", desk).out
    codes = ("--name", "Robert Roe", "--country", "Norway", "--sectors", "gov, mil", "--ref", "person:NOR/Robert Roe")
    assert run("review", "rename", bob.id, *codes, "--by", "Kim", "-s", desk).code == 0
    listed = rows(run("review", "entities", "report.txt", "-f", "jsonl", "-s", desk))
    assert [(e["name"], e["country"], e["sectors"], e["ref"]) for e in listed] == [
        ("Ann Lee", None, [], None), ("Robert Roe", "NOR", ["GOV", "MIL"], "person:NOR/Robert Roe"),
    ]  # fmt: skip
    assert run("review", "rename", bob.id, "--country", "", "--by", "Kim", "-s", desk).code == 0
    assert rows(run("review", "entities", "report.txt", "-f", "jsonl", "-s", desk))[1]["country"] is None
    assert run("review", "merge", ann.id, bob.id, "--by", "Kim", "-s", desk).code == 0
    (one,) = rows(run("review", "entities", "report.txt", "-f", "jsonl", "-s", desk))
    moved = run("review", "split", str(one["id"]), bob.mentions[0], "--name", "Bob", "--by", "Kim", "-s", desk)
    assert moved.code == 0
    assert [e["name"] for e in rows(run("review", "entities", "report.txt", "-f", "jsonl", "-s", desk))] == [
        "Ann Lee",
        "Bob",
    ]
    log = rows(run("review", "log", "-f", "jsonl", "-s", desk))
    assert [r["action"] for r in log] == ["split", "merge", "correct", "correct"]
    assert log[-1]["after"] == "Robert Roe, person, NOR, GOV MIL, person:NOR/Robert Roe"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("rename", "n-0", "--name", "X"), 4),
        (("rename", RECORD.entities[0].id), 2),
        (("rename", RECORD.entities[0].id, "--kind", "planet"), 2),
        (("rename", RECORD.entities[0].id, "--ref", "no reference"), 2),
        (("rename", RECORD.entities[0].id, "--sectors", "government"), 2),
        (("rename", RECORD.entities[0].id, "--name", " "), 2),
        (("merge", RECORD.entities[0].id, RECORD.entities[0].id), 2),
        (("split", RECORD.entities[0].id, RECORD.entities[0].mentions[0]), 2),
        (("entities", "nowhere.txt"), 4),
    ],
)
def test_what_cannot_be_said_of_an_entity(run: Run, desk: Path, arguments: tuple[str, ...], code: int) -> None:
    assert run("review", *arguments, "-s", desk).code == code
