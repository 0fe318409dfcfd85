"""What every finder of attributions keeps, whether it goes by rules or by the encoder."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.config import Config
from onrecord.errors import ModelMissingError
from onrecord.pipeline import Pipeline
from onrecord.verify import check

from factories import document, marked

if TYPE_CHECKING:
    from onrecord.model import Span, Statement

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "statements.toml").read_text("utf-8"))["case"]
#: Forms that both finders must read alike; each is one statement.
SHARED = [
    "that-clause",
    "quotation, then speaker and verb",
    "quotation after the verb",
    "mixed",
    "accusation",
    "demand",
]
WORDS = st.lists(
    st.sampled_from(
        ['"', "“", "”", "''", "he", "said", "Orla Venn", "that", "war", ",", ".", "\n", ":", "adding", "(", "é"]
    ),
    max_size=40,
)


@pytest.fixture(params=["rules", "model"], scope="module")
def finder(request: pytest.FixtureRequest, pipeline: Pipeline, rules_pipeline: Pipeline) -> Pipeline:
    return rules_pipeline if request.param == "rules" else pipeline


def parts(statement: Statement) -> list[list[Span]]:
    return [[e.span for e in part] for part in (statement.source, statement.cue, statement.content)]


@pytest.mark.parametrize("name", SHARED)
def test_plain_forms_are_read_alike(finder: Pipeline, name: str) -> None:
    text, want = marked(next(c["text"] for c in CASES if c["name"] == name))
    (found,) = finder(document(text)).statements
    assert [e.span for e in found.source] == want["S1"]
    assert [e.span for e in found.content] == want["T1"]
    assert any(c.span.overlaps(w) for c in found.cue for w in want["C1"])


@given(words=WORDS)
@settings(max_examples=40)
def test_any_text_gives_a_record_that_holds(finder: Pipeline, words: list[str]) -> None:
    record = finder(document("Report.\n" + " ".join(words)))
    check(record)
    for statement in record.statements:
        for spans in parts(statement):
            assert all(a.end <= b.start for a, b in pairwise(spans))


def test_no_two_statements_have_the_same_words(finder: Pipeline) -> None:
    text = "\n".join(marked(c["text"].replace(",2:", ":"))[0] for c in CASES)
    ids = [s.id for s in finder(document(text)).statements]
    assert len(ids) == len(set(ids))


def test_a_model_that_is_asked_for_must_be_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("onrecord.analysis.tagger.WEIGHTS", tmp_path)
    with pytest.raises(ModelMissingError, match=r"attribution\.onnx"):
        Pipeline(Config(attribution="model"))
    names = [stage.name for stage in Pipeline(Config(attribution="auto")).stages]
    assert "tags" not in names
