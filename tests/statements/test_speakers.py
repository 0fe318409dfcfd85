from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from factories import document

if TYPE_CHECKING:
    from onrecord.model import Statement
    from onrecord.pipeline import Pipeline

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "speakers.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_case(case: dict[str, Any], pipeline: Pipeline) -> None:
    record = pipeline(document(case["text"].lstrip("\n")))
    found = record.statements
    assert [list(record.speakers(s)) for s in found] == case["said"]
    assert {str(n): s.anonymous for n, s in enumerate(found) if s.anonymous} == case.get("anonymous", {})
    number = {s.id: n for n, s in enumerate(found)}
    within = {str(n): number[s.within] for n, s in enumerate(found) if s.within}
    assert within == case.get("within", {})
    assert [n for n, s in enumerate(found) if is_implied(s)] == case.get("implied", [])


def is_implied(statement: Statement) -> bool:
    return statement.provenance.rule.endswith("+implied-speaker")


def test_a_bare_quotation_goes_on_and_says_so(rules_pipeline: Pipeline) -> None:
    text = 'Anna Novak said that the road was closed.\n"It will open in May," adding that "nobody needs to wait."'
    record = rules_pipeline(document(text))
    last = record.statements[-1]
    assert record.speakers(last) == ("Anna Novak",)
    assert is_implied(last)
    assert not is_implied(record.statements[0])


def test_a_speaker_is_not_implied_far_below(rules_pipeline: Pipeline) -> None:
    between = "It rained.\n" * 4
    text = f"Anna Novak said that the road was closed.\n{between}“It will open in May, and nobody needs to wait.”"
    record = rules_pipeline(document(text))
    assert record.statements[-1].speaker == ()
