"""From text to windows of word pieces, and from the encoder's scores back to attributions.

Everything here is numpy and arithmetic: no onnxruntime, no torch. The runtime (``tagger.py``) and the
training code (``train/attribution``) both use it, so a model is always judged by the decoder it ships with.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
CLASSIFIER, SEPARATOR, PADDING = 101, 102, 0
WINDOW = 256
DISTANCE_BUCKETS = 33
ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)
LINK, FROM = range(2)  # kinds of arc: to the cue, to the source
IMPOSSIBLE = np.float32(-1e4)
STRAIGHT_MARK, OPENING_MARK, CLOSING_MARK = 1000, 1523, 1524  # quotation marks in the encoder's vocabulary
OPENING, CLOSING = frozenset({STRAIGHT_MARK, OPENING_MARK}), frozenset({STRAIGHT_MARK, CLOSING_MARK})
EVIDENCE = (
    "cue",
    "content",
    "content to cue",
    "cue to itself",
    "cue to source",
    "content to source",
    "source",
    "has a source",
    "size of content",
    "size of cue",
    "parts of content",
    "quoted",
)
SENTENCE_ENDS = frozenset({1012, 1000, 1029, 999})  # . " ? ! in the encoder's vocabulary


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text, with the paragraphs they fall into."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    inside_word: NDArray[np.bool_]
    paragraphs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Whole paragraphs that go through the encoder together; ``pieces`` is -1 at special tokens."""

    ids: NDArray[np.int64]
    pieces: NDArray[np.int64]


def split_pieces(text: str, tokenizer: Tokenizer, limit: int = WINDOW - 2) -> Pieces:
    """Cut a text into word pieces, paragraph by paragraph; a paragraph longer than a window is cut further."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    inside: list[bool] = []
    paragraphs: list[tuple[int, int]] = []
    position = 0
    for paragraph in text.split("\n"):
        if paragraph and not paragraph.isspace():
            encoding = tokenizer.encode(paragraph, add_special_tokens=False)
            first = len(ids)
            ids.extend(encoding.ids)
            starts.extend(position + start for start, _ in encoding.offsets)
            ends.extend(position + end for _, end in encoding.offsets)
            inside.extend(piece.startswith("##") for piece in encoding.tokens)
            paragraphs.extend(_cut(ids, first, len(ids), limit))
        position += len(paragraph) + 1
    return Pieces(
        np.array(ids, np.int64),
        np.array(starts, np.int64),
        np.array(ends, np.int64),
        np.array(inside, np.bool_),
        tuple(paragraphs),
    )


def _cut(ids: list[int], first: int, last: int, limit: int) -> Iterator[tuple[int, int]]:
    """Cut one paragraph into parts of at most ``limit`` pieces, at the end of a sentence where there is one."""
    while last - first > limit:
        cut = first + limit
        for candidate in range(first + limit - 1, first + limit // 2, -1):
            if ids[candidate] in SENTENCE_ENDS:
                cut = candidate + 1
                break
        yield first, cut
        first = cut
    if last > first:
        yield first, last


def pack_windows(pieces: Pieces, *, first_limit: int = WINDOW, limit: int = WINDOW) -> list[Window]:
    """Pack whole paragraphs into windows; a separator ends each paragraph.

    ``first_limit`` shortens the first window, so that training sees the same paragraphs in other company.
    """
    windows: list[Window] = []
    chosen: list[tuple[int, int]] = []
    length, room = 1, first_limit
    for start, end in pieces.paragraphs:
        if chosen and length + end - start + 1 > room:
            windows.append(_window(pieces, chosen))
            chosen, length, room = [], 1, limit
        chosen.append((start, end))
        length += end - start + 1
    if chosen:
        windows.append(_window(pieces, chosen))
    return windows


def _window(pieces: Pieces, paragraphs: list[tuple[int, int]]) -> Window:
    special = np.array([-1], np.int64)
    ids = [np.array([CLASSIFIER], np.int64)]
    index = [special]
    for start, end in paragraphs:
        ids += [pieces.ids[start:end], np.array([SEPARATOR], np.int64)]
        index += [np.arange(start, end, dtype=np.int64), special]
    return Window(np.concatenate(ids), np.concatenate(index))


def distance_buckets(length: int) -> NDArray[np.int64]:
    """The bucket of the signed distance between every two positions, on a logarithmic scale."""
    position = np.arange(length)
    distance = position[None, :] - position[:, None]
    size = np.minimum(np.floor(np.log2(np.maximum(np.abs(distance), 1)) * 2).astype(np.int64), 15) + 1
    buckets: NDArray[np.int64] = np.where(distance == 0, 0, size) * np.sign(distance) + DISTANCE_BUCKETS // 2
    return buckets


@dataclass(frozen=True, slots=True)
class Options:
    """The weights of the decoder; training chooses them on the development reports and stores them with the model."""

    outside: float = 0.0  # added to the label O: below zero finds more
    cue: float = 0.0  # added to both labels of a cue
    source: float = 0.0  # added to both labels of a source
    begin: float = 0.0  # added to every label that begins a span
    inside_word: float = 0.0  # how much the later pieces of a word count
    content_vote: float = 1.0  # how much content pieces count, against cue pieces, in the choice of the source
    no_source: float = 0.0  # added to the choice of no source at all
    judge: tuple[float, ...] = ()  # the weights of EVIDENCE in the score, then a constant
    threshold: float = 0.0  # attributions with a lower score are dropped


@dataclass(frozen=True, slots=True)
class Arcs:
    """The length of the arcs' queries and keys, and for each kind of arc its bias for every distance in a window."""

    size: int
    distance: tuple[NDArray[np.float32], ...]


@dataclass(slots=True)
class Span:
    """A labelled stretch of a window, first and last position included."""

    role: int
    first: int
    last: int


@dataclass(slots=True)
class Group:
    """One attribution of a window: its spans, what speaks for it, and its score from 0 to 1."""

    cue: Span
    content: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    evidence: tuple[float, ...] = ()
    score: float = 1.0


def log_softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The logarithms of the probabilities over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    logarithms: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logarithms


def _transitions() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Which label may follow which, between words and within one."""
    between = np.zeros((len(LABELS), len(LABELS)), np.float32)
    within = np.full_like(between, IMPOSSIBLE)
    within[0, 0] = 0
    for role in range(len(ROLES)):
        begin, inside = 1 + 2 * role, 2 + 2 * role
        between[:, inside] = IMPOSSIBLE
        between[[begin, inside], inside] = 0
        within[[begin, inside], inside] = 0
    return between, within


def best_labels(
    scores: NDArray[np.float32], special: NDArray[np.bool_], inside_word: NDArray[np.bool_], options: Options
) -> NDArray[np.int64]:
    """The best possible sequence of labels for each window of a batch (Viterbi); no label splits a word."""
    scores = scores * np.where(inside_word, options.inside_word, 1.0)[..., None].astype(np.float32)
    bias = [options.outside, *([options.source] * 2), *([options.cue] * 2), 0.0, 0.0]
    scores = scores + np.where(inside_word[..., None], 0.0, np.array(bias)).astype(np.float32)
    scores[..., 1::2] += np.float32(options.begin)
    scores[special, 1:] = IMPOSSIBLE
    between, within = _transitions()
    batch, length, labels = scores.shape
    back = np.zeros((length, batch, labels), np.int64)
    best = scores[:, 0]
    for position in range(1, length):
        allowed = np.where(inside_word[:, position, None, None], within, between)
        paths = best[:, :, None] + allowed
        back[position] = paths.argmax(1)
        best = paths.max(1) + scores[:, position]
    chosen = np.zeros((batch, length), np.int64)
    chosen[:, -1] = best.argmax(-1)
    rows = np.arange(batch)
    for position in range(length - 1, 0, -1):
        chosen[:, position - 1] = back[position, rows, chosen[:, position]]
    return chosen


def find_spans(labels: NDArray[np.int64]) -> list[Span]:
    """The spans of one window's labels."""
    spans: list[Span] = []
    for position in np.flatnonzero(labels).tolist():
        role, begins = divmod(int(labels[position]) - 1, 2)
        if begins == 0:
            spans.append(Span(role, position, position))
        else:
            spans[-1].last = position
    return spans


def balance_quotes(span: Span, ids: NDArray[np.int64]) -> None:
    """Widen a span by the quotation marks that belong to the words it already has."""
    last = len(ids) - 1
    inside = ids[span.first : span.last + 1].tolist()
    opened = _open_marks(inside)
    if opened > 0 and span.last < last and int(ids[span.last + 1]) in CLOSING:
        span.last += 1
    elif opened < 0 and int(ids[span.first - 1]) in OPENING:
        span.first -= 1
    elif (
        opened == 0 and span.last < last and int(ids[span.first - 1]) in OPENING and int(ids[span.last + 1]) in CLOSING
    ):
        span.first, span.last = span.first - 1, span.last + 1


def _open_marks(ids: list[int]) -> int:
    """How many quotation marks are left open (above zero), or closed without having been opened (below)."""
    straight = ids.count(STRAIGHT_MARK)
    level = sum((piece == OPENING_MARK) - (piece == CLOSING_MARK) for piece in ids)
    if straight % 2 == 0:
        return level
    return level + (-1 if ids[-1] == STRAIGHT_MARK and ids[0] != STRAIGHT_MARK else 1)


def judge(evidence: tuple[float, ...], options: Options) -> float:
    """The chance that an attribution is right, by the evidence for it (logistic regression)."""
    if not options.judge:
        return 1.0
    *weights, constant = options.judge
    total = constant + sum(weight * value for weight, value in zip(weights, evidence, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


class WindowDecoder:
    """The scores of one window, and the attributions they amount to."""

    def __init__(
        self,
        outputs: NDArray[np.float32],
        labels: NDArray[np.int64],
        ids: NDArray[np.int64],
        arcs: Arcs,
        options: Options,
    ) -> None:
        self.arcs, self.options, self.ids = arcs, options, ids
        self.spans = find_spans(labels)
        sizes = np.cumsum([len(LABELS), arcs.size, arcs.size, arcs.size])
        self.tags, *self.parts = np.split(outputs, sizes, axis=1)

    def groups(self) -> list[Group]:
        """Group the spans by their arcs; attributions in the order of their cues, each with a content."""
        cues = [span for span in self.spans if span.role == CUE]
        contents = [span for span in self.spans if span.role == CONTENT]
        if not cues or not contents:
            return []
        groups = [Group(cue) for cue in cues]
        for content in contents:
            groups[int(self._mass(LINK, [content], cues).argmax())].content.append(content)
        sources = [span for span in self.spans if span.role == SOURCE]
        complete = [group for group in groups if group.content]
        for group in complete:
            self._choose_source(group, sources)
            group.score = judge(group.evidence, self.options)
            for content in group.content:
                balance_quotes(content, self.ids)
        return [group for group in complete if group.score >= self.options.threshold]

    def _mass(self, kind: int, rows: list[Span], columns: list[Span]) -> NDArray[np.float32]:
        """Mean log probability that the arcs of the pieces in ``rows`` end in each of the spans ``columns``."""
        chosen = np.concatenate([np.arange(span.first, span.last + 1) for span in rows])
        query, key = self.parts[2 * kind], self.parts[2 * kind + 1]
        distance = self.arcs.distance[kind][chosen, : len(self.ids)]
        chances = np.exp(log_softmax(query[chosen] @ key.T / np.float32(self.arcs.size**0.5) + distance))
        mass = [chances[:, span.first : span.last + 1].sum(1) for span in columns]
        means: NDArray[np.float32] = np.log(np.maximum(np.array(mass), np.float32(1e-6))).mean(1)
        return means

    def _choose_source(self, group: Group, sources: list[Span]) -> None:
        """Let cue and content vote for the source, and note how sure they were of it and of all the rest."""
        candidates = [Span(SOURCE, 0, 0), *sources]
        by_cue = self._mass(FROM, [group.cue], candidates)
        by_content = self._mass(FROM, group.content, candidates)
        votes = by_cue + self.options.content_vote * by_content
        votes[0] += self.options.no_source
        best = int(votes.argmax())
        group.source = [candidates[best]] if best else []
        size = sum(span.last - span.first + 1 for span in group.content)
        group.evidence = (
            self._label_chance([group.cue]),
            self._label_chance(group.content),
            float(self._mass(LINK, group.content, [group.cue])[0]),
            float(self._mass(LINK, [group.cue], [group.cue])[0]),
            float(by_cue[best]),
            float(by_content[best]),
            self._label_chance(group.source) if group.source else 0.0,
            float(best > 0),
            float(np.log(size)),
            float(np.log(group.cue.last - group.cue.first + 1)),
            float(len(group.content)),
            float(any(int(self.ids[span.first]) in OPENING for span in group.content)),
        )

    def _label_chance(self, spans: list[Span]) -> float:
        """The logarithm of the mean probability that the pieces of the spans have the role they were given."""
        chosen = np.concatenate([np.arange(span.first, span.last + 1) for span in spans])
        begin = 1 + 2 * spans[0].role
        chances = np.exp(log_softmax(self.tags[chosen]))[:, begin : begin + 2].sum(1)
        return float(np.log(max(chances.mean(), 1e-4)))
