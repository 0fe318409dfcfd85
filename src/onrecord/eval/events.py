"""How well sentences are coded as dyads, against gold files of event coders.

A gold file has one JSON object a line: `id`, `text`, `date` (ISO 8601 or YYYYMMDD, or none) and `expected`, a list of
events with `source`, `target` and `event`, a CAMEO code. A source or target that is `---` or empty is nobody; `---`
before a role alone is left out on both sides. Dyads told twice in a sentence count once.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.errors import EvalError
from onrecord.eval.gold import read_gold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from onrecord.coder import Coder

_NOBODY = frozenset({"", "---", "NONE", "NULL", "-"})
_COUNTRY = 3  # letters of a code


class Dyad(Struct, frozen=True):
    """A coded event: two codes of actors and a CAMEO code."""

    source: str
    target: str
    event: str


class GoldSentence(Struct, frozen=True):
    """A sentence and its dyads."""

    id: str
    text: str
    expected: tuple[Dyad, ...]
    date: str | None = None


class CodedSentence(Struct, frozen=True):
    """What was found in a sentence."""

    id: str
    events: tuple[Dyad, ...]


class DyadScore(Struct, frozen=True):
    """Precision and recall in one respect, over all sentences."""

    measure: str
    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else 0.0


class DyadReport(Struct, frozen=True):
    """What an evaluation found; predictions in the file's order.

    Attributes:
        exact: sentences all of whose dyads are right, with none too many.
        misses: for each sentence that is not, its words, the dyads missed and those that are wrong.
    """

    sentences: int
    exact: int
    scores: tuple[DyadScore, ...]
    predictions: tuple[CodedSentence, ...]
    misses: tuple[tuple[str, tuple[Dyad, ...], tuple[Dyad, ...]], ...]


#: What is compared: a name and what it makes of a dyad.
MEASURES: Mapping[str, Callable[[Dyad], tuple[str, ...]]] = {
    "triple": lambda d: (_actor(d.source), _actor(d.target), d.event),
    "triple, root": lambda d: (_actor(d.source), _actor(d.target), d.event[:2]),
    "event": lambda d: (d.event,),
    "event, root": lambda d: (d.event[:2],),
    "dyad": lambda d: (_actor(d.source), _actor(d.target)),
    "dyad of countries": lambda d: (_actor(d.source)[:_COUNTRY], _actor(d.target)[:_COUNTRY]),
}


def run(path: Path, *, coder: Coder) -> DyadReport:
    """Code a gold file's sentences and score the dyads.

    Raises:
        EvalError: the file cannot be read, a line is not of the form, or a date is none.
    """
    gold = list(read_gold(path, GoldSentence))
    days = [_day(path, sentence) for sentence in gold]
    coded = coder.code_all((sentence.text for sentence in gold), published=days)
    found = [tuple(dict.fromkeys(Dyad(e.source, e.target, e.event) for e in events)) for events in coded]
    pairs = [(tuple(dict.fromkeys(s.expected)), events) for s, events in zip(gold, found, strict=True)]
    triple = MEASURES["triple"]
    wrong = [(s.text, *_differing(triple, *pair)) for s, pair in zip(gold, pairs, strict=True)]
    misses = tuple(miss for miss in wrong if miss[1] or miss[2])
    return DyadReport(
        sentences=len(gold),
        exact=len(gold) - len(misses),
        scores=tuple(_score(name, pairs) for name in MEASURES),
        predictions=tuple(CodedSentence(s.id, events) for s, events in zip(gold, found, strict=True)),
        misses=misses,
    )


def to_rows(report: DyadReport) -> list[dict[str, str | int | float]]:
    """The scores as rows for output."""
    return [
        {
            "measure": s.measure, "right": s.right, "found": s.found, "wanted": s.wanted,
            "precision": round(s.precision, 4), "recall": round(s.recall, 4), "f1": round(s.f1, 4),
        }
        for s in report.scores
    ]  # fmt: skip


def _score(name: str, pairs: Iterable[tuple[tuple[Dyad, ...], tuple[Dyad, ...]]]) -> DyadScore:
    view = MEASURES[name]
    right = found = wanted = 0
    for expected, events in pairs:
        due, made = Counter(map(view, expected)), Counter(map(view, events))
        right += (due & made).total()
        found += made.total()
        wanted += due.total()
    return DyadScore(name, right, found, wanted)


def _differing(
    view: Callable[[Dyad], tuple[str, ...]], expected: tuple[Dyad, ...], events: tuple[Dyad, ...]
) -> tuple[tuple[Dyad, ...], tuple[Dyad, ...]]:
    """The dyads that were missed and those that are wrong."""
    due, made = {view(d): d for d in expected}, {view(d): d for d in events}
    return tuple(due[k] for k in due if k not in made), tuple(made[k] for k in made if k not in due)


def _actor(code: str) -> str:
    code = code.strip().upper()
    return "" if code in _NOBODY else code.removeprefix("---")


def _day(path: Path, sentence: GoldSentence) -> dt.date | None:
    try:
        return dt.date.fromisoformat(sentence.date) if sentence.date else None
    except ValueError as error:
        raise EvalError(f"{path}:{sentence.id}", f"{sentence.date!r} is no date") from error
