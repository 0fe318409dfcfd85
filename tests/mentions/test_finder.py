from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Mention

    Read = Callable[..., tuple[Mention, ...]]

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "mentions.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_case(case: dict[str, Any], mentions_of: Read) -> None:
    mentions = mentions_of(case["text"])
    have = {(m.kind, m.evidence.exact, m.value or "", "metonym" if m.metonym else "") for m in mentions}
    for expected in case.get("found", ()):
        size = len(expected)
        assert tuple(expected) in {h[:size] for h in have}, f"{expected} not in {sorted(have)}"
    for kind, words in case.get("absent", ()):
        assert (kind, words) not in {h[:2] for h in have}


def test_every_mention_says_where_it_stands_and_what_found_it(mentions_of: Read) -> None:
    text = "Foreign Minister Pekka Haavisto said on Friday that Finland’s army would not leave Kabul. He was right."
    mentions = mentions_of(text)
    assert mentions
    for m in mentions:
        assert text[m.evidence.span.start : m.evidence.span.end] == m.evidence.exact
        assert m.provenance.stage == "mentions"
        assert m.provenance.rule
    assert len({m.id for m in mentions}) == len(mentions)
    starts = [m.evidence.span.start for m in mentions]
    assert starts == sorted(starts)


def test_two_of_one_kind_never_overlap(mentions_of: Read) -> None:
    text = "\n\n".join(c["text"] for c in CASES)
    by_kind: dict[str, int] = {}
    for m in mentions_of(text):
        assert m.evidence.span.start >= by_kind.get(m.kind, 0), m
        by_kind[m.kind] = m.evidence.span.end


def test_no_text_no_mentions(mentions_of: Read) -> None:
    assert mentions_of("") == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(CASES), st.integers(1, 5))
def test_leading_blank_lines_shift_spans_and_nothing_else(mentions_of: Read, case: dict[str, Any], lines: int) -> None:
    def bare(text: str, by: int) -> list[tuple[object, ...]]:
        return [(m.kind, m.evidence.span.shift(-by), m.evidence.exact, m.value, m.metonym) for m in mentions_of(text)]

    assert [(k, s, *rest) for k, s, *rest in bare("\n" * lines + case["text"], lines)] == [
        (m.kind, m.evidence.span, m.evidence.exact, m.value, m.metonym) for m in mentions_of(case["text"])
    ]
