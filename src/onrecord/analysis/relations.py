"""The relation tagger at run time: which type of event holds between two marked parties of a sentence.

The weights beside this file are made by ``python -m train.relations``; their card says from what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.decoding import CLASSIFIER, SEPARATOR
from onrecord.analysis.encoder import WEIGHTS, load_encoder, without_surrogates
from onrecord.errors import ModelMissingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.model import Span

#: The types it tells apart: PLOVER's, with CONCEDE and RETREAT as one, YIELD.
ROOTS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
LONGEST = 160  # pieces; longer sentences are cut around the parties
_BEFORE = 20  # pieces kept before the first party of a sentence that is cut
#: Pieces that the encoder's vocabulary leaves unused: before and after the actor, before and after the recipient.
MARKS = (1, 2, 3, 4)

#: A sentence with the places of actor and recipient in it; None for a party that it does not name.
Pair = tuple[str, "Span | None", "Span | None"]


class RelationTagger:
    """Tells the type of the event between two parties.

    Args:
        folder: where `relations.onnx` and `tokenizer.json` lie; the shipped weights if not given.
        threads: how many threads the encoder may use.

    Raises:
        ModelMissingError: a file is missing or cannot be read as what it should be.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        path, self.model_id, self._tokenizer, self._session = load_encoder(folder or WEIGHTS, "relations", threads)
        self.roots = ROOTS
        if [i.name for i in self._session.get_inputs()] != ["input_ids", "marks"]:
            raise ModelMissingError(str(path), "an ONNX model, but not one that train.relations made")

    def predict(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """The chance of each root, for each pair (pairs, roots).

        Pairs do not share a batch: in eight bits one would change the other's figures, and on one thread a batch is no
        faster.
        """
        rows = [self._scores(pair) for pair in pairs]
        scores = np.array(rows, np.float32).reshape(len(rows), len(ROOTS))
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return chances

    def _scores(self, pair: Pair) -> NDArray[np.float32]:
        ids, marks = encode(pair, self._tokenizer)
        (scores,) = self._session.run(None, {"input_ids": np.array([ids]), "marks": np.array([marks])})
        first: NDArray[np.float32] = scores[0]
        return first


def encode(pair: Pair, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """The pieces of a sentence with its marks, and the positions of the first piece and of both opening marks.

    A party that is not named, or cut off, has the first piece's position.
    """
    sentence, *parties = pair
    text = without_surrogates(sentence)
    edges = []
    for span, (opening, closing) in zip(parties, (MARKS[:2], MARKS[2:]), strict=True):
        if span is not None:
            edges += [(span.start, 1, opening), (span.end, 0, closing)]
    ids, at = [CLASSIFIER], 0
    for place, _, mark in sorted(edges):
        ids += [*tokenizer.encode(text[at:place], add_special_tokens=False).ids, mark]
        at = place
    ids += tokenizer.encode(text[at:], add_special_tokens=False).ids
    ids = _cut(ids)
    marks = [0, *(ids.index(m) if m in ids else 0 for m in (MARKS[0], MARKS[2]))]
    return [*ids, SEPARATOR], marks


def _cut(ids: list[int]) -> list[int]:
    if len(ids) < LONGEST:
        return ids
    first_mark = next((n for n, piece in enumerate(ids) if piece in MARKS), 0)
    first = max(1, min(first_mark - _BEFORE, len(ids) - LONGEST))
    return [CLASSIFIER, *ids[first : first + LONGEST]]
