from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from onrecord import __version__
from onrecord.cli.exits import MEANING, Exit

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

ONRECORD = (sys.executable, "-m", "onrecord")
VERBS = ("read", "show", "search", "export", "import", "verify", "doctor", "eval")


def test_help_lists_the_verbs(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    assert all(verb in outcome.out for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help(run: Run, verb: str) -> None:
    outcome = run(verb, "--help")
    assert outcome.code == 0
    assert "Usage: onrecord" in outcome.out


def test_version_among_the_verbs(run: Run) -> None:
    assert run("--version")[:2] == (0, f"onrecord {__version__}\n")


def test_version_needs_no_library() -> None:
    code = (
        "import sys; sys.argv = ['onrecord', '--version']; from onrecord.cli import main; main(); print(*sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command
    assert out.startswith(f"onrecord {__version__}\n")
    assert not set(out.split()) & {"typer", "rich", "msgspec", "spacy", "sqlite3"}


def test_verbs_that_read_no_report_load_no_language_model() -> None:
    code = "import sys; import onrecord.cli.app, onrecord.cli.hits, onrecord.store; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command
    assert not set(out.split()) & {"spacy", "trafilatura", "numpy"}


def test_completion_prints_a_script() -> None:
    out = subprocess.run([*ONRECORD, "--show-completion", "bash"], capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command
    assert "COMPREPLY" in out


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("search", "--nonsense"), ("export", "xml"), ("show",), ("read",)]
)
def test_wrong_usage_ends_with_code_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).code == 2


def test_every_code_is_explained() -> None:
    assert set(MEANING) == set(Exit)


def test_an_error_shows_its_traceback_when_debugging(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    with pytest.raises(Exception, match="does not exist"):
        run("search", "x", "--store", tmp_path / "none.sqlite")


def test_a_closed_pipe_ends_quietly(shelf: Path) -> None:
    command = [*ONRECORD, "export", "jsonl", "--store", str(shelf)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own command
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.wait() == Exit.CLOSED_PIPE
        assert process.stderr.read() == b""


def test_output_that_cannot_be_written_is_one_line(shelf: Path, tmp_path: Path) -> None:
    out = tmp_path / "folder" / "all.csv"
    command = [*ONRECORD, "export", "csv", "--out", str(out), "--store", str(shelf)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert result.returncode == Exit.INTERNAL
    assert result.stderr.startswith("onrecord: error [os]: ")
    assert result.stderr.count("\n") == 1
