from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.statements.draft import merge, trimmed, without
from onrecord.statements.kinds import kind_of

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(SPANS, st.lists(SPANS, max_size=4))
def test_without_keeps_exactly_what_no_hole_covers(span: Span, holes: list[Span]) -> None:
    kept = {c for piece in without(span, holes) for c in range(piece.start, piece.end)}
    assert kept == {c for c in range(span.start, span.end) if not any(h.start <= c < h.end for h in holes)}


@given(st.lists(SPANS, max_size=5))
def test_merge_covers_the_same_letters_with_spans_apart(spans: list[Span]) -> None:
    text = "x" * 60
    merged = merge(spans, text)
    assert {c for s in merged for c in range(s.start, s.end)} == {c for s in spans for c in range(s.start, s.end)}
    assert all(a.end < b.start for a, b in itertools.pairwise(merged))


def test_merge_joins_over_blanks_only() -> None:
    assert merge([Span(0, 2), Span(4, 6)], "ab  cd") == (Span(0, 6),)
    assert merge([Span(0, 2), Span(4, 6)], "ab, cd") == (Span(0, 2), Span(4, 6))


@pytest.mark.parametrize(("text", "want"), [(" , a b; ", "a b"), ("a", "a"), (" ,; ", None), ("\u00a0a\u00a0", "a")])
def test_trimmed(text: str, want: str | None) -> None:
    span = trimmed(Span(0, len(text)), text, ",;")
    assert (span and text[span.start : span.end]) == want


@pytest.mark.parametrize(
    ("text", "quote", "want"),
    [
        ("it was late", None, "indirect"),
        ('"it was late"', (0, 13), "direct"),
        ('that "it was late"', (5, 18), "direct"),
        ('it "was" late', (3, 8), "mixed"),
    ],
)
def test_kind(text: str, quote: tuple[int, int] | None, want: str) -> None:
    quotes = [Span(*quote)] if quote else []
    assert kind_of(text, [Span(0, len(text))], quotes) == want
