"""No attack brings anything but a document or a refusal, in a process of little time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.attacks import ATTACKS, SAID, bomb, line
from onrecord.config import Config
from onrecord.documents import Input, read
from onrecord.model import Document, Failure

SCRIPT = Path(__file__).with_name("read_attacks.py")


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, int]]:
    """Attack -> what came of it, by code and number; those are missing that the process did not survive."""
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    lines = [json.loads(each) for each in done.stdout.splitlines()]
    return {each["attack"]: each["codes"] for each in lines} | (
        {"": {done.stderr[-2_000:]: 1}} if done.returncode else {}
    )


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack(told: dict[str, dict[str, int]], name: str) -> None:
    assert name in told, f"the process did not survive it: {told.get('')}"
    assert told[name]
    assert told[name].keys() <= ATTACKS[name].outcome


@pytest.mark.slow
def test_a_line_of_a_hundred_million_bytes_costs_one_report(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    with path.open("wb") as file:
        file.write(line(SAID) + b'{"text": "')
        for _ in range(100):
            file.write(b"word " * 200_000)
        file.write(b'"}\n' + line(SAID))
    first, second, third = read(Input(str(path), path), config=Config())
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert second.code == "too-large"
    assert isinstance(third, Document)
    assert first.text == third.text


@pytest.mark.slow
def test_a_bomb_is_not_unpacked_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    data = bomb(b"", b"word ", size=200_000_000)
    path.write_bytes(data + data)
    (result,) = read(Input(str(path), path), config=Config())
    assert isinstance(result, Failure)
    assert result.code == "too-large"
