"""Fitting the judge: a logistic regression from the evidence for an attribution to the chance that it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIDGE = 1.0
ROUNDS = 25
FOLDS = 6
THRESHOLDS = np.arange(0.2, 0.6, 0.02)


def fit_judge(evidence: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The weights, then the constant, by Newton's method with a ridge on standardised evidence."""
    centre, spread = evidence.mean(0), evidence.std(0) + 1e-6
    table = np.hstack([(evidence - centre) / spread, np.ones((len(evidence), 1))])
    ridge = RIDGE * np.eye(table.shape[1])
    ridge[-1, -1] = 1e-6
    weights = np.zeros(table.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - right) + ridge @ weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + ridge
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ centre)


def judged_elsewhere(
    evidence: NDArray[np.float64], right: NDArray[np.bool_], report: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Each attribution's chance to be right, by a judge that was fitted on other reports."""
    chances = np.zeros(len(right))
    for fold in range(FOLDS):
        here = report % FOLDS == fold
        weights = fit_judge(evidence[~here], right[~here])
        chances[here] = 1 / (1 + np.exp(-(evidence[here] @ weights[:-1] + weights[-1])))
    return chances


def best_threshold(chances: NDArray[np.float64], right: NDArray[np.bool_], there: int) -> tuple[float, float]:
    """The threshold with the highest F1, and that F1 in per cent."""
    best = (0.0, 0.0)
    for threshold in THRESHOLDS:
        kept = chances >= threshold
        f1 = 200 * int((right & kept).sum()) / (int(kept.sum()) + there)
        if f1 > best[1]:
            best = (round(float(threshold), 2), f1)
    return best
