"""Sentences with two marked parties and the type of the event between them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Span

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the places of its actor and its recipient; None for one that it does not name.

    Attributes:
        key: pairs of one sentence have one key, so that no fold divides them.
        root: one of `onrecord.analysis.relations.ROOTS`.
    """

    key: str
    text: str
    source: Span | None
    target: Span | None
    root: str


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a JSON Lines file with `text`, `source_spans`, `target_spans` and `root`."""
    pairs = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            source, target = (_first(row[name]) for name in ("source_spans", "target_spans"))
            pairs.append(Pair(row["text"], row["text"], source, target, row["root"]))
    return pairs


def _first(spans: list[list[int]]) -> Span | None:
    return Span(spans[0][0], spans[0][1]) if spans else None
