"""How well attributions are found, against a gold file of source, cue and content spans.

A gold file has one JSON object a line: `doc_id`, `text` and `attributions`, each with `source`, `cue` and `content`
as lists of half-open `[start, end]` code points of `text`; `title`, `date` and `publisher` are read when there.
Predictions have the same form without the text.

The score is that of PolNeAR-style evaluations: predicted and gold attributions of a document are paired one to one by
the overlap of their content's tokens (Jaccard, best first); a pair counts when the overlap is at least one half.
`combined` asks besides that the sources' token F1 be at least one half (or that both have no source).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

import msgspec
from msgspec import Struct

from onrecord.eval.gold import read_documents, read_gold
from onrecord.model import Failure, Record
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from onrecord.config import Config

_TOKEN = re.compile(r"\w+|[^\w\s]")
_HALF = 0.5

Spans = list[tuple[int, int]]


class Attribution(Struct, frozen=True):
    """Spans of one attribution, `[start, end)` code points; gold files may carry further fields."""

    content: Spans
    source: Spans = []
    cue: Spans = []


class GoldDocument(Struct, frozen=True):
    """One line of a gold file."""

    doc_id: str
    text: str
    attributions: list[Attribution]


class Prediction(Struct, frozen=True):
    """One line of a file of predictions."""

    doc_id: str
    attributions: list[Attribution]


class Score(Struct, frozen=True):
    """Precision, recall and F1 in per cent, with the counts they come from."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predictions that are right."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold attributions that were found."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 200 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


class Report(Struct, frozen=True):
    """What an evaluation found.

    Attributes:
        documents: how many were scored.
        failures: documents that could not be read or coded; they count as without predictions.
        combined: content overlaps by half and the source is right.
        content: content overlaps by half.
        source_right: of the pairs by content whose gold has a source, the per cent with a right one.
    """

    documents: int
    failures: tuple[Failure, ...]
    combined: Score
    content: Score
    source_right: float


def run(gold: Path, *, config: Config, predictions: TextIO | None = None) -> Report:
    """Read every document of a gold file, and score the statements found.

    Args:
        gold: a gold file, see above.
        config: settings of the pipeline.
        predictions: where to write the predictions, one JSON object a line.

    Raises:
        EvalError: the file is not there or a line is not of the form.
    """
    wanted = list(read_gold(gold, GoldDocument))
    failures: list[Failure] = []
    total: Counter[str] = Counter()
    outcomes = Pipeline(config).pipe(read_documents(wanted, gold, config))
    for document, outcome in zip(wanted, outcomes, strict=True):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        found = [] if isinstance(outcome, Failure) else list(attributions(outcome))
        if predictions is not None:
            predictions.write(msgspec.json.encode(Prediction(document.doc_id, found)).decode() + "\n")
        total.update(score(document.text, document.attributions, found))
    return Report(
        documents=len(wanted),
        failures=tuple(failures),
        combined=Score(total["combined"], total["predicted"], total["gold"]),
        content=Score(total["content"], total["predicted"], total["gold"]),
        source_right=100 * total["source right"] / max(1, total["has source"]),
    )


def attributions(record: Record) -> Iterator[Attribution]:
    """A record's statements as spans."""
    for statement in record.statements:
        spans = (
            [(e.span.start, e.span.end) for e in role] for role in (statement.content, statement.source, statement.cue)
        )
        yield Attribution(*spans)


def score(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Counter[str]:
    """Counts for one document: gold, predicted, content, combined, has source, source right."""
    tokens = _TokenSets(text)
    want = [(tokens.of(a.content), tokens.of(a.source)) for a in gold if tokens.of(a.content)]
    have = [(tokens.of(a.content), tokens.of(a.source)) for a in predicted if tokens.of(a.content)]
    counts = Counter({"gold": len(want), "predicted": len(have)})
    for overlap, g, p in _pairs([c for c, _ in want], [c for c, _ in have]):
        if overlap < _HALF:
            continue
        source, guess = want[g][1], have[p][1]
        counts["content"] += 1
        counts["combined"] += _f1(source, guess) >= _HALF
        if source:
            counts["has source"] += 1
            counts["source right"] += bool(source & guess)
    return counts


class _TokenSets:
    """Numbers of the tokens that spans share a code point with."""

    def __init__(self, text: str) -> None:
        self._at: dict[int, int] = {}
        for number, token in enumerate(_TOKEN.finditer(text)):
            self._at.update(dict.fromkeys(range(*token.span()), number))

    def of(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        return frozenset(t for start, end in spans for c in range(start, end) if (t := self._at.get(c)) is not None)


def _pairs(gold: Sequence[frozenset[int]], predicted: Sequence[frozenset[int]]) -> Iterator[tuple[float, int, int]]:
    """One-to-one pairs by falling Jaccard overlap; ties in text order."""
    candidates = [
        (-len(g & p) / len(g | p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if g & p
    ]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for negative, i, j in sorted(candidates):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            yield -negative, i, j


def _f1(a: frozenset[int], b: frozenset[int]) -> float:
    if not a or not b:
        return 1.0 if not a and not b else 0.0
    return 2 * len(a & b) / (len(a) + len(b))


def to_rows(report: Report) -> list[dict[str, Any]]:
    """The report as rows for printing: measure, precision, recall, F1."""
    return [
        {"measure": name, "precision": s.precision, "recall": s.recall, "f1": s.f1}
        for name, s in (("combined", report.combined), ("content", report.content))
    ]
