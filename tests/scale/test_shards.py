from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from onrecord import documents
from onrecord.config import Config
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
    options = {"config": Config(attribution="rules"), "settings": "s", "most": 2}
    shards = read_input(source, tmp_path, **options)  # type: ignore[arg-type]  # of several types
    assert [(s.first, s.records, s.last) for s in shards] == [(1, 2, False), (3, 2, False), (5, 1, True)]
    before = [(tmp_path / s.name).stat().st_mtime_ns for s in shards]
    (tmp_path / f"{shards[1].name}.json").unlink()
    assert read_input(source, tmp_path, **options) == shards  # type: ignore[arg-type]  # as above
    after = [(tmp_path / s.name).stat().st_mtime_ns for s in shards]
    assert [b == a for b, a in zip(before, after, strict=True)] == [True, False, False]
