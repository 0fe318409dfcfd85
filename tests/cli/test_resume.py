from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from onrecord import scale
from onrecord import store as stores
from onrecord.model import from_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli.conftest import Run

WHAT = ("read", "one.txt", "archive.jsonl", "last.txt", "--store", "s.sqlite", "--attribution", "rules", "-f", "jsonl")
SENTENCE = "The minister, Ann Lee, said on Monday that road {} would open."


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """Three files with 22 reports in all; their locations."""
    (tmp_path / "one.txt").write_text(SENTENCE.format("one"), encoding="utf-8")
    (tmp_path / "last.txt").write_text(SENTENCE.format("last"), encoding="utf-8")
    lines = [json.dumps({"text": SENTENCE.format(n)}) for n in range(1, 21)]
    lines[3] = "{}"  # refused
    (tmp_path / "archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return ["one.txt", *(f"archive.jsonl#line{n}" for n in range(1, 21)), "last.txt"]


def _break_off(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """The next run is interrupted before its outcome number `after` + 1."""
    whole = scale.outcomes

    def some(*arguments: object, **options: object) -> Iterator[scale.Outcome]:
        for number, outcome in enumerate(whole(*arguments, **options)):  # type: ignore[arg-type]  # handed on
            if number == after:
                monkeypatch.setattr(scale, "outcomes", whole)
                raise KeyboardInterrupt
            yield outcome

    monkeypatch.setattr(scale, "outcomes", some)


def _locations(out: str) -> list[str]:
    return [from_json(line).document.origin.location for line in out.splitlines()]


def test_a_run_that_broke_off_goes_on_where_it_stopped(
    run: Run, inputs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = [i for i in inputs if not i.endswith("#line4")]
    _break_off(monkeypatch, 9)
    first = run(*WHAT)
    assert first.code == 130
    assert _locations(first.out) == read[:8]
    second = run(*WHAT)
    assert second.code == 0  # what was refused was refused before
    assert _locations(second.out) == read[8:]
    assert "1 input read to the end and 8 reports of an input; --restart reads them again.\n" in second.err
    third = run(*WHAT)  # the second one came to its end: all over again
    assert third.code == 3
    assert _locations(third.out) == read
    assert "(21 unchanged" in third.err
    with stores.open("s.sqlite") as reader:
        assert [r.document.origin.location for r in reader.records()] == read
        assert reader.select("SELECT * FROM checkpoints") == []


@pytest.mark.parametrize("change", ["restart", "settings", "file", "limit"])
def test_what_was_read_otherwise_is_not_passed_over(
    run: Run, inputs: list[str], monkeypatch: pytest.MonkeyPatch, change: str, tmp_path: Path
) -> None:
    _break_off(monkeypatch, 9)
    run(*WHAT)
    more = {"restart": ["--restart"], "settings": ["--max-bytes", "1000000"], "limit": ["--limit", "21"], "file": []}
    if change == "file":
        with (tmp_path / "archive.jsonl").open("a", encoding="utf-8") as file:
            file.write("\n")
    read = [i for i in inputs if not i.endswith("#line4")]
    expected = read[1:] if change == "file" else read  # the first of the inputs is as it was
    assert _locations(run(*WHAT, *more[change]).out) == expected


@pytest.mark.slow
def test_ctrl_c_finishes_what_was_begun_and_the_run_can_go_on(tmp_path: Path) -> None:
    lines = [json.dumps({"text": SENTENCE.format(n)}) for n in range(1, 601)]
    (tmp_path / "archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [
        sys.executable, "-m", "onrecord", "read", "archive.jsonl", "--store", "s.sqlite", "-f", "jsonl",
        "--workers", "2", "--attribution", "rules",
    ]  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
        out, err = process.communicate()
    assert process.returncode == 130
    assert err.decode().splitlines()[-1] == "onrecord: interrupted; the same command goes on from here"
    assert b"Traceback" not in err
    printed = _locations((first + out).decode())
    assert printed == [f"archive.jsonl#line{n}" for n in range(1, len(printed) + 1)]
    assert len(printed) < 600
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)  # noqa: S603 - our own command
    assert _locations(again.stdout.decode()) == [f"archive.jsonl#line{n}" for n in range(len(printed) + 1, 601)]
