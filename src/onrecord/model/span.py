"""Where words stand: half-open ranges of code points in `Document.text`."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, order=True, forbid_unknown_fields=True, array_like=True):
    """A half-open range `[start, end)` of code points of `Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            message = f"span [{self.start}, {self.end}) is empty or reversed"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same range, `by` code points further on."""
        return Span(self.start + by, self.end + by)


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """The words a finding rests on: where they stand and what the text says there."""

    span: Span
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Evidence:
        """Evidence for `text[start:end]`.

        Raises:
            ValueError: the range is empty, reversed or beyond the text.
        """
        if end > len(text):
            message = f"span [{start}, {end}) is beyond the text's {len(text)} code points"
            raise ValueError(message)
        return cls(Span(start, end), text[start:end])
