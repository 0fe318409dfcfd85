"""The documentation does what it says: its commands, its Python and its settings run, on the demo's reports."""

from __future__ import annotations

import functools
import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from typer.testing import CliRunner

from onrecord import config
from onrecord.analysis import spacy
from onrecord.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "src" / "onrecord" / "demo"
PAGES = ("README.md", "docs/tutorial.md", "docs/how-to.md")
#: What the pages call the reader's own files of actors.
ACTORS = {
    "actors.csv": "key,name,kind,sector,country,source\nDIKE,Dike Board,agency,GOV,NOR,own\n",
    "countries.actors.txt": "DIKE_BOARD_ [NORGOV]\n",
    "agents.txt": "DIKE_REEVE [~GOV]\n",
    "entities.json.bz2": '{"id": "Q90005", "labels": {"en": {"value": "Dike Party"}}, "claims": '
    '{"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q7278"}}}}]}}\n',
    "peps.ftm.json": '{"id": "x", "schema": "PublicBody", "properties": {"name": ["Dike Office"]}}\n',
}
_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]*)(?:#(?P<heading>[^)]*))?\)")
_EXIT = re.compile(r"#.*exit code (\d+)")


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    line: int
    kind: str
    body: str


def _blocks(*kinds: str) -> list[Block]:
    texts = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
    return [
        Block(page, text.count("\n", 0, match.start()) + 1, match["kind"], match["body"])
        for page, text in texts.items()
        for match in _FENCE.finditer(text)
        if match["kind"] in kinds
    ]


def _name(block: Block) -> str:
    return f"{block.page}:{block.line}"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the pages' paths are there, and a store of its own that holds the demo's reports."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "src").symlink_to(ROOT / "src")
    for name, report in (("reports", ""), ("archive.jsonl", "observers.jsonl"), ("page.html", "crossing.html")):
        (folder / name).symlink_to(DEMO / report)  # what the README calls the reader's own files
    for name, text in ACTORS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("ONRECORD_")]:
            patch.delenv(name)
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("COLUMNS", "100")
        patch.chdir(folder)
        patch.setattr(spacy, "_load", functools.cache(spacy._load))  # noqa: SLF001 - loads the model once
        assert _here("read src/onrecord/demo --no-print") == (0, "")
        yield folder


def _here(arguments: str) -> tuple[int, str]:
    """Runs `onrecord` in this process."""
    result = CliRunner().invoke(app, shlex.split(arguments, comments=True), catch_exceptions=False)
    return result.exit_code, result.stdout


def _in_shell(line: str, folder: Path) -> tuple[int, str]:
    """Runs a line with pipes or redirections in a shell that finds `onrecord`."""
    command = folder / "bin" / "onrecord"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m onrecord "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    env = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}
    result = subprocess.run(["sh", "-c", line], env=env, capture_output=True, text=True, check=False)  # noqa: S603, S607 - the pages' own lines
    return result.returncode, result.stdout


def _commands(block: Block) -> list[str]:
    return [line for line in block.body.splitlines() if re.search(r"(^|\| )onrecord ", line)]


COMMANDS = [block for block in _blocks("sh") if _commands(block)]


@pytest.mark.parametrize("block", COMMANDS, ids=_name)
def test_commands_run(block: Block, checkout: Path) -> None:
    for line in _commands(block):
        unquoted = re.sub(r"'[^']*'|#.*", "", line)
        code, _ = _in_shell(line, checkout) if set(unquoted) & set("|<>") else _here(line.removeprefix("onrecord "))
        expected = _EXIT.search(line)
        assert (line, code) == (line, int(expected[1]) if expected else 0)


def _outputs() -> Iterator[tuple[Block, Block]]:
    """Each block of commands with the block of output that follows it."""
    shown = _blocks("sh", "text")
    return ((one, other) for one, other in pairwise(shown) if (one.kind, other.kind) == ("sh", "text"))


@pytest.mark.parametrize(("commands", "output"), list(_outputs()), ids=_name)
def test_output_is_what_the_page_shows(commands: Block, output: Block, checkout: Path) -> None:
    assert checkout
    (command,) = _commands(commands)
    _, out = _here(command.removeprefix("onrecord "))
    lines = iter([_unnumbered(line) for line in out.splitlines()])
    shown = [_unnumbered(line) for line in output.body.splitlines() if line != "..."]
    assert [line for line in shown if line not in lines] == []


def _unnumbered(row: str) -> str:
    """A row of a table without its number."""
    return re.sub(r"^ *\d+ ", "", row)


@pytest.mark.parametrize("block", _blocks("python"), ids=_name)
def test_python_runs(block: Block, checkout: Path) -> None:
    assert checkout
    exec(compile(block.body, _name(block), "exec"), {"__name__": "page"})  # noqa: S102 - our own pages


@pytest.mark.parametrize("block", _blocks("toml"), ids=_name)
def test_settings_are_accepted(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "onrecord.toml"
    file.write_text(block.body, encoding="utf-8")
    config.load(file=file, environ={})


def test_make_has_the_targets_that_pages_name() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages = "".join((ROOT / page).read_text(encoding="utf-8") for page in (*PAGES, "CONTRIBUTING.md", "SECURITY.md"))
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]+)", pages, re.MULTILINE))
    assert {"demo", "test", "check", "docs"} <= named
    assert [target for target in sorted(named) if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize(
    "page", sorted({*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")}), ids=lambda page: page.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for match in _LINK.finditer(page.read_text(encoding="utf-8")):
        target = page.parent / match["path"] if match["path"] else page
        assert target.exists(), match[0]
        if match["heading"]:
            assert match["heading"] in _headings(target), match[0]


def _headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as repositories make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("tool", ["reference", "schemas"])
def test_what_is_generated_is_up_to_date(tool: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, str(ROOT / "tools" / f"{tool}.py"), "--check"]
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    assert (result.returncode, result.stderr) == (0, "")
