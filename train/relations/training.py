"""Training one network: generated sentences beside the data at first, then the data alone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.analysis.relations import ROOTS, encode
from train.relations.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from train.relations.corpus import Pair

Encoded = tuple[list[int], list[int], int]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every number the training run depends on; they are written into the card."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)
    mixed_passes: int = 3
    passes: int = 7
    generated: int = 1200
    written: int = 1200
    batch_pieces: int = 1024
    learning_rate: float = 1.2e-4
    head_factor: float = 8.0
    weight_decay: float = 0.01
    warm_up: float = 0.08
    smoothing: float = 0.05
    clip: float = 1.0
    threads: int = 2
    copies: int = 30
    folds: int = 5
    runs: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a network learns from.

    Attributes:
        data: annotated pairs, in every pass.
        generated: pairs made from the trigger lexicon; some of them in each of the first passes.
        written: pairs made from the written templates, likewise.
    """

    data: Sequence[Pair]
    generated: Sequence[Pair]
    written: Sequence[Pair]


def train(base: Path, tokenizer: Tokenizer, corpus: Corpus, settings: Settings, *, run: int = 0) -> Network:
    """A network trained on a corpus; runs of other numbers begin from the same weights and go on by other chances."""
    torch.manual_seed(settings.seed)
    network = Network(base, settings.layers)
    torch.manual_seed(settings.seed + run)
    chance = random.Random(settings.seed + run)  # noqa: S311 - no secret
    own, generated, written = (
        [_encoded(p, tokenizer) for p in part] for part in (corpus.data, corpus.generated, corpus.written)
    )
    plan: list[list[Encoded]] = []
    for number in range(settings.mixed_passes + settings.passes):
        extra: list[Encoded] = []
        if number < settings.mixed_passes:
            extra += chance.sample(generated, min(len(generated), settings.generated))
            extra += chance.sample(written, min(len(written), settings.written))
        plan += list(_batches([*own, *extra], settings.batch_pieces, chance))
    optimizer = _optimizer(network, settings)
    network.train()
    for step, batch in enumerate(plan):
        rate = _rate(step / len(plan), settings)
        for group in optimizer.param_groups:
            group["lr"] = settings.learning_rate * group["factor"] * rate
        ids, marks, mask, roots = _collate(batch)
        loss = functional.cross_entropy(network(ids, marks, mask), roots, label_smoothing=settings.smoothing)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return network.eval()


def _encoded(pair: Pair, tokenizer: Tokenizer) -> Encoded:
    ids, marks = encode((pair.text, pair.source, pair.target), tokenizer)
    return ids, marks, ROOTS.index(pair.root)


def _batches(items: Sequence[Encoded], pieces: int, chance: random.Random) -> Iterator[list[Encoded]]:
    ordered = sorted(items, key=lambda item: len(item[0]) + 8 * chance.random())
    batches: list[list[Encoded]] = [[]]
    for item in ordered:
        if batches[-1] and len(item[0]) * (len(batches[-1]) + 1) > pieces:
            batches.append([])
        batches[-1].append(item)
    chance.shuffle(batches)
    yield from batches


def _collate(batch: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    length = max(len(ids) for ids, _, _ in batch)
    ids = torch.zeros((len(batch), length), dtype=torch.long)
    mask = torch.zeros((len(batch), length), dtype=torch.long)
    for row, (pieces, _, _) in enumerate(batch):
        ids[row, : len(pieces)] = torch.tensor(pieces)
        mask[row, : len(pieces)] = 1
    marks, roots = torch.tensor([m for _, m, _ in batch]), torch.tensor([r for _, _, r in batch])
    return ids, marks, mask, roots


def _optimizer(network: Network, settings: Settings) -> torch.optim.AdamW:
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.")]
    head = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "factor": 1.0}, {"params": head, "factor": settings.head_factor}]
    return torch.optim.AdamW(groups, lr=settings.learning_rate, weight_decay=settings.weight_decay, fused=True)


def _rate(progress: float, settings: Settings) -> float:
    if progress < settings.warm_up:
        return progress / settings.warm_up
    return max(0.01, (1 - progress) / (1 - settings.warm_up))
