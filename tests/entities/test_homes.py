from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.documents.metadata import Claims
from onrecord.documents.plain import read_plain
from onrecord.model import Document
from onrecord.verify import check

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "homes.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_case(case: dict[str, Any], rules_pipeline: Pipeline) -> None:
    data = case["text"].encode()
    document = read_plain(data, location="report.txt", config=rules_pipeline.config, declared="utf-8", claims=Claims())
    assert isinstance(document, Document)
    record = rules_pipeline(document)
    check(record)
    first = {m.id: m.evidence.exact for m in record.mentions}
    found = {first[e.mentions[0]]: e.country or "" for e in record.entities if e.kind not in ("country", "place")}
    if "speaker" in case:
        assert [record.speakers(s)[0] for s in record.statements] == case["speaker"]
    assert {words: found.get(words, "not found") for words in case["country"]} == case["country"]
