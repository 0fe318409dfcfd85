from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from onrecord.documents import dates

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "documents_dates.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["date"], ids=lambda case: case["line"])
def test_a_date_line(case: dict[str, object]) -> None:
    moment = dates.parse(str(case["line"]))
    assert moment is not None
    assert moment.day == case.get("day")
    assert moment.at == case.get("at")
    assert moment.label == case.get("label", "")


@pytest.mark.parametrize("line", CASES["no_date"][0]["lines"])
def test_a_line_with_anything_else_in_it_is_no_date(line: str) -> None:
    assert dates.parse(line) is None


@pytest.mark.parametrize("case", CASES["url"], ids=lambda case: case["url"])
def test_the_day_in_an_address(case: dict[str, str | dt.date]) -> None:
    assert dates.from_url(str(case["url"])) == case.get("day")


def test_the_zone_is_kept() -> None:
    moment = dates.parse("Fri, 24 Feb 2023 23:15:00 +0330")
    assert moment is not None
    assert moment.at is not None
    assert moment.at.utcoffset() == dt.timedelta(hours=3, minutes=30)
