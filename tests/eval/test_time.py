from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.config import Config
from onrecord.errors import EvalError
from onrecord.eval import time as scorer
from onrecord.eval.time import Time

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Rivalen, Friday, March 22, 2013\n\nThe envoy left on Tuesday. The envoy calls every Monday, for two hours."


def timex(words: str, kind: str, value: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "type": kind, "value": value}


def gold(folder: Path, *times: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    row = {"doc_id": "a", "text": TEXT, "dct": "2013-03-22", "timex": times}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_a_report_is_read_and_scored(tmp_path: Path) -> None:
    path = gold(
        tmp_path,
        timex("Friday, March 22, 2013", "DATE", "2013-03-22"),
        timex("Tuesday", "DATE", "2013-03-18"),
        timex("every Monday", "SET", "XXXX-WXX-1"),
        timex("two hours", "DURATION", "PT2H"),
        timex("envoy", "DATE", "PAST_REF"),
    )
    out = io.StringIO()
    report = scorer.run(path, config=Config(), predictions=out)
    assert (report.documents, report.gold, report.predicted) == (1, 5, 4)
    assert report.right == {"relaxed": 4, "strict": 4, "type": 4, "value": 3, "period": 3}
    assert [(m.words, m.wanted, m.found) for m in report.misses] == [
        ("Tuesday", "2013-03-18", "2013-03-19"),
        ("envoy", "PAST_REF", None),
    ]
    assert report.value_of_found == 0.75
    assert scorer.to_rows(report)[1] == {"measure": "relaxed", "precision": 100.0, "recall": 80.0, "f1": 88.9}
    assert json.loads(out.getvalue())["timex"][1] == timex("Tuesday", "DATE", "2013-03-19")


def test_each_predicted_time_is_used_once() -> None:
    wanted = [Time(0, 5, "DATE"), Time(6, 9, "DATE"), Time(20, 22, "DATE")]
    found = [Time(3, 9, "DATE"), Time(22, 30, "DATE")]
    assert list(scorer.pairs(wanted, found)) == [(wanted[0], found[0]), (wanted[1], None), (wanted[2], None)]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2013-03-22", dt.date(2013, 3, 22), dt.date(2013, 3, 22)),
        ("2013-03-22TNI", dt.date(2013, 3, 22), dt.date(2013, 3, 22)),
        ("2013-W12", dt.date(2013, 3, 18), dt.date(2013, 3, 24)),
        ("2013-12", dt.date(2013, 12, 1), dt.date(2013, 12, 31)),
        ("2012-WI", dt.date(2012, 12, 1), dt.date(2013, 2, 28)),
        ("2013-Q1", dt.date(2013, 1, 1), dt.date(2013, 3, 31)),
        ("196", dt.date(1960, 1, 1), dt.date(1969, 12, 31)),
        ("19", dt.date(1900, 1, 1), dt.date(1999, 12, 31)),
        ("1960-01-01/1969-12-31", dt.date(1960, 1, 1), dt.date(1969, 12, 31)),
        ("~1994/2008", dt.date(1994, 1, 1), dt.date(2008, 12, 31)),
    ],
)
def test_days_of(value: str, first: dt.date, last: dt.date) -> None:
    assert scorer.days_of(value) == (first, last)


@pytest.mark.parametrize("value", ["", "P3Y", "PAST_REF", "XXXX-WXX-1", "2013-13", "2013-W60", "2013-02-30"])
def test_what_names_no_days(value: str) -> None:
    assert scorer.days_of(value) is None


def test_a_file_of_another_form(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "a"}\n', encoding="utf-8")
    with pytest.raises(EvalError):
        scorer.run(path, config=Config())
