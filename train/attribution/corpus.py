"""Reading a folder of annotated reports in the PolNeAR layout (JSON lines, code point offsets)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

Spans = tuple[tuple[int, int], ...]


class Annotation(msgspec.Struct, frozen=True):
    """One attribution: who (source), by which words (cue), said what (content)."""

    source: Spans = ()
    cue: Spans = ()
    content: Spans = ()


class Report(msgspec.Struct, frozen=True):
    """One annotator's reading of one report; fields of the corpus that training does not use are skipped."""

    doc_id: str
    text: str
    attributions: tuple[Annotation, ...]
    annotator: str = ""


class Sample(msgspec.Struct, frozen=True):
    """One text with every reading of it."""

    text: str
    readings: tuple[tuple[Annotation, ...], ...]


def read_reports(path: Path) -> list[Report]:
    """Read every report of a JSON lines file."""
    decoder = msgspec.json.Decoder(Report)
    with path.open("rb") as lines:
        return [decoder.decode(line) for line in lines if line.strip()]


def read_training(folder: Path) -> list[Sample]:
    """Join ``train.jsonl`` with the further annotators' readings in ``train_multi.jsonl``, if it is there."""
    readings: dict[tuple[str, str], dict[str, tuple[Annotation, ...]]] = defaultdict(dict)
    for report in read_reports(folder / "train.jsonl"):
        readings[report.doc_id, report.text][report.annotator] = report.attributions
    further = folder / "train_multi.jsonl"
    if further.exists():
        known = set(readings)
        for report in read_reports(further):
            if (report.doc_id, report.text) in known:
                readings[report.doc_id, report.text][report.annotator] = report.attributions
    return [Sample(text, tuple(by_annotator.values())) for (_, text), by_annotator in readings.items()]
