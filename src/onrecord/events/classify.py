"""What the encoder says of an event between two parties, weighed against what the lexicon says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from onrecord.events.draft import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from onrecord.events.draft import Draft
    from onrecord.lexicon.codebook import Attitude, Codebook
    from onrecord.model import Modality, Span
    from onrecord.model.tree import Tree

#: Types that the encoder does not tell apart; the lexicon does.
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
#: The encoder's word counts against the lexicon's from this chance on; chosen by cross-validation, see
#: docs/benchmarks.md.
SURE = 0.9
#: What disagreement takes from the confidence of an event, and agreement gives back of what is missing.
_DOUBT, _TRUST = 0.7, 0.5
_ATTITUDES: tuple[Attitude, ...] = ("future", "refused", "withheld", "obliged", "ended")

#: A sentence with the places of actor and recipient in it.
Pair = tuple[str, "Span", "Span"]


class RelationModel(Protocol):
    """What tells the chance of each type, for each of some pairs (pairs, roots)."""

    @property
    def model_id(self) -> str:
        """Names the weights."""

    @property
    def roots(self) -> tuple[str, ...]:
        """The types."""

    def predict(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """The chances."""


class Verdict(Struct, frozen=True):
    """The code of an event, and what the encoder makes of its confidence.

    Attributes:
        cameo: the lexicon's code, or one of the type that the encoder is sure of.
        agreed: whether the encoder says the same type as the lexicon; None when it was not asked.
        model: the encoder's id, when it was asked.
    """

    cameo: str
    agreed: bool | None = None
    model: str = ""

    def confidence(self, value: float) -> float:
        """The confidence of an event that has `value` without the encoder."""
        if self.agreed is None:
            return value
        return round(value + _TRUST * (1 - value) if self.agreed else value * _DOUBT, 3)


def relations_fit(model: RelationModel, book: Codebook) -> bool:
    """Whether a codebook has all types that the encoder tells, which it needs not if it is a user's own."""
    merged = set(MERGED.values())
    return (set(model.roots) - merged) | set(MERGED) <= set(book.types)


class Classifier:
    """Weighs the encoder's types against the lexicon's.

    Args:
        model: the encoder.
        book: the codes.
    """

    def __init__(self, model: RelationModel, book: Codebook) -> None:
        self._model = model
        self._book = book

    def verdicts(
        self, text: str, tree: Tree, drafts: Sequence[tuple[Draft, Modality]], parts: Iterable[Draft] = ()
    ) -> list[Verdict]:
        """A verdict for each of some drafts of a document.

        The encoder is asked about those that are told as a fact and name two parties in one sentence: it has learned
        from no others. A type that another trigger of the sentence tells is not overruled: it may be that event
        which the encoder sees.

        Args:
            text: the document's.
            tree: its sentences.
            drafts: all events of the document, and whether they happened.
            parts: what is told beside, but is only a part of them.
        """
        pairs = [_pair(text, tree, d) if modality == "asserted" else None for d, modality in drafts]
        asked = list(dict.fromkeys(p for p in pairs if p is not None))
        chances = dict(zip(asked, self._model.predict(asked), strict=True)) if asked else {}
        told: dict[int, set[str]] = {}
        for draft in (*(d for d, _ in drafts), *parts):
            told.setdefault(tree.sentence(draft.match.head).first, set()).add(self._root(draft.cameo))
        return [
            Verdict(d.cameo) if p is None else self._weighed(d, chances[p], told[tree.sentence(d.match.head).first])
            for p, (d, _) in zip(pairs, drafts, strict=True)
        ]

    def _weighed(self, draft: Draft, chances: NDArray[np.float32], told: set[str]) -> Verdict:
        best = int(chances.argmax())
        root = self._model.roots[best]
        if root == self._root(draft.cameo):
            return self._verdict(draft.cameo, agreed=True)
        if root in told or chances[best] < SURE:
            return self._verdict(draft.cameo, agreed=False)
        codes = (c for c in self._codes(draft, root) if c and self._root(c) == root)
        return self._verdict(next(codes, draft.cameo), agreed=False)

    def _verdict(self, cameo: str, *, agreed: bool) -> Verdict:
        return Verdict(cameo, agreed, self._model.model_id)

    def _codes(self, draft: Draft, root: str) -> Iterator[str]:
        """Codes that the trigger may have, as it stands or announced or refused, then the general one of a type."""
        entry = draft.match.entry
        yield from entry.codes
        yield from (self._book.shifted(c, a) for a in _ATTITUDES for c in entry.codes)
        yield from (t.cameo for t in self._book.types.values() if MERGED.get(t.code, t.code) == root)

    def _root(self, code: str) -> str:
        kind = self._book.cameo[code].plover
        return MERGED.get(kind, kind)


def _pair(text: str, tree: Tree, draft: Draft) -> Pair | None:
    """The sentence of a draft with its first actor and first recipient; None when they are not two in one sentence."""
    actors, recipients = draft.actors, draft.recipients or draft.actors[1:]
    if not (named(actors) and named(recipients)):
        return None
    tokens = tree.sentence(draft.match.head)
    sentence = tree.analysis.span(tokens.first, tokens.last)
    source, target = (next(p.words for p in side if p.entities) for side in (actors, recipients))
    if source == target or not (sentence.contains(source) and sentence.contains(target)):
        return None
    return text[sentence.start : sentence.end], source.shift(-sentence.start), target.shift(-sentence.start)
