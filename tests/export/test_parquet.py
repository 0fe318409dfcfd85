from __future__ import annotations

import csv as stdlib
import io
import sys
from typing import TYPE_CHECKING, Any

import pytest

from export.made import hostile, summit
from onrecord.errors import ExtraMissingError
from onrecord.export import csv, parquet

from factories import nested, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Record

MADE = [nested(), summit(), hostile(), record("Nothing was said.")]
WRITERS = [(parquet.write, csv.write), (parquet.write_events, csv.write_events)]


def read(write: Callable[..., int], made: list[Record]) -> list[dict[str, Any]]:
    pyarrow_parquet = pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    count = write(made, file)
    rows: list[dict[str, Any]] = pyarrow_parquet.read_table(io.BytesIO(file.getvalue())).to_pylist()
    assert len(rows) == count
    return rows


@pytest.mark.parametrize(("write", "write_csv"), WRITERS)
def test_the_table_is_that_of_the_csv(write: Callable[..., int], write_csv: Callable[..., int]) -> None:
    file = io.StringIO(newline="")
    write_csv(MADE, file)
    expected = list(stdlib.DictReader(io.StringIO(file.getvalue(), newline="")))
    found = read(write, MADE)
    assert [list(row) for row in found] == [list(row) for row in expected]
    for row, cells in zip(found, expected, strict=True):
        assert {name: _cell(value) for name, value in row.items()} == {n: csv.restore(c) for n, c in cells.items()}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_numbers_and_truth_values_have_their_types() -> None:
    row = read(parquet.write_events, [nested()])[0]
    assert (row["lead"], row["start"], row["confidence"], row["mode"]) == (True, 30, 0.7, "threat")
    assert read(parquet.write, [nested()])[0]["negated"] is False


def test_several_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    assert [r["id"] for r in read(parquet.write, MADE)] == [s.id for r in MADE for s in r.statements]


@pytest.mark.parametrize("write", [parquet.write, parquet.write_events])
def test_a_store_without_findings_is_an_empty_table(write: Callable[..., int]) -> None:
    assert read(write, []) == []


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraMissingError) as caught:
        parquet.write(MADE, io.BytesIO())
    assert caught.value.extra == "parquet"
