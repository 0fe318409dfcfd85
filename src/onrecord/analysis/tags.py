"""The stage that tags attributions: the encoder over a document's blocks, with spans in the document's coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import ModelMissingError
from onrecord.model import READ_KINDS, Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.analysis.tagger import Tagger
    from onrecord.model import Document

_LINE_BREAKS = str.maketrans("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


def load_tagger(*, required: bool, threads: int = 1) -> Tagger | None:
    """The encoder with the weights that come with onrecord; None when it cannot run here and is not required.

    Raises:
        ModelMissingError: it is required, and onnxruntime, tokenizers or the weights are missing.
    """
    try:
        from onrecord.analysis.tagger import Tagger  # noqa: PLC0415 - onnxruntime may be missing

        return Tagger(threads=threads)
    except ImportError as error:
        if required:
            raise ModelMissingError("attribution", f"{error.name} is not installed") from error
    except ModelMissingError:
        if required:
            raise
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
        for found in self._tagger.tag([_paragraphs(d) for d in documents]):
            attributions = [
                Attribution(_spans(a.source), _spans(a.cue), _spans(a.content), self._tagger.model_id, a.score)
                for a in found
                if a.content
            ]
            yield tuple(sorted(attributions, key=lambda a: (a.start, a.content)))


def _paragraphs(document: Document) -> str:
    """A text of the same length in which each block that is read is one line, and all else is blank."""
    pieces: list[str] = []
    done = 0
    for block in document.blocks:
        if block.kind in READ_KINDS:
            pieces += ["\n" * (block.span.start - done), document.block_text(block).translate(_LINE_BREAKS)]
            done = block.span.end
    return "".join(pieces)


def _spans(pairs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs if start < end)
