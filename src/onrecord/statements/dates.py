"""When a thing was said: a date beside the cue, the date of the passage, or the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from onrecord.model import Date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Attribution, Document, Mention, Span
    from onrecord.model.tree import Tree

_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\w:+-]+)?$")
_DAY_LENGTH = len("2023-02-19")
_LONGEST_PATH = 8
_VERBAL = frozenset({"VERB", "AUX"})
_ARGUMENTS = frozenset(
    {"nsubj", "nsubjpass", "dobj", "poss", "relcl", "acl", "ccomp", "attr", "appos", "compound", "nmod"}
)


class SayingDates:
    """The day-exact dates of one document, by sentence."""

    def __init__(self, document: Document, tree: Tree, mentions: Sequence[Mention]) -> None:
        self._published = document.published
        self._tree = tree
        self._headings = [b.span.start for b in document.blocks if b.kind == "heading"]
        sentences = tree.analysis.sentences
        self._sentence_starts = [tree.analysis.start[s.first] for s in sentences]
        self._by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.kind == "date" and mention.value and _DAY.match(mention.value):
                self._by_sentence.setdefault(self._sentence(mention.evidence.span.start), []).append(mention)

    def assign(self, attributions: Sequence[Attribution], speakers: Sequence[tuple[str, ...]]) -> list[Date | None]:
        """A date for each attribution, in order.

        A date stated beside one statement is carried to the next ones of the same speaker, up to the next heading; a
        statement reported inside another has that one's date unless it has its own.
        """
        fallback = Date(self._published.isoformat(), "publication") if self._published else None
        current: Date | None = None
        previous: tuple[str, ...] | None = None
        section = -1
        outer: Attribution | None = None
        assigned: list[Date | None] = []
        for found, speaker in zip(attributions, speakers, strict=True):
            if outer is not None and _inside(found, outer):
                assigned.append(self._stated(found) or current or fallback)
                continue
            outer = found
            here = bisect_right(self._headings, found.start)
            if speaker != previous or here != section:
                current = None
            stated = self._stated(found)
            current = stated or (Date(current.value, "carried", current.evidence) if current else None)
            assigned.append(current or fallback)
            previous, section = speaker, here
        return assigned

    def _stated(self, found: Attribution) -> Date | None:
        """The date nearest to the cue that says when its verb happened."""
        if not found.cue:
            return None
        cue = found.cue[0]
        around = self._by_sentence.get(self._sentence(cue.start), [])
        outside = [m for m in around if not any(c.overlaps(m.evidence.span) for c in found.content)]
        telling = [m for m in outside if self._tells_when(m.evidence.span, found.cue)]
        if not telling:
            return None
        nearest = min(telling, key=lambda m: _gap(m.evidence.span, cue))
        return Date((nearest.value or "")[:_DAY_LENGTH], "stated", nearest.evidence)

    def _tells_when(self, date: Span, cue: Sequence[Span]) -> bool:
        """Whether the tree hangs a date on a cue's verb, not on its subject or object ("Sunday's vote")."""
        analysis = self._tree.analysis
        token = bisect_left(analysis.start, date.start)
        for _ in range(_LONGEST_PATH):
            if any(c.start <= analysis.start[token] < c.end for c in cue) and analysis.pos[token] in _VERBAL:
                return True
            if analysis.dep[token] in _ARGUMENTS or analysis.head[token] == token:
                return False
            token = analysis.head[token]
        return False

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentence_starts, at) - 1


def _inside(inner: Attribution, outer: Attribution) -> bool:
    return bool(inner.cue) and any(c.contains(inner.cue[0]) for c in outer.content)


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
