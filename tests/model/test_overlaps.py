from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.model.overlaps import Overlaps

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_finds_what_comparing_with_each_finds(spans: list[Span], wanted: Span) -> None:
    found = Overlaps((span, number) for number, span in enumerate(spans)).at(wanted)
    assert sorted(found) == [n for n, span in enumerate(spans) if span.overlaps(wanted)]
    assert [spans[n] for n in found] == sorted(spans[n] for n in found)
