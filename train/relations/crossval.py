"""Cross-validation: each fold is read by a network that was trained without it."""

from __future__ import annotations

import logging
import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.relations import ROOTS, RelationTagger
from train.relations.export import export
from train.relations.training import train

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from train.relations.corpus import Pair
    from train.relations.training import Corpus, Settings

LOG = logging.getLogger("train.relations")


def folds_of(pairs: Sequence[Pair], folds: int) -> NDArray[np.int64]:
    """The fold of each pair; pairs of one sentence are in one fold."""
    keys = sorted({p.key for p in pairs})
    random.Random(0).shuffle(keys)  # noqa: S311 - no secret
    fold = {key: number % folds for number, key in enumerate(keys)}
    return np.array([fold[p.key] for p in pairs])


def cross_validate(
    base: Path, tokenizer: Tokenizer, corpus: Corpus, settings: Settings, folder: Path
) -> NDArray[np.float64]:
    """The chance of each root for every pair of the data (pairs, roots), by eight-bit networks that have not seen it.

    A fold whose network lies in the folder already is not trained again.
    """
    fold = folds_of(corpus.data, settings.folds)
    chances = np.zeros((len(corpus.data), len(ROOTS)))
    for number in range(settings.folds):
        place = folder / f"fold{number}"
        held_out = fold == number
        if not (place / "tokenizer.json").exists():
            started = time.monotonic()
            seen = [p for p, out in zip(corpus.data, held_out, strict=True) if not out]
            export(train(base, tokenizer, replace(corpus, data=seen), settings), place)
            LOG.info("fold %d: %.0f s", number, time.monotonic() - started)
        unseen = [p for p, out in zip(corpus.data, held_out, strict=True) if out]
        chances[held_out] = predict(RelationTagger(place, threads=settings.threads), unseen)
        right = np.array([ROOTS[row.argmax()] == p.root for row, p in zip(chances, corpus.data, strict=True)])
        LOG.info("fold %d: accuracy %.3f", number, right[held_out].mean())
    return chances


def predict(tagger: RelationTagger, pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """The chance of each root (pairs, roots)."""
    return tagger.predict([(p.text, p.source, p.target) for p in pairs])
