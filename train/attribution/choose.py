"""Choosing the decoder's weights on the development reports: one weight at a time, in coarse steps.

Each choice is judged by its F1 with a judge that was fitted on other reports (six folds).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.decoding import Options
from onrecord.analysis.tagger import Tagger, decode_groups, to_attribution
from train.attribution.judge import best_threshold, fit_judge, judged_elsewhere
from train.attribution.scoring import Page, right_ones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from train.attribution.corpus import Report

GRID: dict[str, tuple[float, ...]] = {
    "cue": (0.0, 1.0, 2.0, 3.0),
    "outside": (-1.0, -0.5, 0.0),
    "begin": (-0.5, 0.0, 0.5),
    "source": (0.0, 1.0, 2.0),
    "no_source": (-1.0, 0.0, 1.0),
    "content_vote": (0.0, 0.5, 1.0),
    "inside_word": (0.0, 0.5),
}
LEAST_GAIN = 0.05  # per cent; a smaller gain does not move a weight


@dataclass(frozen=True, slots=True)
class Candidates:
    """Every attribution that some options find: the evidence for it, whether it is right, and in which report."""

    evidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    report: NDArray[np.int64]
    there: int

    def best(self) -> tuple[float, float]:
        """The best threshold and its F1 in per cent, by judges fitted on other reports."""
        return best_threshold(judged_elsewhere(self.evidence, self.right, self.report), self.right, self.there)


class Chooser:
    """The reports, encoded once and decoded many times."""

    def __init__(self, tagger: Tagger, reports: Sequence[Report]) -> None:
        self.arcs = tagger.arcs
        self.reports = reports
        self.pages = [Page(report.text) for report in reports]
        self.windows = [tagger.encode(report.text) for report in reports]

    def choose(self) -> tuple[Options, float]:
        """The best options with their judge, and their F1 on reports the judge was not fitted on."""
        options = Options()
        best = self.candidates(options).best()[1]
        for name, values in GRID.items():
            for value in values:
                other = replace(options, **{name: value})  # type: ignore[arg-type]
                found = best if other == options else self.candidates(other).best()[1]
                if found > best + LEAST_GAIN:
                    options, best = other, found
        candidates = self.candidates(options)
        threshold, best = candidates.best()
        weights = fit_judge(candidates.evidence, candidates.right)
        judge = tuple(round(float(weight), 5) for weight in weights)
        return replace(options, judge=judge, threshold=threshold), best

    def candidates(self, options: Options) -> Candidates:
        """Everything the options find in the reports."""
        evidence: list[tuple[float, ...]] = []
        right: list[bool] = []
        report: list[int] = []
        for index, windows in enumerate(self.windows):
            decoded = decode_groups(windows, self.arcs, options)
            pairs = [(group, encoded) for encoded, groups in zip(windows, decoded, strict=True) for group in groups]
            evidence += [group.evidence for group, _ in pairs]
            attributions = [to_attribution(group, encoded) for group, encoded in pairs]
            right += right_ones(self.pages[index], self.reports[index].attributions, attributions)
            report += [index] * len(pairs)
        there = sum(len(reading.attributions) for reading in self.reports)
        return Candidates(np.array(evidence), np.array(right, np.bool_), np.array(report), there)
