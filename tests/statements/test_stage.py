from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import document, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span, Statement
    from onrecord.pipeline import Pipeline

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "statements.toml").read_text("utf-8"))["case"]
SHARED = re.compile(r"\{([A-Z])(\d(?:,\d)+):")


def expected(text: str) -> tuple[str, list[tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]]]:
    """The plain text, and source, cue and content of each numbered statement."""
    shared = {m[1] + m[2].replace(",", ""): m[2].split(",") for m in SHARED.finditer(text)}
    plain, spans = marked(SHARED.sub(lambda m: "{" + m[1] + m[2].replace(",", "") + ":", text))
    by_number: dict[str, dict[str, list[Span]]] = {}
    for label, found in spans.items():
        for number in shared.get(label, [label[1:]]):
            by_number.setdefault(number, {}).setdefault(label[0], []).extend(found)
    rows = [tuple(tuple(by_number[n].get(role, ())) for role in "SCT") for n in sorted(by_number)]
    return plain, rows  # type: ignore[return-value]


def spans(statements: Sequence[Statement]) -> list[tuple[tuple[Span, ...], ...]]:
    return [tuple(tuple(e.span for e in role) for role in (s.source, s.cue, s.content)) for s in statements]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_attribution(case: dict[str, Any], rules_pipeline: Pipeline) -> None:
    text, want = expected(case["text"])
    title = text.splitlines()[0] if case.get("headline") else None
    found = rules_pipeline(document(text, title=title)).statements
    assert sorted(spans(found)) == sorted(want)
    by_number = {
        n: next(s for s, w in zip(found, spans(found), strict=True) if w == row) for n, row in enumerate(want, 1)
    }
    assert [by_number[n].kind for n in by_number] == case["kinds"]
    if "acts" in case:
        assert [by_number[n].act for n in by_number] == case["acts"]
    for inner, outer in case.get("within", {}).items():
        assert by_number[int(inner)].within == by_number[outer].id


@given(st.text(alphabet="\n\u00a0 \t", max_size=20), st.sampled_from(CASES))
@settings(max_examples=25, deadline=None)
def test_blank_lines_before_the_text_shift_every_span(
    rules_pipeline: Pipeline, blanks: str, case: dict[str, Any]
) -> None:
    text, _ = expected(case["text"])
    padding = blanks + "\n"
    before = spans(rules_pipeline(document(text)).statements)
    after = spans(rules_pipeline(document(padding + text)).statements)
    assert after == [tuple(tuple(s.shift(len(padding)) for s in role) for role in row) for row in before]


def test_a_second_reading_finds_the_same(rules_pipeline: Pipeline) -> None:
    text, _ = expected(CASES[0]["text"])
    assert rules_pipeline(document(text)) == rules_pipeline(document(text))


def test_an_implied_speaker_is_the_one_before(rules_pipeline: Pipeline) -> None:
    text = 'Anna Novak said that the road was closed.\n"It will open in May," adding that "nobody needs to wait."'
    record = rules_pipeline(document(text))
    last = record.statements[-1]
    assert not last.source
    assert record.speakers(last) == ("Anna Novak",)


def test_the_date_beside_a_cue_holds_until_another_speaker(rules_pipeline: Pipeline) -> None:
    text = "Ilse Harn said in a speech on 20 February that the road was closed.\n"
    text += "Harn added that it would open in May.\nTamas Brok said he agreed."
    record = rules_pipeline(document(text, published=dt.date(2023, 2, 24)))
    dates = [(s.said_on.value, s.said_on.how) for s in record.statements if s.said_on]
    assert dates == [("2023-02-20", "stated"), ("2023-02-20", "carried"), ("2023-02-24", "publication")]
