"""Reads on a real Ray, started here with two CPUs."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import documents, scale
from onrecord.config import Config
from onrecord.pipeline import Pipeline
from onrecord.scale.fingerprint import fingerprint
from onrecord.scale.pool import Pool
from onrecord.scale.shards import read_input
from onrecord.store import parquet

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs the extra [ray]"),
    pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="needs the extra [parquet]"),
]

SENTENCE = "The minister, Ann Lee, said on Monday that road {} would open and that Norway and Chile had met in Oslo."


def _read(folder: Path, *inputs: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable, "-m", "onrecord", "read", *inputs, "--engine", "ray", "--address", "local", "--out", "out",
        "--attribution", "rules",
    ]  # fmt: skip
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own


def test_a_cluster_reads_the_same_and_makes_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        lines = [json.dumps({"text": SENTENCE.format(f"{name}{n}")}) for n in range(12)]
        lines[5] = "{}"
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    inputs = ("a.jsonl", "b.jsonl", "none.jsonl")
    first = _read(tmp_path, *inputs)
    assert first.returncode == 3, first.stderr
    assert "22 reports, 3 failed, in 3 shards." in first.stderr
    there = [row.result for row in parquet.read_folder(tmp_path / "out")]
    here = list(scale.read_all(documents.discover(inputs), config=Config(attribution="rules")))
    assert there == here
    # What is there is not made again: this would start a process otherwise, with a model that is not installed.
    (source,) = documents.discover(["a.jsonl"])
    assert isinstance(source, documents.Input)
    source = replace(source, path=(tmp_path / "a.jsonl").absolute())
    shards = read_input(
        source,
        tmp_path / "out",
        pool=Pool(Config(model="none"), Pipeline, processes=1),
        settings=fingerprint(Config(attribution="rules")),
        most=2_000,
    )
    assert shards == list(parquet.read_manifest(tmp_path / "out").shards[:1])
