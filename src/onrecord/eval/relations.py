"""How well the type of the event between two marked parties is told, against a gold file.

A gold file has one JSON object a line: `id`, `text`, `source_spans` and `target_spans` (half-open `[start, end)` code
points of `text`; the first of each is read, and there may be none) and `root`, a PLOVER type with CONCEDE and RETREAT
as YIELD. Predictions are one JSON object a line with `id`, `root` and `chance`.

Three levels are scored: the type, its quad class, and cooperation against conflict; each by accuracy and by macro-F1,
the mean of the F1 of all classes that gold or prediction have.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.analysis.relations import RelationTagger
from onrecord.eval.gold import read_gold
from onrecord.lexicon.codebook import load_codebook
from onrecord.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO

    from onrecord.analysis.relations import Pair
    from onrecord.lexicon.codebook import Codebook

#: The quad class that CONCEDE and RETREAT share.
_YIELD = "2"
_CONFLICT = frozenset({"3", "4"})

_Pairs = list[tuple[int, int]]


class GoldRelation(Struct, frozen=True):
    """One line of a gold file."""

    id: str
    text: str
    root: str
    source_spans: _Pairs = []
    target_spans: _Pairs = []

    def pair(self) -> Pair:
        """The sentence with its parties."""
        return self.text, _first(self.source_spans), _first(self.target_spans)


class RelationPrediction(Struct, frozen=True):
    """One line of a file of predictions."""

    id: str
    root: str
    chance: float


class ClassScore(Struct, frozen=True):
    """How well one class is told: how many have it, are said to have it, and are rightly said so."""

    name: str
    gold: int
    predicted: int
    right: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from 0 to 1."""
        return 2 * self.right / (self.gold + self.predicted)


class LevelScore(Struct, frozen=True):
    """How well one level is told: `root`, `quad` or `binary`."""

    level: str
    classes: tuple[ClassScore, ...]

    @property
    def accuracy(self) -> float:
        """Share of the rows that are right."""
        return sum(c.right for c in self.classes) / max(1, sum(c.gold for c in self.classes))

    @property
    def macro_f1(self) -> float:
        """Mean of the classes' F1."""
        return sum(c.f1 for c in self.classes) / max(1, len(self.classes))


class RelationsReport(Struct, frozen=True):
    """What an evaluation found; predictions in the file's order."""

    rows: int
    model: str
    levels: tuple[LevelScore, ...]
    predictions: tuple[RelationPrediction, ...]


def run(path: Path, *, threads: int = 1, predictions: TextIO | None = None) -> RelationsReport:
    """Tell the type of every pair of a gold file and score it.

    Args:
        path: a gold file, see above.
        threads: how many the encoder may use.
        predictions: where to write what was found.

    Raises:
        EvalError: the file is not there or a line is not of the form.
        ModelMissingError: the weights are not there.
    """
    gold, tagger = list(read_gold(path, GoldRelation)), RelationTagger(threads=threads)
    chances = tagger.predict([row.pair() for row in gold])
    found = tuple(
        RelationPrediction(row.id, tagger.roots[int(line.argmax())], round(float(line.max()), 4))
        for row, line in zip(gold, chances, strict=True)
    )
    if predictions is not None:
        predictions.writelines(msgspec.json.encode(p).decode() + "\n" for p in found)
    levels = score([row.root for row in gold], [p.root for p in found], load_codebook())
    return RelationsReport(len(gold), tagger.model_id, levels, found)


def score(gold: Sequence[str], predicted: Sequence[str], book: Codebook) -> tuple[LevelScore, ...]:
    """The three levels' scores of predicted types."""
    both = [(_quad(g, book), _quad(p, book)) for g, p in zip(gold, predicted, strict=True)]
    return (
        _level("root", list(zip(gold, predicted, strict=True))),
        _level("quad", both),
        _level("binary", [(_side(g), _side(p)) for g, p in both]),
    )


def to_rows(report: RelationsReport) -> list[dict[str, object]]:
    """Each level with its classes, for output."""
    return [
        {
            "level": level.level,
            "accuracy": round(level.accuracy, 4),
            "macro_f1": round(level.macro_f1, 4),
            "classes": [
                {"name": c.name, "gold": c.gold, "predicted": c.predicted, "right": c.right, "f1": round(c.f1, 4)}
                for c in level.classes
            ],
        }
        for level in report.levels
    ]


def _level(name: str, pairs: Sequence[tuple[str, str]]) -> LevelScore:
    gold, predicted = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    right = Counter(g for g, p in pairs if g == p)
    return LevelScore(name, tuple(ClassScore(c, gold[c], predicted[c], right[c]) for c in sorted(gold | predicted)))


def _quad(root: str, book: Codebook) -> str:
    return book.types[root].quad if root in book.types else _YIELD


def _side(quad: str) -> str:
    return "conflict" if quad in _CONFLICT else "cooperation"


def _first(spans: _Pairs) -> Span | None:
    return Span(*spans[0]) if spans else None
