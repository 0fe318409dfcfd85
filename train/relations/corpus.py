"""Sentences with two marked parties and the type of the event between them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: The label set of the data: PLOVER with CONCEDE and RETREAT as one.
ROOTS = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
    "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the spans of its actor and its recipient, half-open, in code points; None when it has none.

    Attributes:
        key: where it comes from; pairs of one sentence have one key, so that no fold divides them.
    """

    key: str
    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
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


def _first(spans: list[list[int]]) -> tuple[int, int] | None:
    return (spans[0][0], spans[0][1]) if spans else None
