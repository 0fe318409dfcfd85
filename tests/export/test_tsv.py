from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import tsv


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (0, "0"),
        (-2.5, "-2.5"),
        ("plain", "plain"),
        (" a\tb\r\nc\x00d\u2028e\x85f\u00a0", "a b c d e f"),
        ('"yes"', "'yes\""),
        ('the "yes"', 'the "yes"'),
    ],
)
def test_cells(value: tsv.Value, cell: str) -> None:
    assert tsv.cell(value) == cell


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=4))
def test_any_words_stay_in_their_cells_however_a_reader_takes_quotation_marks(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    assert tsv.write(rows, file, header=("a", "b", "c")) == len(rows)
    lines = file.getvalue().split("\n")
    assert lines[0] == "a\tb\tc"
    assert lines[-1] == ""
    assert file.getvalue().count("\n") == len(rows) + 1 == len(file.getvalue().splitlines())
    plain = [line.split("\t") for line in lines[:-1]]
    assert list(csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter="\t")) == plain
    assert {len(cells) for cells in plain} == {3}
