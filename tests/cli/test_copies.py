from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from onrecord.model import Record

import factories

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

TEXT = (
    "The harbour of Lorvik will stay closed until Friday, its master Bob Roe said, after a freighter ran aground.\n"
    "Two tugs tried to pull the ship free in the night but gave up at dawn when the wind rose, the coast guard said.\n"
    "Ferries to Tarnby leave from the old quay as long as the fairway is blocked, and lorries are sent by road."
)
ADDED = "People in the town said that the quay should have been dredged years ago."
DAY = dt.date(2024, 5, 6)
ORIGINAL = factories.document(TEXT, title="Harbour closed", outlet="Lorvik Post", published=DAY, location="a.txt")
COPY = factories.document(
    f"{TEXT.rpartition(chr(10))[0]}\n{ADDED}", outlet="Tarnby Times", published=DAY, location="b.txt", byline="AP"
)
EDITED = factories.document(
    TEXT.replace("Friday", "Sunday"), title="Harbour closed", outlet="Lorvik Post", published=DAY, location="a.txt"
)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A store of a report, a copy of it and a later version, which were not compared yet."""
    path = tmp_path / "harbour.sqlite"
    with stores.open(path, mode="write") as store:
        for document in (ORIGINAL, COPY, EDITED):
            store.write(Record(document))
    return path


def test_groups_are_listed(run: Run, harbour: Path) -> None:
    outcome = run("copies", "--store", harbour)
    assert outcome.code == 0
    for words in (ORIGINAL.id[:10], "2024-05-06", "Harbour closed", "2 outlets", "credits Associated Press"):
        assert words in outcome.out
    assert outcome.out.endswith("\nshowing 1 of 1 group\n")


def test_the_lineage_of_one_report_tells_what_was_added_and_cut(run: Run, harbour: Path) -> None:
    outcome = run("copies", COPY.id, "--store", harbour)
    assert outcome.code == 0
    assert "original" in outcome.out
    flat = " ".join(outcome.out.split())
    assert f"+ {ADDED}" in flat
    assert "- Ferries to Tarnby leave" in flat
    assert outcome.out.endswith("\nshowing 3 of 3 reports\n")


def test_formats_of_groups(run: Run, harbour: Path) -> None:
    (line,) = [json.loads(line) for line in run("copies", "-f", "jsonl", "-s", harbour).out.splitlines()]
    assert (line["id"], line["reports"], line["agencies"]) == (ORIGINAL.id, 3, "Associated Press")
    assert json.loads(run("copies", "-f", "json", "-s", harbour).out) == [line]
    (row,) = csv.DictReader(io.StringIO(run("copies", "-f", "csv", "-s", harbour).out))
    assert row["id"] == ORIGINAL.id


def test_formats_of_one_report(run: Run, harbour: Path) -> None:
    told = json.loads(run("copies", COPY.id, "-f", "json", "-s", harbour).out)
    assert told["original_id"] == ORIGINAL.id
    assert told["members"][0]["document_id"] == ORIGINAL.id
    rows = list(csv.DictReader(io.StringIO(run("copies", COPY.id, "-f", "csv", "-s", harbour).out)))
    assert {row["document_id"] for row in rows} == {ORIGINAL.id, COPY.id, EDITED.id}
    assert ADDED in {row["added"] for row in rows}


def test_a_store_without_copies_ends_with_code_4(run: Run, shelf: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.sqlite"
    with stores.open(path, mode="write") as store:
        store.write(Record(ORIGINAL))
    assert run("copies", "--store", path) == (4, "", "no copies found\n")
    assert run("copies", "--store", path, "-f", "json") == (4, "[]\n", "no copies found\n")
    assert run("copies", ORIGINAL.id, "--store", path).code == 4
    assert shelf.is_file()


def test_a_report_that_is_not_there_ends_with_code_4(run: Run, harbour: Path) -> None:
    assert run("copies", "d-ffff", "--store", harbour).code == 4


def test_reading_marks_copies_as_they_come_in(run: Run, tmp_path: Path) -> None:
    for name, text in (("a.txt", TEXT), ("b.txt", f"OSLO (Reuters) - {TEXT}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    first = run("read", "a.txt", "--store", "s.db", "--attribution", "rules")
    assert "copy" not in first.out + first.err
    second = run("read", "b.txt", "--store", "s.db", "--attribution", "rules")
    assert " copy of d-" in second.out
    assert "1 of them copies" in second.err
    with closing(sqlite3.connect("s.db")) as db:
        assert db.execute("SELECT count(DISTINCT group_id), count(*) FROM copies").fetchone() == (1, 2)


def test_show_names_the_copies_of_a_report(run: Run, harbour: Path) -> None:
    run("copies", "--store", harbour)
    out = run("show", COPY.id, "--store", harbour).out
    assert f"near copy of {ORIGINAL.id}" in out
    assert "Lorvik Post" in out
    assert f"another version of this report: {EDITED.id}" in run("show", ORIGINAL.id, "--store", harbour).out


def test_diff_marks_what_was_cut_and_added(run: Run, harbour: Path) -> None:
    outcome = run("diff", ORIGINAL.id, EDITED.id, "--store", harbour)
    assert outcome.code == 0
    assert "[-Friday-]{+Sunday+}" in outcome.out
    assert " … " in outcome.out
    assert run("diff", EDITED.id, "--store", harbour).out == outcome.out, "the version before is the default"
    whole = run("diff", EDITED.id, "--whole", "--store", harbour).out
    assert whole.replace("[-Friday-]{+Sunday+}", "Friday").split() == TEXT.split()


def test_diff_as_json_gives_both_texts_back(run: Run, harbour: Path) -> None:
    told = json.loads(run("diff", ORIGINAL.id, COPY.id, "-f", "json", "--store", harbour).out)
    assert "".join(c["text"] for c in told if c["operation"] != "added") == ORIGINAL.text
    assert "".join(c["text"] for c in told if c["operation"] != "cut") == COPY.text


@pytest.mark.parametrize("arguments", [(ORIGINAL.id, ORIGINAL.id), (ORIGINAL.id,), ("d-ffff", COPY.id)])
def test_diff_of_nothing_ends_with_code_4(run: Run, harbour: Path, arguments: tuple[str, ...]) -> None:
    assert run("diff", *arguments, "--store", harbour).code == 4
