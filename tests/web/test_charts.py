from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.dyads import Balance
from onrecord.views.facets import all_months
from onrecord.views.stats import Count
from onrecord.web.charts import balances, columns

MONTHS = st.builds("{:04}-{:02}".format, st.integers(1, 2100), st.integers(1, 12))


@given(known=st.dictionaries(MONTHS, st.integers(1, 9), max_size=5))
def test_every_statement_is_in_one_column_of_the_box(known: dict[str, int]) -> None:
    chart = columns([Count(month, known.get(month, 0)) for month in all_months(known)])
    assert sum(column.count for column in chart.columns) == sum(known.values())
    assert len(chart.columns) <= 72
    for column in chart.columns:
        assert column.x >= 0
        assert column.x + column.width <= chart.width + 0.01
        assert 0 <= column.y <= column.y + column.height <= chart.height + 0.01
        assert column.since <= column.until


@pytest.mark.parametrize(
    ("months", "labels", "since", "until"),
    [
        (["2024-02"], ["2024-02"], "2024-02-01", "2024-02-29"),
        (["2023-12", "2024-01"], ["2023-12", "2024-01"], "2023-12-01", "2024-01-31"),
        (["1999-05", "2024-01"], [str(year) for year in range(1999, 2025)], "1999-01-01", "2024-12-31"),
    ],
)
def test_columns_stand_for_days(months: list[str], labels: list[str], since: str, until: str) -> None:
    chart = columns([Count(month, 1) for month in all_months(months)])
    assert [column.label for column in chart.columns] == labels
    assert (chart.columns[0].since, chart.columns[-1].until) == (since, until)


def test_without_statements_there_are_no_columns() -> None:
    assert columns([]).columns == ()
    assert balances([], within=[]).bars == ()


def test_two_charts_have_one_scale() -> None:
    here = [Balance("2024-01", verbal_cooperation=4, oppose=1)]
    there = [Balance("2024-02", material_conflict=8)]
    one, other = balances(here, within=here + there), balances(there, within=here + there)
    assert (one.bars[0].up, one.bars[0].down) == (12.0, 3.0)
    assert (other.bars[0].up, other.bars[0].down) == (0.0, 24.0)
    assert one.bars[0].x < other.bars[0].x
    assert one.told
    assert not balances([Balance("2024-01", neutral=3)], within=here).told
