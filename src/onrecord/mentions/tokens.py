"""What the rules look at: an analysis with normalised words beside it, and what they find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model import Analysis, MentionKind

_APOSTROPHES = str.maketrans("’‘ʼ", "'''")  # noqa: RUF001 - what texts write for an apostrophe

#: Words that open a noun phrase.
DETERMINERS = frozenset((
    "the", "a", "an", "this", "that", "these", "those", "some", "any", "another", "no", "each", "every",
    "his", "her", "its", "their", "our", "my", "your", "several", "many", "both", "all", "other",
))  # fmt: skip
POSSESSIVES = frozenset(("'s", "'"))


class Found(NamedTuple):
    """A mention in the making: tokens `[first, last)` and what they are."""

    first: int
    last: int
    kind: MentionKind
    rule: str
    value: str | None = None
    metonym: bool = False
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The columns of an analysis with what every rule needs beside them.

    Attributes:
        text: the tokens with straight apostrophes.
        lower: the same in lower case.
        sentence: number of each token's sentence.
        begins: first token of each token's sentence.
        ends: one past the last token of each token's sentence.
    """

    analysis: Analysis
    text: tuple[str, ...]
    lower: tuple[str, ...]
    sentence: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, analysis: Analysis) -> Tokens:
        """The tokens of an analysis."""
        text = tuple(t.translate(_APOSTROPHES) if not t.isascii() else t for t in analysis.text)
        sentence: list[int] = []
        begins: list[int] = []
        ends: list[int] = []
        for number, s in enumerate(analysis.sentences):
            size = s.last - s.first
            sentence += [number] * size
            begins += [s.first] * size
            ends += [s.last] * size
        return cls(analysis, text, tuple(t.lower() for t in text), tuple(sentence), tuple(begins), tuple(ends))

    def __len__(self) -> int:
        return len(self.text)

    def word(self, at: int) -> str:
        """The token in lower case; empty beyond the text."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def head_of(self, first: int, last: int) -> int:
        """The token of `[first, last)` that governs the others: the first whose governor lies outside."""
        head = self.analysis.head
        for at in range(last - 1, first - 1, -1):
            if not first <= head[at] < last or head[at] == at:
                return at
        return last - 1

    def with_the(self, first: int) -> int:
        """The position of a "the" directly before, else `first`."""
        return first - 1 if self.word(first - 1) == "the" and self.begins[first] < first else first
