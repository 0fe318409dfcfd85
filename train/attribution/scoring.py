"""How well predicted attributions agree with a reading of the same reports.

The definitions: a token is a word or a punctuation mark; a predicted attribution is paired with at most one of the
reading's, by falling Jaccard index of their contents' tokens. A pair counts as *partial* from an index of 0.5 on,
and as *combined* if besides the sources' token F1 is at least 0.5, or neither has a source.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.tagger import Attribution
    from train.attribution.corpus import Annotation, Report, Spans

TOKEN = re.compile(r"\w+|[^\w\s]")
QUOTATION = re.compile("\n|\u201c|\u201d|\"|''")
HALF = 0.5
Kind = Literal["direct", "mixed", "indirect"]
KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")


class Counts(msgspec.Struct):
    """True positives, and how many were predicted and how many there are."""

    right: int = 0
    predicted: int = 0
    there: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in per cent."""
        total = self.predicted + self.there
        return 200 * self.right / total if total else 0.0


class Figures(msgspec.Struct, frozen=True):
    """The figures of a model on a set of reports, all in per cent."""

    combined: float
    low: float
    high: float
    precision: float
    recall: float
    partial: float
    direct: float
    mixed: float
    indirect: float
    source_right: float


class Page:
    """One report's tokens, and which of them are inside quotation marks."""

    def __init__(self, text: str) -> None:
        self.tokens = [match.span() for match in TOKEN.finditer(text)]
        self.is_word = [text[start].isalnum() or text[start] == "_" for start, _ in self.tokens]
        self.quoted = self._quoted(text)
        self.token_at = {place: index for index, span in enumerate(self.tokens) for place in range(*span)}

    def _quoted(self, text: str) -> list[bool]:
        marks = [(match.start(), match.group()) for match in QUOTATION.finditer(text)]
        inside, position, quoted = False, 0, []
        for start, _ in self.tokens:
            while position < len(marks) and marks[position][0] < start:
                mark = marks[position][1]
                inside = mark == "\u201c" or (mark in ('"', "''") and not inside)
                position += 1
            quoted.append(inside)
        return quoted

    def covered(self, spans: Spans) -> frozenset[int]:
        """The tokens that share a character with the spans."""
        places = (self.token_at.get(place) for start, end in spans for place in range(start, end))
        return frozenset(token for token in places if token is not None)

    def kind(self, content: frozenset[int]) -> Kind:
        """Whether all, some or none of a content's words are quoted."""
        words = [self.quoted[token] for token in content if self.is_word[token]]
        if not any(words):
            return "indirect"
        return "direct" if all(words) else "mixed"


class Scorer:
    """Adds up reports, then gives the figures."""

    def __init__(self) -> None:
        self.partial = Counts()
        self.per_report: list[Counts] = []
        self.by_kind = {kind: (Counts(), Counts()) for kind in KINDS}
        self.sources: Counter[str] = Counter()

    def add(self, report: Report, predicted: Sequence[Attribution | Annotation]) -> None:
        """Compare the predictions for one report with its reading."""
        page = Page(report.text)
        gold = _token_sets(page, report.attributions)
        ours = _token_sets(page, predicted)
        self.partial.predicted += len(ours)
        self.partial.there += len(gold)
        counts = Counts(0, len(ours), len(gold))
        for content, _ in gold:
            self.by_kind[page.kind(content)][0].there += 1
        for content, _ in ours:
            self.by_kind[page.kind(content)][1].predicted += 1
        for index, (content, source), (our_content, our_source) in _pairs(gold, ours):
            if index < HALF:
                continue
            self.partial.right += 1
            if source:
                words = {token for token in source & our_source if page.is_word[token]}
                self.sources.update(all=1, right=int(bool(words)))
            if _agree(source, our_source):
                counts.right += 1
                self.by_kind[page.kind(content)][0].right += 1
                self.by_kind[page.kind(our_content)][1].right += 1
        self.per_report.append(counts)

    def figures(self, *, samples: int = 500) -> Figures:
        """All figures; the interval is a percentile bootstrap over reports."""
        total = _sum(self.per_report)
        chance = random.Random(20240101)  # noqa: S311 - a bootstrap, not a secret
        drawn = sorted(_sum(chance.choices(self.per_report, k=len(self.per_report))).f1 for _ in range(samples))
        low, high = drawn[int(0.025 * samples)], drawn[min(samples - 1, int(0.975 * samples))]
        kinds = [_harmonic(gold.right, gold.there, ours.right, ours.predicted) for gold, ours in self.by_kind.values()]
        precision, recall = 100 * total.right / max(1, total.predicted), 100 * total.right / max(1, total.there)
        source_right = 100 * self.sources["right"] / max(1, self.sources["all"])
        return Figures(total.f1, low, high, precision, recall, self.partial.f1, *kinds, source_right)


TokenSets = tuple[frozenset[int], frozenset[int]]


def _token_sets(page: Page, attributions: Sequence[Attribution | Annotation]) -> list[TokenSets]:
    sets = [(page.covered(attribution.content), page.covered(attribution.source)) for attribution in attributions]
    return [(content, source) for content, source in sets if content]


def _pairs(gold: list[TokenSets], ours: list[TokenSets]) -> list[tuple[float, TokenSets, TokenSets]]:
    candidates = []
    for row, (content, _) in enumerate(gold):
        for column, (our_content, _) in enumerate(ours):
            shared = len(content & our_content)
            if shared:
                candidates.append((-shared / len(content | our_content), row, column))
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for negative, row, column in sorted(candidates):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((-negative, gold[row], ours[column]))
    return pairs


def right_ones(page: Page, reading: Sequence[Annotation], predicted: Sequence[Attribution | Annotation]) -> list[bool]:
    """Which of the predictions count as right in the combined figure."""
    ours = _token_sets(page, predicted)
    right = [
        id(our_sets)
        for index, (_, source), our_sets in _pairs(_token_sets(page, reading), ours)
        if index >= HALF and _agree(source, our_sets[1])
    ]
    return [id(sets) in right for sets in ours]


def _agree(source: frozenset[int], other: frozenset[int]) -> bool:
    if not source or not other:
        return not source and not other
    return 2 * len(source & other) / (len(source) + len(other)) >= HALF


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(
        sum(count.right for count in counts),
        sum(count.predicted for count in counts),
        sum(count.there for count in counts),
    )


def _harmonic(found: int, there: int, right: int, predicted: int) -> float:
    recall, precision = found / max(1, there), right / max(1, predicted)
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(
    reports: Sequence[Report], predictions: Sequence[Sequence[Attribution | Annotation]], *, samples: int = 500
) -> Figures:
    """The figures of predictions for whole reports."""
    scorer = Scorer()
    for report, predicted in zip(reports, predictions, strict=True):
        scorer.add(report, predicted)
    return scorer.figures(samples=samples)
