from __future__ import annotations

from collections import Counter

import pytest

from fuzz.fuzz_readers import READERS, inputs, run

COUNT = 300


@pytest.mark.parametrize("reader", READERS)
def test_nothing_but_documents_and_refusals_comes_out(reader: str) -> None:
    outcome: Counter[str] = Counter()
    for data in inputs(reader, count=COUNT, seed=20):
        outcome += run(reader, data)
    assert outcome["document"] > COUNT // 4  # the mutations leave enough whole to be read
    assert sum(outcome.values()) - outcome["document"] > COUNT // 10  # and break enough to be refused


def test_a_seed_gives_the_same_inputs_again() -> None:
    assert list(inputs("html", count=20, seed=3)) == list(inputs("html", count=20, seed=3))
    assert list(inputs("html", count=20, seed=3)) != list(inputs("html", count=20, seed=4))
