"""The training loop: warm-up, stable rate, linear decay; checkpoints, and a clock that always lets it finish."""

from __future__ import annotations

import logging
import random
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from train.attribution.targets import IGNORED, Example, Prepared, make_batches, make_examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from train.attribution.network import Network
    from train.attribution.settings import Run, Settings

LOG = logging.getLogger("train.attribution")
LAST_SPECIAL = 998  # in BERT's vocabulary: padding, unused entries and special pieces come first
MASK = 103
Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]


def collate(examples: Sequence[Example]) -> Batch:
    """Stack examples into ids, mask, tags, links and sources, padded to a multiple of eight."""
    length = (max(len(example) for example in examples) + 7) // 8 * 8
    shape = (len(examples), length)
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    tags, links, sources = (np.full(shape, IGNORED, np.int64) for _ in range(3))
    for row, example in enumerate(examples):
        size = len(example)
        ids[row, :size], mask[row, :size] = example.window.ids, 1
        tags[row, :size], links[row, :size], sources[row, :size] = example.tags, example.links, example.sources
    return tuple(torch.from_numpy(array) for array in (ids, mask, tags, links, sources))  # type: ignore[return-value]


def batch_loss(network: Network, batch: Batch, settings: Settings) -> Tensor:
    """The sum of the three heads' cross-entropies, and each of them on its own for the log."""
    ids, mask, tags, links, sources = batch
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.half_precision):
        tag_scores, (link_scores, source_scores) = network(ids, mask)
    tag_loss = functional.cross_entropy(tag_scores.flatten(0, 1).float(), tags.flatten(), ignore_index=IGNORED)
    link_loss = _arc_loss(link_scores, links)
    source_loss = _arc_loss(source_scores, sources)
    total = tag_loss + settings.link_weight * link_loss + settings.source_weight * source_loss
    return torch.stack([total, tag_loss, link_loss, source_loss])


def hide(batch: Batch, share: float) -> Batch:
    """Put the mask in the place of some pieces, so that the network learns to read the context too."""
    ids, *rest = batch
    chosen = (torch.rand(ids.shape) < share) & (ids > LAST_SPECIAL)
    return (torch.where(chosen, MASK, ids), *rest)  # type: ignore[return-value]


def _arc_loss(scores: Tensor, targets: Tensor) -> Tensor:
    chosen = targets != IGNORED
    if not bool(chosen.any()):
        return scores.sum() * 0.0
    return functional.cross_entropy(scores[chosen].float(), targets[chosen])


class Trainer:
    """One run: it can be stopped at any time and goes on from its last checkpoint."""

    def __init__(self, network: Network, texts: Sequence[Prepared], settings: Settings, run: Run, folder: Path) -> None:
        self.network, self.texts, self.settings, self.plan = network, texts, settings, run
        self.checkpoint = folder / "checkpoint.pt"
        self.optimizer = make_optimizer(network, settings)
        self.average = {name: value.detach().clone() for name, value in network.state_dict().items()}
        self.step, self.elapsed = 0, 0.0
        self.passes_done, self.batches_done = 0, 0
        self.steps_per_pass = len(self._batches(0))

    def _batches(self, passes_done: int) -> list[list[Example]]:
        chance = random.Random(f"{self.settings.seed}/{passes_done}")  # noqa: S311 - no secret
        examples = make_examples(self.texts, chance, self.settings.window)
        return make_batches(examples, self.settings.batch_pieces, chance)

    def _stream(self) -> Iterator[list[Example]]:
        while True:
            batches = self._batches(self.passes_done)
            while self.batches_done < len(batches):
                self.batches_done += 1
                yield batches[self.batches_done - 1]
            self.passes_done, self.batches_done = self.passes_done + 1, 0

    def progress(self) -> float:
        """How far the run is: by steps, or by the clock when that is further."""
        passes = self.plan.passes
        by_steps = self.step / (self.steps_per_pass * passes)
        minutes = self.settings.minutes * passes / sum(run.passes for run in self.settings.runs)
        return max(by_steps, self.elapsed / (60 * minutes))

    def run(self) -> None:
        """Train until the passes or the minutes are used up; leaves the averaged weights in ``average``."""
        stream = self._stream()
        started = saved = time.monotonic() - self.elapsed
        losses: list[Tensor] = []
        self.network.train()
        while self.progress() < 1:
            losses.append(self._one_step(next(stream)))
            self.elapsed = time.monotonic() - started
            if self.step % self.settings.report_every == 0:
                self._report(losses)
                losses.clear()
            if time.monotonic() - saved > 60 * self.settings.checkpoint_minutes:
                self.save()
                saved = time.monotonic()
        self.save()

    def _one_step(self, examples: list[Example]) -> Tensor:
        set_rate(self.optimizer, self.settings, self.progress())
        batch = hide(collate(examples), self.plan.hidden_share)
        losses = batch_loss(self.network, batch, self.settings)
        losses[0].backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        if self.step % self.settings.average_every == 0:
            self._update_average()
        return losses.detach()

    def _update_average(self) -> None:
        # a short memory at first, so that the average forgets the untrained weights
        keep = min(self.settings.average_decay, self.step / (self.step + 10 * self.settings.average_every))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, 1 - keep)

    def _report(self, losses: list[Tensor]) -> None:
        _, tag, link, source = torch.stack(losses).mean(0).tolist()
        passes = self.step / self.steps_per_pass
        LOG.info(
            "step %d, %.2f passes, %.1f min, %.0f%%: tag %.4f link %.4f source %.4f",
            self.step, passes, self.elapsed / 60, 100 * self.progress(), tag, link, source,
        )  # fmt: skip

    def save(self) -> None:
        """Write a checkpoint, replacing the last one only when the new one is complete."""
        state: dict[str, Any] = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
            "counters": (self.step, self.elapsed, self.passes_done, self.batches_done),
            "random": torch.get_rng_state(),
        }
        unfinished = self.checkpoint.with_suffix(".part")
        torch.save(state, unfinished)
        unfinished.replace(self.checkpoint)

    def resume(self) -> bool:
        """Go on from the checkpoint, if there is one."""
        if not self.checkpoint.exists():
            return False
        state = torch.load(self.checkpoint, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.elapsed, self.passes_done, self.batches_done = state["counters"]
        torch.set_rng_state(state["random"])
        return True


def make_optimizer(network: Network, settings: Settings) -> torch.optim.AdamW:
    """AdamW: weight decay on the encoder's matrices only, a higher rate for the new heads."""
    matrices, vectors, heads = [], [], []
    for name, parameter in network.named_parameters():
        if not name.startswith("encoder."):
            heads.append(parameter)
        elif parameter.ndim > 1:
            matrices.append(parameter)
        else:
            vectors.append(parameter)
    groups = [
        {"params": matrices, "weight_decay": settings.weight_decay, "factor": 1.0},
        {"params": vectors, "weight_decay": 0.0, "factor": 1.0},
        {"params": heads, "weight_decay": 0.0, "factor": settings.head_factor},
    ]
    return torch.optim.AdamW(groups, lr=settings.learning_rate, betas=(0.9, 0.99), fused=True)


def set_rate(optimizer: torch.optim.Optimizer, settings: Settings, progress: float) -> None:
    """Warm-up, a stable stretch, then a straight line down to almost nothing."""
    if progress < settings.warm_up:
        share = 0.02 + 0.98 * progress / settings.warm_up
    elif progress < settings.stable_until:
        share = 1.0
    else:
        share = max(settings.lowest_rate, (1 - progress) / (1 - settings.stable_until))
    for group in optimizer.param_groups:
        group["lr"] = settings.learning_rate * group["factor"] * share
