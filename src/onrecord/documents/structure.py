"""The parts of a report told apart: title, byline, date line, headings, captions, boilerplate, body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from onrecord.documents import dates, lines, patterns
from onrecord.documents.blocks import Body, Part, comparable, compose, trimmed
from onrecord.documents.paragraphs import paragraphs
from onrecord.model import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.documents.metadata import Claims

_HEADER_UNITS = 14  # paragraphs at the top among which title, date and byline stand
_TAIL_UNITS = 6  # paragraphs at the end among which credits and dates stand
_LONGEST_TITLE, _MOST_TITLE_WORDS = 200, 32
_LONGEST_METADATA = 200
_LONGEST_HEADING, _MOST_HEADING_WORDS = 90, 14
_TITLE_CASE = 0.6
_LONG_WORD = 4
_MOST_OUTLET_WORDS = 5
_DATELINES_WITHIN = 2  # paragraphs of the body
_NO_END = re.compile(r"""[.!?…,;:"”\u2019')\]-]$""")
_STOP = re.compile(r"""(?<![.])\.(["”\u2019'»]*)$""")
_ABBREVIATED = re.compile(r"(?<!\b[A-Za-z]\.)(?:\b[A-Za-z]\.)+[A-Za-z]?\.?$")  # from the first letter, or it takes long
_DATE_SEPARATOR = re.compile(r"\s*[|•·]\s*")
_LIST_ITEM = re.compile(r"^(?:[-*•·▪\u2013—]|\d{1,2}[.)]|[a-z]\))\s")
_DANGLING = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "with", "by", "from", "and", "or", "but", "as", "that",
    "which", "who", "is", "are", "was", "were",
})  # fmt: skip


def structure(text: str, *, claims: Claims) -> tuple[Block, ...]:
    """The blocks of a text; title, byline, outlet and date found in it are added to `claims`.

    Args:
        text: any text; the spans count its code points.
        claims: what is already known, such as the title from an archive's field; it is looked for in the text.
    """
    return _Reader(text, claims, units=paragraphs(text), marked=None).blocks()


def structure_parts(parts: Iterable[Part], *, claims: Claims) -> Body:
    """The text that marked-up parts make, a blank line between them, and its blocks.

    Headings and captions are those that the markup says; date line, byline and boilerplate are found as in plain text.
    """
    text, blocks = compose(parts)
    units = [block.span for block in blocks]
    reader = _Reader(text, claims, units=units, marked=[block.kind for block in blocks])
    return Body(text, reader.blocks())


class _Reader:
    """One pass over the paragraphs, the header first."""

    def __init__(self, text: str, claims: Claims, *, units: list[Span], marked: list[BlockKind] | None) -> None:
        self._text = text
        self._claims = claims
        self._known_title = claims.settle("title")
        self._title = ""
        self._marked = marked
        self._units = units if marked else self._join_title(units)
        self._words = [text[s.start : s.end] for s in self._units]
        self._kinds: list[BlockKind] = []
        self._header_days: list[dates.Moment] = []
        self._other_days: list[dates.Moment] = []

    def blocks(self) -> tuple[Block, ...]:
        body = self._read_header()
        for index in range(body, len(self._units)):
            self._kinds.append(self._body_kind(index))
        self._note_days()
        if self._marked is None:
            self._settle_headings(body)
        return tuple(self._split_datelines())

    def _read_header(self) -> int:
        """The number of paragraphs before the body."""
        index = 0
        while index < min(len(self._units), _HEADER_UNITS):
            kind = self._header_kind(index)
            if kind is None:
                break
            self._kinds.append(kind)
            index += 1
        return index

    def _header_kind(self, index: int) -> BlockKind | None:
        line = self._words[index]
        if self._title and comparable(line) == comparable(self._title):
            return "boilerplate"
        if not self._title and self._matches_known_title(line):
            return self._take_title(line)
        known = self._metadata_kind(line, self._header_days)
        marked = self._marked[index] if self._marked else "paragraph"
        if known is None and marked != "caption" and not self._title and self._is_title(line):
            return self._take_title(line)
        if known or marked != "paragraph":
            return known
        if self._is_outlet_line(line):
            self._claims.add("outlet", line, "text")
            return "byline"
        return patterns.classify(line) or ("heading" if self._is_standfirst(index) else None)

    def _metadata_kind(self, line: str, days: list[dates.Moment]) -> BlockKind | None:
        """`dateline` or `byline` for a line that only tells when or by whom; what it tells is noted, days in `days`."""
        if len(line) > _LONGEST_METADATA:
            return None
        pieces = [dates.parse(piece) for piece in _DATE_SEPARATOR.split(line)]
        moments = [moment for moment in (dates.parse(line), *pieces) if moment]
        if moments and (all(pieces) or dates.parse(line)):
            days.extend(moments)
            return "dateline"
        byline = lines.byline(line)
        if byline is None:
            return None
        self._claims.add("byline", byline.names, "text")
        self._claims.add("outlet", byline.outlet, "text")
        days.extend([byline.day] if byline.day else [])
        return "byline"

    def _is_outlet_line(self, line: str) -> bool:
        """The name of an outlet alone on a line below the title."""
        words = line.split()
        is_name = len(words) <= _MOST_OUTLET_WORDS and all(w[0].isupper() for w in words) and not _NO_END.search(line)
        return bool(self._title) and is_name and patterns.is_outlet(line)

    def _note_days(self) -> None:
        """Days in the header are believed before others, and those of publication before those of an update."""
        days = self._header_days or self._other_days
        for day in [day for day in days if day.label != "updated"] or days:
            self._claims.add_day(day, "text")

    def _join_title(self, units: list[Span]) -> list[Span]:
        """A known title that runs over several lines at the top made one paragraph."""
        if not self._known_title or not units:
            return units
        wanted = comparable(self._known_title)
        for count in range(2, min(4, len(units)) + 1):
            joined = Span(units[0].start, units[count - 1].end)
            if comparable(self._text[joined.start : joined.end]) == wanted:
                return [joined, *units[count:]]
        return units

    def _matches_known_title(self, line: str) -> bool:
        return self._known_title is not None and comparable(line) == comparable(self._known_title)

    def _is_title(self, line: str) -> bool:
        """Whether a line looks like a title; none does when the title is known."""
        words = line.split()
        if self._known_title or len(self._units) == 1 or len(line) > _LONGEST_TITLE or len(words) > _MOST_TITLE_WORDS:
            return False
        if lines.dateline(line) or patterns.classify(line) or _LIST_ITEM.match(line):
            return False
        if not _STOP.search(line) or _ABBREVIATED.search(line):
            return not line.endswith((",", ";", "…")) and not line[0].islower()
        long_words = [w for w in words if len(w) >= _LONG_WORD and w[0].isalpha()]
        return len(long_words) > 1 and sum(w[0].isupper() for w in long_words) >= _TITLE_CASE * len(long_words)

    def _take_title(self, line: str) -> Literal["headline"]:
        self._title = line
        bare = line if _ABBREVIATED.search(line) else _STOP.sub(r"\1", line)
        if not (self._marked and self._known_title):  # where it was put in by us it is no further witness
            self._claims.add("title", self._known_title or bare, "text")
        return "headline"

    def _is_standfirst(self, index: int) -> bool:
        """A short line under the title that further metadata follows."""
        if not self._title or not self._is_heading_like(self._words[index]):
            return False
        return any(
            dates.parse(line) or lines.byline(line) or comparable(line) == comparable(self._title)
            for line in self._words[index + 1 : index + 4]
        )

    def _body_kind(self, index: int) -> BlockKind:
        line = self._words[index]
        if self._title and comparable(line) == comparable(self._title):
            return "boilerplate"
        if index < _HEADER_UNITS or index >= len(self._units) - _TAIL_UNITS:
            known = self._credit_kind(line) or self._metadata_kind(line, self._other_days)
            if known:
                return known
        marked = self._marked[index] if self._marked else "paragraph"
        if marked != "paragraph":
            return marked
        may_be_heading = self._marked is None and self._is_heading_like(line)
        return patterns.classify(line) or ("heading" if may_be_heading else "paragraph")

    def _credit_kind(self, line: str) -> Literal["byline"] | None:
        credit = lines.credit(line)
        if credit and not self._claims.has("byline"):
            self._claims.add("byline", credit.names, "text")
        return "byline" if credit else None

    def _is_heading_like(self, line: str) -> bool:
        words = line.split()
        return (
            len(line) <= _LONGEST_HEADING
            and len(words) <= _MOST_HEADING_WORDS
            and not _NO_END.search(line)
            and not line[0].islower()
            and not _LIST_ITEM.match(line)
            and any(c.isalpha() for c in line)
            and words[-1] not in _DANGLING
        )

    def _settle_headings(self, body: int) -> None:
        """Of the short lines in the body, those alone between two paragraphs are headings; several make a list."""
        candidates = [kind == "heading" for kind in self._kinds]
        for index in (i for i, candidate in enumerate(candidates) if candidate and i >= body):
            before, line, after = (
                self._words[i] if 0 <= i < len(self._words) else "" for i in range(index - 1, index + 2)
            )
            is_alone = index > body and not candidates[index - 1] and not any(candidates[index + 1 : index + 2])
            if not (is_alone and len(line) < min(len(before), len(after)) and not before.endswith((":", ",", ";"))):
                self._kinds[index] = "paragraph"

    def _split_datelines(self) -> list[Block]:
        blocks: list[Block] = []
        seen = 0
        for span, words, kind in zip(self._units, self._words, self._kinds, strict=True):
            found = lines.dateline(words) if kind == "paragraph" and seen < _DATELINES_WITHIN else None
            seen += kind == "paragraph"
            rest = trimmed(self._text, span.start + found.end, span.end) if found else None
            if found is None or rest is None:
                blocks.append(Block(kind, span))
                continue
            self._note_dateline(found)
            blocks.append(Block("dateline", Span(span.start, span.start + found.end)))
            blocks.append(Block(kind, rest))
        return blocks

    def _note_dateline(self, found: lines.Dateline) -> None:
        if not self._claims.has("outlet") and (patterns.is_outlet(found.agency)):
            self._claims.add("outlet", found.agency, "dateline")
        if not self._claims.has("published"):
            self._claims.add_day(found.day, "dateline")
