"""The stage that tags attributions: the encoder over a document's blocks, with spans in the document's coordinates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeVar

from onrecord.errors import ModelMissingError
from onrecord.model import READ_KINDS, Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.analysis.relations import RelationTagger
    from onrecord.analysis.tagger import Tagger
    from onrecord.model import Block, Document

    Pairs = Sequence[tuple[int, int]]

M = TypeVar("M")
_LINE_BREAKS = str.maketrans("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


def load_tagger(*, required: bool, threads: int = 1) -> Tagger | None:
    """The attribution encoder with the weights that come with onrecord; see `load_relations`."""

    def load() -> Tagger:
        from onrecord.analysis.tagger import Tagger  # noqa: PLC0415 - onnxruntime may be missing

        return Tagger(threads=threads)

    return _loaded("attribution", load, required=required)


def load_relations(*, required: bool, threads: int = 1) -> RelationTagger | None:
    """The relation encoder with the weights that come with onrecord; None when it cannot run here and need not.

    Raises:
        ModelMissingError: it is required, and onnxruntime, tokenizers or the weights are missing.
    """

    def load() -> RelationTagger:
        from onrecord.analysis.relations import RelationTagger  # noqa: PLC0415 - onnxruntime may be missing

        return RelationTagger(threads=threads)

    return _loaded("relations", load, required=required)


def _loaded(model: str, load: Callable[[], M], *, required: bool) -> M | None:
    try:
        return load()
    except ModelMissingError:
        if required:
            raise
    except ImportError as error:
        if required:
            raise ModelMissingError(model, f"{error.name} is not installed") from error
    return None


class TagStage:
    """Attributions as the encoder sees them.

    Args:
        tagger: the encoder, built once a process.
    """

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def __call__(self, document: Document) -> tuple[Attribution, ...]:
        """The attributions of one document, in order of their first word."""
        return next(self.batch((document,)))

    def batch(self, documents: Sequence[Document]) -> Iterator[tuple[Attribution, ...]]:
        """The same for several documents at once."""
        tagged = self._tagger.tag([_paragraphs(d) for d in documents])
        for document, found in zip(documents, tagged, strict=True):
            blocks = [b for b in document.blocks if b.kind in READ_KINDS]
            placed = (self._placed(blocks, a.source, a.cue, a.content, a.score) for a in found)
            yield tuple(sorted((a for a in placed if a), key=lambda a: (a.start, a.content)))

    def _placed(
        self, blocks: Sequence[Block], source: Pairs, cue: Pairs, content: Pairs, score: float
    ) -> Attribution | None:
        """An attribution whose spans each lie in one block; those of a headline's statement all in the headline."""
        spans = (*source, *cue, *content)
        blocks = _between(blocks, min(s for s, _ in spans), max(e for _, e in spans))
        anchor = (cue or source or content)[0][0]
        home = next((b for b in blocks if b.span.start <= anchor < b.span.end), None)
        if home is not None and home.kind in ("headline", "heading"):
            blocks = [home]
        said = _within(content, blocks)
        if not said:
            return None
        return Attribution(_within(source, blocks), _within(cue, blocks), said, self._tagger.model_id, score)


def _paragraphs(document: Document) -> str:
    """A text of the same length in which each block that is read is one line, and all else is blank."""
    pieces: list[str] = []
    done = 0
    for block in document.blocks:
        if block.kind in READ_KINDS:
            pieces += ["\n" * (block.span.start - done), document.block_text(block).translate(_LINE_BREAKS)]
            done = block.span.end
    return "".join(pieces)


def _between(blocks: Sequence[Block], start: int, end: int) -> Sequence[Block]:
    """The blocks that share a code point with `[start, end)`."""
    first = bisect_right(blocks, start, key=lambda b: b.span.end)
    return blocks[first : bisect_left(blocks, end, key=lambda b: b.span.start)]


def _within(pairs: Pairs, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Spans cut at the edges of blocks."""
    cut = ((max(start, b.span.start), min(end, b.span.end)) for start, end in pairs for b in blocks)
    return tuple(Span(start, end) for start, end in cut if start < end)
