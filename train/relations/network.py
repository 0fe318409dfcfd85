"""The encoder with one head: the type of the event between two marked parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from onrecord.analysis.relations import ROOTS

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = 384


class Network(nn.Module):
    """Some layers of MiniLM with a linear head on the first piece, the actor's mark and the recipient's mark."""

    def __init__(self, folder: Path, layers: tuple[int, ...]) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(folder)
        config.attention_probs_dropout_prob = 0.0
        self.encoder = AutoModel.from_pretrained(
            folder, config=config, attn_implementation="eager", add_pooling_layer=False
        )
        self.encoder.encoder.layer = nn.ModuleList(self.encoder.encoder.layer[n] for n in layers)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(3 * HIDDEN, len(ROOTS))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        """Scores (batch, roots); ``marks`` (batch, 3) are the positions that are read."""
        hidden = self.encoder(ids, attention_mask=mask).last_hidden_state
        rows = torch.arange(ids.shape[0])[:, None]
        return self.head(self.dropout(hidden[rows, marks].flatten(1)))
