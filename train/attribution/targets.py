"""What the heads must learn: a tag for each piece, and for labelled pieces the arcs to their cue and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.decoding import LABELS, Window, pack_windows, split_pieces

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.analysis.decoding import Pieces
    from train.attribution.corpus import Annotation, Sample, Spans

IGNORED = -100
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Targets:
    """For each piece of a text: its tag, and the pieces its arcs go to (NOWHERE: none; IGNORED: no arc to learn)."""

    tags: NDArray[np.int64]
    links: NDArray[np.int64]
    sources: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its targets, arcs counted in positions of the window; 0 stands for nowhere."""

    window: Window
    tags: NDArray[np.int64]
    links: NDArray[np.int64]
    sources: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.window.ids)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text cut into pieces, with the targets of each annotator's reading."""

    pieces: Pieces
    readings: tuple[Targets, ...]


def prepare(sample: Sample, tokenizer: Tokenizer) -> Prepared:
    """Cut a text into pieces and lay every reading of it over them."""
    pieces = split_pieces(sample.text, tokenizer)
    return Prepared(pieces, tuple(make_targets(pieces, reading) for reading in sample.readings))


def make_targets(pieces: Pieces, reading: Sequence[Annotation]) -> Targets:
    """Lay one reading over the pieces; where attributions share words, the one with the earlier cue keeps them."""
    size = len(pieces.ids)
    tags = np.zeros(size, np.int64)
    links = np.full(size, IGNORED, np.int64)
    sources = np.full(size, IGNORED, np.int64)
    for annotation in sorted(reading, key=_cue_position, reverse=True):
        cue = _first_piece(pieces, annotation.cue)
        source = _first_piece(pieces, annotation.source)
        for role, spans in (("source", annotation.source), ("cue", annotation.cue), ("content", annotation.content)):
            begin = LABELS.index(f"B-{role}")
            for span in spans:
                first, last = _covered(pieces, span)
                tags[first:last] = begin + 1
                tags[first : min(first + 1, last)] = begin
                links[first:last] = cue
                sources[first:last] = IGNORED if role == "source" else source
    return Targets(tags, links, sources)


def _cue_position(annotation: Annotation) -> int:
    return annotation.cue[0][0] if annotation.cue else 0


def _covered(pieces: Pieces, span: tuple[int, int]) -> tuple[int, int]:
    """The half-open range of pieces that share a character with the span."""
    start, end = span
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left"))
    return first, max(first, last)


def _first_piece(pieces: Pieces, spans: Spans) -> int:
    for span in spans:
        first, last = _covered(pieces, span)
        if last > first:
            return first
    return NOWHERE


def make_examples(prepared: Sequence[Prepared], chance: random.Random, window: int) -> list[Example]:
    """One pass over the texts: a random reading of each, cut into windows at random places."""
    examples: list[Example] = []
    for text in prepared:
        targets = chance.choice(text.readings)
        parts = pack_windows(text.pieces, first_limit=chance.randint(window // 4, window), limit=window)
        examples += [_example(part, targets, len(text.pieces.ids)) for part in parts]
    return examples


def _example(window: Window, targets: Targets, size: int) -> Example:
    place = np.zeros(size + 1, np.int64)  # where a piece of the text stands in the window; 0 if outside of it
    real = window.pieces >= 0
    place[window.pieces[real]] = np.flatnonzero(real)
    tags = np.where(real, targets.tags[window.pieces], 0)

    def arcs(pointed: NDArray[np.int64]) -> NDArray[np.int64]:
        chosen = np.where(real, pointed[window.pieces], IGNORED)
        return np.where(chosen == IGNORED, IGNORED, place[np.maximum(chosen, NOWHERE)])

    return Example(window, tags, arcs(targets.links), arcs(targets.sources))


def make_batches(examples: Sequence[Example], pieces: int, chance: random.Random) -> list[list[Example]]:
    """Batches of windows of about one length, at most ``pieces`` pieces each with padding, in random order."""
    ordered = sorted(examples, key=lambda example: len(example) + 30 * chance.random())
    batches: list[list[Example]] = []
    batch: list[Example] = []
    longest = 0
    for example in ordered:
        longest = max(longest, len(example))
        if batch and longest * (len(batch) + 1) > pieces:
            batches.append(batch)
            batch, longest = [], len(example)
        batch.append(example)
    if batch:
        batches.append(batch)
    chance.shuffle(batches)
    return batches
