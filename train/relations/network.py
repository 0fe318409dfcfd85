"""The encoder with one head: the type of the event between two marked parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from train.relations.corpus import ROOTS

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

    from train.relations.corpus import Pair

HIDDEN = 384
LONGEST = 160  # pieces; longer sentences are cut around the parties
CLASSIFIER, SEPARATOR, PADDING = 101, 102, 0
#: Pieces that the encoder's vocabulary leaves unused: before and after the source, before and after the target.
MARKS = (1, 2, 3, 4)


class Network(nn.Module):
    """MiniLM with a linear head on the first piece, the source's mark and the target's mark."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(folder)
        config.attention_probs_dropout_prob = 0.0
        self.encoder = AutoModel.from_pretrained(
            folder, config=config, attn_implementation="eager", add_pooling_layer=False
        )
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(3 * HIDDEN, len(ROOTS))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        """Scores (batch, roots); ``marks`` (batch, 3) are the positions that are read."""
        hidden = self.encoder(ids, attention_mask=mask).last_hidden_state
        rows = torch.arange(ids.shape[0])[:, None]
        return self.head(self.dropout(hidden[rows, marks].flatten(1)))


def encode(pair: Pair, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """The pieces of a sentence with its marks, and the positions of the first piece and of both opening marks."""
    edges = []
    for span, (opening, closing) in ((pair.source, MARKS[:2]), (pair.target, MARKS[2:])):
        if span is not None:
            edges += [(span[0], 1, opening), (span[1], 0, closing)]
    ids, at = [CLASSIFIER], 0
    for place, _, mark in sorted(edges):
        ids += [*tokenizer.encode(pair.text[at:place], add_special_tokens=False).ids, mark]
        at = place
    ids += tokenizer.encode(pair.text[at:], add_special_tokens=False).ids
    ids = _cut(ids)
    marks = [0, *(ids.index(m) if m in ids else 0 for m in (MARKS[0], MARKS[2]))]
    return [*ids, SEPARATOR], marks


def _cut(ids: list[int]) -> list[int]:
    if len(ids) < LONGEST:
        return ids
    places = [n for n, piece in enumerate(ids) if piece in MARKS] or [0]
    first = max(1, min(places[0] - 20, len(ids) - LONGEST))
    return [CLASSIFIER, *ids[first : first + LONGEST]]
