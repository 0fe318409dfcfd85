from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from onrecord import scale, verify
from onrecord import store as stores
from onrecord.model import from_json, to_json

import factories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli.conftest import Run


def test_prints_who_said_what_and_where_it_is_stored(run: Run, demo: Path, tmp_path: Path) -> None:
    outcome = run("read", demo / "rescue.txt", "--store", "my.sqlite")
    assert outcome.code == 0
    assert outcome.out.startswith(
        "Chile and New Zealand to share ocean rescue watch, ministers say\nSouthern Wire · 2024-05-21 · "
    )
    assert "Hollis Pemberton" in outcome.out
    assert "NZL GOV" in outcome.out
    assert outcome.err.startswith("1 report (1 new), ")
    assert outcome.err.endswith("\nStore: my.sqlite\n")
    with stores.open(tmp_path / "my.sqlite") as reader:
        (record,) = reader.records()
    assert record.document.title == "Chile and New Zealand to share ocean rescue watch, ministers say"
    assert list(verify.faults(record)) == []


def test_the_same_again_is_unchanged_and_a_changed_text_is_a_version(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text('"The road is open," the minister Ann Lee said on Monday in the capital.\n', encoding="utf-8")
    assert "(1 new)" in run("read", page).err
    assert "(1 unchanged)" in run("read", page).err
    page.write_text('"The road is shut," the minister Ann Lee said on Monday in the capital.\n', encoding="utf-8")
    assert "(1 new versions)" in run("read", page).err


def test_without_a_store_named_it_lies_in_the_data_folder(run: Run, demo: Path, tmp_path: Path) -> None:
    outcome = run("read", demo / "rescue.txt", "--no-print")
    assert outcome.out == ""
    assert f"Store: {tmp_path / 'data' / 'onrecord' / 'onrecord.sqlite'}\n" in outcome.err
    assert (tmp_path / "data" / "onrecord" / "onrecord.sqlite").is_file()


def test_no_store_keeps_nothing(run: Run, demo: Path, tmp_path: Path) -> None:
    outcome = run("read", demo / "rescue.txt", "--no-store", "--quiet")
    assert (outcome.code, outcome.err) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_formats_hold_the_same(run: Run, demo: Path) -> None:
    lines = run("read", demo, "--no-store", "-q", "-f", "jsonl").out.splitlines()
    records = [from_json(line) for line in lines]
    assert [to_json(r).decode() for r in records] == lines
    assert json.loads(run("read", demo, "--no-store", "-q", "-f", "json").out) == [json.loads(line) for line in lines]
    rows = list(csv.DictReader(io.StringIO(run("read", demo, "--no-store", "-q", "-f", "csv").out)))
    assert [row["id"] for row in rows] == [s.id for r in records for s in r.statements]


def test_what_fails_is_named_and_the_run_goes_on(run: Run, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "german.txt").write_text(
        "Der Außenminister sagte am Montag in der Hauptstadt, dass die Verhandlungen gescheitert seien. " * 5,
        encoding="utf-8",
    )
    outcome = run("read", "empty.txt", "german.txt", "none.txt", demo / "rescue.txt", "-f", "jsonl")
    assert outcome.code == 3
    failures = [line for line in outcome.err.splitlines() if line.startswith("onrecord: failed ")]
    assert [line.split()[2:4] for line in failures] == [
        ["[empty]", "empty.txt:"], ["[not-english]", "german.txt:"], ["[not-found]", "none.txt:"],
    ]  # fmt: skip
    assert all(" → " in line for line in failures)
    assert "1 report (1 new), " in outcome.err
    assert ", 3 failed." in outcome.err
    assert len(outcome.out.splitlines()) == 1
    with stores.open(tmp_path / "data" / "onrecord" / "onrecord.sqlite") as reader:
        assert [f.failure.location for f in reader.failures()] == ["empty.txt", "german.txt", "none.txt"]


def test_limit_stops_after_so_many_reports(run: Run, demo: Path) -> None:
    outcome = run("read", demo, "--limit", "2", "-f", "jsonl", "--no-store")
    assert len(outcome.out.splitlines()) == 2
    assert outcome.err.startswith("2 reports, ")


def test_reads_a_pipe(run: Run, demo: Path) -> None:
    outcome = run("read", "-", "--no-store", "-f", "jsonl", stdin=(demo / "rescue.txt").read_bytes())
    assert from_json(outcome.out).document.origin.location == "-"


def test_fields_of_an_archive_can_be_named(run: Run, tmp_path: Path) -> None:
    line = {"words": "The minister, Ann Lee, said on Monday that the road would open.", "day": "2024-05-06"}
    (tmp_path / "archive.jsonl").write_text(json.dumps(line), encoding="utf-8")
    refused = run("read", "archive.jsonl", "--no-store")
    assert refused.code == 3
    assert "[missing-field]" in refused.err
    read = run(
        "read", "archive.jsonl", "--no-store", "-f", "jsonl", "--field", "text=words", "--field", "published=day"
    )
    assert str(from_json(read.out).document.published) == "2024-05-06"


def test_words_of_a_report_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    text = 'Mayor \x1b[31mAnn Lee\x9b0m said on Monday that \x1b]0;owned\x07 "the road [bold red]will[/] open" soon.\n'
    (tmp_path / "hostile.jsonl").write_text(json.dumps({"text": text, "title": "A \x1b[2J title"}), encoding="utf-8")
    for form in ("table", "jsonl"):
        outcome = run("read", "hostile.jsonl", "-f", form)
        assert outcome.code == 0
        assert not set(outcome.out) & {"\x1b", "\x9b", "\x07"}
    assert "[bold red]will[/]" in run("show", "hostile.jsonl#line1").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--store", "a.sqlite", "--no-store"), "exclude each other"),
        (("--field", "nonsense=x"), "write FIELD=NAME with one of text, title"),
        (("--field", "text"), "write FIELD=NAME"),
        (("--config", "none.toml"), "none.toml: No such file or directory"),
        (("--model", "no_such_model"), "error [model-missing]"),
        (("--attribution", "magic"), "error [bad-config]"),
        (("--workers", "0"), "Invalid value"),
        (("--lexicon", "none.csv"), "error [bad-lexicon]"),
    ],
)
def test_wrong_settings_end_with_code_2(run: Run, demo: Path, options: tuple[str, ...], said: str) -> None:
    outcome = run("read", demo / "rescue.txt", *options)
    assert outcome.code == 2
    assert said in outcome.err


def test_an_interrupted_run_ends_with_code_130(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcomes(*_: object, **__: object) -> Iterator[scale.Outcome]:
        yield scale.Outcome(scale.Ticket(None, 1, 0), factories.record("{S:Ann} {C:said} {T:yes}."))
        raise KeyboardInterrupt

    monkeypatch.setattr(scale, "outcomes", outcomes)
    outcome = run("read", demo, "--store", "my.sqlite", "-f", "jsonl")
    assert (outcome.code, outcome.err) == (130, "onrecord: interrupted\n")
    assert len(outcome.out.splitlines()) == 1
    assert "1 reports" in run("verify", "my.sqlite").out


def test_a_store_that_cannot_be_made_ends_with_code_5(run: Run, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    outcome = run("read", demo / "rescue.txt", "--store", "file/my.sqlite")
    assert outcome.code == 5


def test_settings_come_from_the_file_in_the_folder(run: Run, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text('store = "here.sqlite"\n', encoding="utf-8")
    assert "Store: here.sqlite" in run("read", demo / "rescue.txt", "--no-print").err
    (tmp_path / "onrecord.toml").write_text("colour = 1\n", encoding="utf-8")
    assert run("read", demo / "rescue.txt").code == 2


def test_several_processes_read_the_same(run: Run, demo: Path) -> None:
    alone = run("read", demo, "--no-store", "-q", "-f", "jsonl")
    assert run("read", demo, "--no-store", "-q", "-f", "jsonl", "--workers", "2") == alone


def test_a_pipe_that_is_closed_early_ends_quietly(demo: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "onrecord",
        "read",
        str(demo),
        "--store",
        str(tmp_path / "s.sqlite"),
        "-f",
        "jsonl",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own command
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait() == 141
        assert process.stderr.read() == b""
