"""What the rules look at: mentions by token, with sentence, subject and quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Analysis, Mention

_OPENING, _CLOSING, _BOTH = "“«", "”»", '"'


class Place(NamedTuple):
    """Where a mention stands.

    Attributes:
        first: its first token.
        last: one past its last token.
        head: the token that governs the others.
        sentence: number of the sentence.
        subject: whether it is the subject of a clause, alone or as the first of several.
        quoted: whether it stands between quotation marks.
        joined: whether it is one of several joined by "and" or "or".
    """

    first: int
    last: int
    head: int
    sentence: int
    subject: bool
    quoted: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A document's mentions and where they stand.

    Attributes:
        lower: the tokens in lower case.
        mentions: as the mentions stage gives them.
        places: one for each mention.
        quoted: for each token, whether it stands between quotation marks.
        narrated: for each sentence, how many before it are not wholly quoted.
        starting: first token → indices of the mentions that begin there.
    """

    analysis: Analysis
    lower: tuple[str, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Place, ...]
    quoted: tuple[bool, ...]
    narrated: tuple[int, ...]
    starting: dict[int, tuple[int, ...]]

    @classmethod
    def of(cls, analysis: Analysis, mentions: Sequence[Mention]) -> Text:
        """The text that the rules look at."""
        starts = {offset: at for at, offset in enumerate(analysis.start)}
        ends = {offset: at + 1 for at, offset in enumerate(analysis.end)}
        sentence = [n for n, s in enumerate(analysis.sentences) for _ in range(s.first, s.last)]
        joined = {analysis.head[at] for at, dep in enumerate(analysis.dep) if dep == "conj"}
        quoted = _quoted(analysis)
        lower = tuple(word.lower() for word in analysis.text)
        places: list[Place] = []
        starting: dict[int, list[int]] = {}
        for number, mention in enumerate(mentions):
            first, last = starts[mention.evidence.span.start], ends[mention.evidence.span.end]
            head = head_of(analysis, first, last)
            subject = analysis.dep[head] in {"nsubj", "nsubjpass"}
            several = head in joined or analysis.dep[head] == "conj"
            places.append(Place(first, last, head, sentence[first], subject, quoted[first], several))
            starting.setdefault(first, []).append(number)
        frozen = {at: tuple(numbers) for at, numbers in starting.items()}
        return cls(analysis, lower, tuple(mentions), tuple(places), quoted, _narrated(analysis, quoted), frozen)

    def word(self, at: int) -> str:
        """The token in lower case; empty beyond the text."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def written(self, first: int, last: int) -> str:
        """The tokens `[first, last)` as they stand, with one blank where there is white space."""
        analysis = self.analysis
        words = [analysis.text[first]]
        for at in range(first + 1, last):
            words += [" "] * (analysis.start[at] > analysis.end[at - 1]) + [analysis.text[at]]
        return "".join(words)

    def inside(self, outer: int) -> list[int]:
        """Indices of the mentions within mention `outer`, in text order, itself not included."""
        place = self.places[outer]
        numbers: list[int] = []
        for at in range(place.first, place.last):
            numbers += [n for n in self.starting.get(at, ()) if n != outer and self.places[n].last <= place.last]
        return numbers


def head_of(analysis: Analysis, first: int, last: int) -> int:
    """The token of `[first, last)` that hangs on a token outside; of several, the first noun's."""
    heads = analysis.head
    for at in range(first, last):
        if (not first <= heads[at] < last or heads[at] == at) and analysis.pos[at] in {"NOUN", "PROPN", "PRON", "ADJ"}:
            return at
    return last - 1


def _quoted(analysis: Analysis) -> tuple[bool, ...]:
    """For each token whether it stands between quotation marks of its block."""
    flags: list[bool] = []
    block, inside = -1, False
    for sentence in analysis.sentences:
        if sentence.block != block:
            block, inside = sentence.block, False
        for word in analysis.text[sentence.first : sentence.last]:
            if word in _OPENING or word == "``":
                inside = True
            elif word in _CLOSING or word == "''":
                inside = False
            elif word == _BOTH:
                inside = not inside
            flags.append(inside)
    return tuple(flags)


def _narrated(analysis: Analysis, quoted: Sequence[bool]) -> tuple[int, ...]:
    """For each sentence the number of earlier ones with words outside quotation marks."""
    counts, so_far = [], 0
    for sentence in analysis.sentences:
        counts.append(so_far)
        so_far += any(not quoted[at] and analysis.pos[at] != "PUNCT" for at in range(sentence.first, sentence.last))
    return tuple(counts)
