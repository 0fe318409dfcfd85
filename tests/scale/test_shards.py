from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from onrecord import documents
from onrecord.config import Config
from onrecord.pipeline import Pipeline
from onrecord.scale.pool import Pool
from onrecord.scale.shards import read_input

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow")

SENTENCE = "The minister, Ann Lee, said on Monday that road {} would open."


@pytest.mark.slow
def test_a_second_attempt_goes_on_after_the_shards_that_are_there(tmp_path: Path) -> None:
    lines = [json.dumps({"text": SENTENCE.format(n)}) for n in range(5)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    source = documents.Input("a.jsonl", tmp_path / "a.jsonl", 1)
    with Pool(Config(attribution="rules"), Pipeline, processes=1) as pool:
        read = partial(read_input, source, tmp_path, pool=pool, settings="s", most=2)
        shards = read()
        assert [(s.first, s.records, s.last) for s in shards] == [(1, 2, False), (3, 2, False), (5, 1, True)]
        before = [(tmp_path / s.name).stat().st_mtime_ns for s in shards]
        (tmp_path / f"{shards[1].name}.json").unlink()
        assert read() == shards
    after = [(tmp_path / s.name).stat().st_mtime_ns for s in shards]
    assert [b == a for b, a in zip(before, after, strict=True)] == [True, False, False]
