"""A document's tokens, sentences, tree and names, in columns, without the library that made them.

Not stored: it can be made again from the text and the model's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Sentence(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence: tokens `[first, last)` of block `block` of the document."""

    first: int
    last: int
    block: int


class Name(Struct, frozen=True, forbid_unknown_fields=True):
    """A name or date as the model marked it: tokens `[first, last)` with the model's label (OntoNotes)."""

    first: int
    last: int
    label: str


class Analysis(Struct, frozen=True, forbid_unknown_fields=True):
    """Columns over the tokens of the blocks that are read, in text order. White space is not a token.

    Attributes:
        document_id: whose.
        model: name and version of the model.
        start: first code point of each token, in `Document.text`.
        end: one past its last code point.
        text: the token as it stands.
        lemma: base form, lower case.
        pos: Universal Dependencies part of speech.
        tag: Penn Treebank tag.
        dep: ClearNLP dependency label.
        head: index of the governing token; a root is its own head.
        sentences: in order; every token is in exactly one.
        names: in order, not overlapping.
    """

    document_id: str
    model: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    text: tuple[str, ...]
    lemma: tuple[str, ...]
    pos: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    head: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]

    def __len__(self) -> int:
        return len(self.start)

    def span(self, first: int, last: int) -> Span:
        """The code points of tokens `[first, last)`."""
        return Span(self.start[first], self.end[last - 1])

    def spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The code points of some tokens, neighbours joined."""
        runs: list[list[int]] = []
        for token in sorted(tokens):
            if runs and token == runs[-1][1]:
                runs[-1][1] = token + 1
            else:
                runs.append([token, token + 1])
        return tuple(self.span(first, last) for first, last in runs)
