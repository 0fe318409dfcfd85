"""How well times are found and read, against a gold file of TIMEX3 annotations.

A gold file has one JSON object a line: `doc_id`, `text`, `dct` (day of publication) and `timex`, each with half-open
`start` and `end` in code points of `text`, `type` (DATE, TIME, DURATION, SET) and `value`. Predictions have the same
form without the text.

The score is that of TempEval-3: a gold time is found when a predicted one overlaps it (the one that overlaps most, each
used once), exactly when the spans agree; type and value count on the pairs. Values agree when they are the same in
capitals. `period` counts a pair too when both values name the same days, however they write it (`2022-SU` and
`2022-06-01/2022-08-31`, a day and a part of it); some gold files write intervals where TIMEX3 has weeks and seasons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, TextIO

import msgspec
from msgspec import Struct

from onrecord.eval.gold import read_documents, read_gold
from onrecord.model import Document, Failure, Record
from onrecord.pipeline import Pipeline, standard_stages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.config import Config

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Measure = Literal["strict", "relaxed", "type", "value", "period"]
MEASURES: tuple[Measure, ...] = ("strict", "relaxed", "type", "value", "period")


class Time(Struct, frozen=True):
    """One annotation, gold or predicted."""

    start: int
    end: int
    type: TimexType
    value: str = ""


class GoldTimes(Struct, frozen=True):
    """One line of a gold file."""

    doc_id: str
    text: str
    timex: list[Time]


class Prediction(Struct, frozen=True):
    """One line of a file of predictions."""

    doc_id: str
    timex: list[Time]


class Miss(Struct, frozen=True):
    """A gold time that was not found, or whose value was read otherwise.

    Attributes:
        words: the gold time's.
        start: where they begin, in code points of the text.
        found: the value that was read; None when nothing was found there.
    """

    doc_id: str
    words: str
    start: int
    wanted: str
    found: str | None


class TimeReport(Struct, frozen=True):
    """What an evaluation found.

    Attributes:
        documents: how many were scored.
        failures: documents that could not be read; all of their times count as missed.
        gold: times in the gold file.
        predicted: times found.
        right: pairs that count, by measure.
        misses: what was wrong, in the order of the file.
    """

    documents: int
    failures: tuple[Failure, ...]
    gold: int
    predicted: int
    right: dict[Measure, int]
    misses: tuple[Miss, ...]

    def f1(self, measure: Measure) -> tuple[float, float, float]:
        """Precision, recall and F1 of a measure, 0 to 1."""
        right = self.right[measure]
        precision = right / self.predicted if self.predicted else 0.0
        recall = right / self.gold if self.gold else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0

    @property
    def value_of_found(self) -> float:
        """Share of right values among the gold times that were found."""
        return self.right["value"] / self.right["relaxed"] if self.right["relaxed"] else 0.0


def run(gold: Path, *, config: Config, predictions: TextIO | None = None) -> TimeReport:
    """Read every document of a gold file, and score its times.

    Args:
        gold: a gold file, see above.
        config: settings of the pipeline.
        predictions: where to write what was found, one JSON object a line.

    Raises:
        EvalError: the file is not there or a line is not of the form.
    """
    rows = list(read_gold(gold, GoldTimes))
    documents = (_all_read(document) for document in read_documents(rows, gold, config))
    outcomes = Pipeline(config, stages=standard_stages(config, upto="mentions")).pipe(documents)
    failures: list[Failure] = []
    misses: list[Miss] = []
    right: Counter[Measure] = Counter(dict.fromkeys(MEASURES, 0))
    predicted = 0
    for row, outcome in zip(rows, outcomes, strict=True):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        found = [] if isinstance(outcome, Failure) else times_of(outcome)
        predicted += len(found)
        if predictions is not None:
            predictions.write(msgspec.json.encode(Prediction(row.doc_id, found)).decode() + "\n")
        for wanted, pair in pairs(row.timex, found):
            right.update(_right(wanted, pair))
            if pair is None or not _same_value(wanted, pair):
                words = row.text[wanted.start : wanted.end]
                misses.append(Miss(row.doc_id, words, wanted.start, wanted.value, pair.value if pair else None))
    total = sum(len(row.timex) for row in rows)
    return TimeReport(len(rows), tuple(failures), total, predicted, dict(right), tuple(misses))


def _all_read(document: Document | Failure) -> Document | Failure:
    """The document with all of its text as prose: gold files annotate date lines as well."""
    if isinstance(document, Failure):
        return document
    blocks = tuple(msgspec.structs.replace(block, kind="paragraph") for block in document.blocks)
    return msgspec.structs.replace(document, blocks=blocks)


def times_of(record: Record) -> list[Time]:
    """The times of a record with their TIMEX3 types."""
    dates = [m for m in record.mentions if m.kind == "date"]
    return [
        Time(m.evidence.span.start, m.evidence.span.end, _type(m.value or "", m.provenance.rule), m.value or "")
        for m in dates
    ]


def _type(value: str, rule: str) -> TimexType:
    if rule == "set":
        return "SET"
    if re.match(r"PT?[\dX]", value):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("_REF") else "DATE"


def pairs(gold: Sequence[Time], found: Sequence[Time]) -> Iterator[tuple[Time, Time | None]]:
    """Each gold time with the unused predicted one that overlaps it most, in the order of the gold."""
    free = list(found)
    for wanted in gold:
        best = max(free, key=lambda f: min(wanted.end, f.end) - max(wanted.start, f.start), default=None)
        if best is None or min(wanted.end, best.end) <= max(wanted.start, best.start):
            yield wanted, None
            continue
        free.remove(best)
        yield wanted, best


def _right(wanted: Time, found: Time | None) -> Iterator[Measure]:
    """The measures that a pair counts for."""
    if found is None:
        return
    yield "relaxed"
    if (wanted.start, wanted.end) == (found.start, found.end):
        yield "strict"
    if wanted.type == found.type:
        yield "type"
    same = _same_value(wanted, found)
    if same:
        yield "value"
    if same or ((days := days_of(wanted.value)) is not None and days == days_of(found.value)):
        yield "period"


def _same_value(a: Time, b: Time) -> bool:
    return a.value.strip().upper() == b.value.strip().upper()


_INTERVAL = re.compile(r"~?(\d{2,4}(?:-\d\d){0,2})/(\d{2,4}(?:-\d\d){0,2})")
_LONG = re.compile(r"\d{2,3}|\d{4}(?:-\d\d){0,2}")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])")
_MONTHS = {
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9),
    "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip


def days_of(value: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of what a value names: an interval, week, season, quarter, decade, month ...; else None."""
    try:
        if m := _INTERVAL.fullmatch(value):
            return _bounds(m[1])[0], _bounds(m[2])[1]
        if m := _WEEK.fullmatch(value):
            first = dt.date.fromisocalendar(int(m[1]), int(m[2]), 1)
            return first, first + dt.timedelta(days=6)
        if m := _PART.fullmatch(value):
            first_month, last_month = _MONTHS[m[2]]
            return _month(int(m[1]), first_month)[0], _month(int(m[1]), last_month)[1]
        value = value.split("T", maxsplit=1)[0]
        return _bounds(value) if _LONG.fullmatch(value) else None
    except ValueError:
        return None


def _bounds(value: str) -> tuple[dt.date, dt.date]:
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 3:  # noqa: PLR2004 - year, month, day
        day = dt.date(*parts)
        return day, day
    if len(parts) == 2:  # noqa: PLR2004 - year, month
        first = dt.date(parts[0], parts[1], 1)
        return _month(first.year, first.month)
    years = 10 ** (4 - len(value))
    return dt.date(parts[0] * years, 1, 1), dt.date(parts[0] * years + years - 1, 12, 31)


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, 1), after - dt.timedelta(days=1)


def to_rows(report: TimeReport) -> list[dict[str, float | str]]:
    """The report as rows for printing: measure, precision, recall, f1 in per cent."""
    rows: list[dict[str, float | str]] = []
    for measure in MEASURES:
        precision, recall, f1 = (round(100 * part, 1) for part in report.f1(measure))
        rows.append({"measure": measure, "precision": precision, "recall": recall, "f1": f1})
    return rows
