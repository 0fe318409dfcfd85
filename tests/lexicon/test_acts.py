"""Act, commitment and polarity of cues as they stand in news reports, by the lexicon's entry for them."""

from __future__ import annotations

import tomllib
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.model import Attribution, Span
from onrecord.pipeline import Stage

from factories import document, marked

if TYPE_CHECKING:
    from onrecord.model import Document, Statement
    from onrecord.pipeline import Pipeline

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "acts.toml").read_text("utf-8"))["cues"]
LEAST = 0.92


@pytest.fixture(scope="module")
def statements(rules_pipeline: Pipeline) -> list[Statement]:
    """The statement of each case: the cue as marked, the rest of its line as content."""
    texts, cues = zip(*((text, spans["C"][0]) for text, spans in (marked(c["text"]) for c in CASES)), strict=True)
    starts = list(accumulate((len(t) + 1 for t in texts), initial=0))

    def attributions(document: Document) -> tuple[Attribution, ...]:  # noqa: ARG001 - a parameter's name is its layer
        return tuple(
            Attribution((), (_moved(cue, at),), (_moved(_longer_side(cue, text), at),), "marked", 1.0)
            for text, cue, at in zip(texts, cues, starts, strict=False)
        )

    given = Stage("attribution", "attributions", attributions)
    found = rules_pipeline.with_stage(given)(document("\n".join(texts))).statements
    return sorted(found, key=lambda s: s.cue[0].span)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _longer_side(cue: Span, text: str) -> Span:
    return Span(0, cue.start) if cue.start > len(text) - cue.end else Span(cue.end, len(text))


@pytest.mark.parametrize("field", ["act", "commitment", "polarity"])
def test_cues_mean_what_a_reader_takes_them_for(field: str, statements: list[Statement]) -> None:
    accepted: list[list[str]] = [c.get(field, ["neutral"]) for c in CASES]
    found = [getattr(s, field) for s in statements]
    assert len(found) == len(CASES)
    right = sum(c["times"] for c, f, a in zip(CASES, found, accepted, strict=True) if f in a)
    wrong = [(c["text"], f, a) for c, f, a in zip(CASES, found, accepted, strict=True) if f not in a]
    assert right >= LEAST * sum(c["times"] for c in CASES), wrong


def test_the_cases_are_300_cues() -> None:
    rows: list[dict[str, Any]] = CASES
    assert sum(row["times"] for row in rows) == 300
    assert len({row["text"] for row in rows}) == len(rows)
