from __future__ import annotations

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.model import Evidence, Span

SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 3)])
def test_empty_and_reversed_spans_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="empty or reversed"):
        Span(start, end)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(f"[{start},{end}]", type=Span)


@given(SPANS, SPANS)
def test_spans_are_sets_of_places(one: Span, other: Span) -> None:
    ones, others = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert len(one) == len(ones)
    assert one.overlaps(other) == bool(ones & others)
    assert one.contains(other) == (ones >= others)
    assert one.overlaps(other) == other.overlaps(one)


@given(SPANS, st.integers(0, 9))
def test_shift(span: Span, by: int) -> None:
    assert (span.shift(by).start, len(span.shift(by))) == (span.start + by, len(span))


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]


def test_a_span_is_a_pair_in_json() -> None:
    assert msgspec.json.encode(Span(3, 7)) == b"[3,7]"


@given(st.text(min_size=1), st.data())
def test_evidence_is_what_the_text_says_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Evidence.of(text, start, end).exact == text[start:end]


@given(st.text(), st.integers(-3, 40), st.integers(-3, 40))
def test_evidence_outside_the_text_is_refused(text: str, start: int, end: int) -> None:
    assume(not 0 <= start < end <= len(text))
    with pytest.raises(ValueError, match="span"):
        Evidence.of(text, start, end)
