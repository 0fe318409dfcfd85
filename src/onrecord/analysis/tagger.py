"""The attribution tagger at run time: onnxruntime, tokenizers and numpy, nothing else.

The weights beside this file are made by ``python -m train.attribution``; their card says from what.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onrecord.analysis.decoding import (
    FROM,
    LABELS,
    LINK,
    WINDOW,
    Arcs,
    Options,
    WindowDecoder,
    best_labels,
    distance_buckets,
    log_softmax,
    pack_windows,
    split_pieces,
)
from onrecord.analysis.encoder import WEIGHTS, load_encoder, without_surrogates
from onrecord.errors import ModelMissingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from onrecord.analysis.decoding import Group, Pieces, Span, Window

Spans = tuple[tuple[int, int], ...]


class Attribution(msgspec.Struct, frozen=True):
    """Who said what, in whose words; spans are half-open code points of the text that was given.

    Attributes:
        source: who, as the text says it; empty when the text does not say.
        cue: the words that make it somebody's word, such as `said` or `according to`.
        content: what was said; several spans when the source interrupts it.
        score: how sure the model is, from 0 to 1.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window of a text, with the encoder's output for it."""

    pieces: Pieces
    window: Window
    outputs: NDArray[np.float32]


class Tagger:
    """Finds the attributions of news reports.

    Args:
        folder: where `attribution.onnx` and `tokenizer.json` lie; the shipped weights if not given.
        threads: how many threads the encoder may use.

    Raises:
        ModelMissingError: a file is missing or cannot be read as what it should be.
    """

    def __init__(self, folder: Path | None = None, *, threads: int = 1) -> None:
        path, self.model_id, self._tokenizer, self._session = load_encoder(folder or WEIGHTS, "attribution", threads)
        self.arcs, self.options = _load_settings(path, self._session.get_modelmeta().custom_metadata_map)

    def tag(self, texts: Sequence[str]) -> list[list[Attribution]]:
        """Find the attributions of each text, in the order of the text; paragraphs are separated by newlines."""
        return [self._tag_one(text) for text in texts]

    def _tag_one(self, text: str) -> list[Attribution]:
        windows = self.encode(text)
        decoded = decode_groups(windows, self.arcs, self.options)
        found = [
            to_attribution(group, encoded) for encoded, groups in zip(windows, decoded, strict=True) for group in groups
        ]
        return sorted(found, key=lambda attribution: (attribution.cue, attribution.content))

    def encode(self, text: str) -> list[Encoded]:
        """Put a text through the encoder, window by window.

        Windows do not share a batch: in eight bits one would change the other's figures, and on one thread
        a batch is no faster.
        """
        pieces = split_pieces(without_surrogates(text), self._tokenizer)
        return [Encoded(pieces, window, self._run(window)) for window in pack_windows(pieces)]

    def _run(self, window: Window) -> NDArray[np.float32]:
        (outputs,) = self._session.run(None, {"input_ids": window.ids[None]})
        first: NDArray[np.float32] = outputs[0]
        return first


def decode_groups(batch: Sequence[Encoded], arcs: Arcs, options: Options) -> list[list[Group]]:
    """The attributions of each of some windows, in positions of the window."""
    if not batch:
        return []
    length = max(len(encoded.window.ids) for encoded in batch)
    scores = np.zeros((len(batch), length, len(LABELS)), np.float32)
    special = np.ones((len(batch), length), np.bool_)
    inside_word = np.zeros_like(special)
    for row, encoded in enumerate(batch):
        size = len(encoded.window.ids)
        scores[row, :size] = log_softmax(encoded.outputs[:, : len(LABELS)])
        special[row, :size] = encoded.window.pieces < 0
        inside_word[row, :size] = encoded.pieces.inside_word[encoded.window.pieces] & ~special[row, :size]
    labels = best_labels(scores, special, inside_word, options)
    return [
        WindowDecoder(encoded.outputs, row[: len(encoded.outputs)], encoded.window.ids, arcs, options).groups()
        for encoded, row in zip(batch, labels, strict=True)
    ]


def to_attribution(group: Group, encoded: Encoded) -> Attribution:
    """An attribution of a window, in code points of its text."""
    pieces, index = encoded.pieces, encoded.window.pieces

    def place(spans: list[Span]) -> Spans:
        ordered = sorted((int(index[span.first]), int(index[span.last])) for span in spans)
        return tuple((int(pieces.starts[first]), int(pieces.ends[last])) for first, last in ordered)

    return Attribution(place(group.source), place([group.cue]), place(group.content), round(group.score, 4))


def _load_settings(path: Path, properties: dict[str, str]) -> tuple[Arcs, Options]:
    try:
        size = int(properties["onrecord.arc_size"])
        table = np.array(json.loads(properties["onrecord.distance"]), np.float32)
        options = msgspec.json.decode(properties["onrecord.decoder"], type=Options)
        buckets = distance_buckets(WINDOW)
        return Arcs(size, (table[LINK][buckets], table[FROM][buckets])), options
    except (KeyError, ValueError, IndexError) as error:
        raise ModelMissingError(str(path), "an ONNX model, but not one that train.attribution made") from error
