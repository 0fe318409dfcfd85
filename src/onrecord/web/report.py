"""A record as its page shows it: paragraphs of marked pieces, each with notes on what was found in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.model import Entity, Event, Statement, marked
from onrecord.model.marked import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Record, Span
    from onrecord.model.marked import Role, Run

_STATEMENT_ROLES: frozenset[Role] = frozenset({"source", "cue", "content"})
_LINKED = 0  # number of the mark for the passage that an address names; findings count from 1
_DEEPEST = 3  # shades of content within content


class Label(Struct, frozen=True):
    """A finding's number at the end of its words."""

    key: str
    number: int


class Piece(Struct, frozen=True):
    """Words that the same marks cover.

    Attributes:
        text: the words.
        at: first code point in the report's text.
        classes: how they look.
        findings: keys of the findings they belong to, the innermost last.
        begins: keys of findings whose first words these are.
        ends: findings whose content or trigger ends here.
    """

    text: str
    at: int
    classes: str
    findings: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[Label, ...]


class Note(Struct, frozen=True):
    """What the margin says of a finding.

    Attributes:
        key: `s` or `e` with the number.
        number: counts the record's statements or events from 1.
        finding: the statement or event.
        actors: speakers, or actors of an event.
        recipients: of an event.
        chain: the speakers who report it, the nearest first, each with the number of the reporting statement.
        span: from the first to the last of its words, as `start-end`.
    """

    key: str
    number: int
    finding: Statement | Event
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    chain: tuple[tuple[int, str], ...]
    span: str


class Paragraph(Struct, frozen=True):
    """A block of the report: its kind, its pieces and the notes on findings that begin in it."""

    kind: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def paragraphs(
    record: Record, *, statements: Sequence[Statement], events: Sequence[Event], linked: Span | None = None
) -> tuple[Paragraph, ...]:
    """The report's paragraphs, with the findings given marked in them.

    Args:
        record: the report.
        statements: those of its statements that are to be marked.
        events: those of its events.
        linked: a passage to point out.
    """
    statement_numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    event_numbers = {e.id: n for n, e in enumerate(record.events, 1)}
    shown = [(statement_numbers[s.id], s) for s in statements]
    done = [(event_numbers[e.id], e) for e in events]
    found = [*marked.marks(shown), *marked.event_marks(done), *([Mark(_LINKED, "content", linked)] if linked else [])]
    found.sort(key=lambda m: (m.span.start, -m.span.end))
    notes = [
        *((_first(marked.marks([(n, s)])), _statement_note(record, n, s, statement_numbers)) for n, s in shown),
        *((_first(marked.event_marks([(n, e)])), _event_note(record, n, e, statement_numbers)) for n, e in done),
    ]
    return _assemble(record, found, sorted(notes, key=lambda pair: pair[0]))


def _assemble(record: Record, found: list[Mark], notes: list[tuple[int, Note]]) -> tuple[Paragraph, ...]:
    starts = [b.span.start for b in record.document.blocks] or [0]
    kinds = [b.kind for b in record.document.blocks] or ["paragraph"]
    pieces: list[list[Piece]] = [[] for _ in starts]
    at, begun = 0, set[str]()
    for run in marked.runs(record.document, found):
        if run.block is not None or run.inside or run.text.strip():
            pieces[_block(starts, at)].append(_piece(run, at, begun))
        at += len(run.text)
    beside: list[list[Note]] = [[] for _ in starts]
    for first, note in notes:
        beside[_block(starts, first)].append(note)
    return tuple(
        Paragraph(kind, tuple(own), tuple(margin)) for kind, own, margin in zip(kinds, pieces, beside, strict=True)
    )


def _block(starts: list[int], at: int) -> int:
    return max(0, bisect_right(starts, at) - 1)


def _piece(run: Run, at: int, begun: set[str]) -> Piece:
    keys = dict.fromkeys(key(m) for m in run.inside)
    begins = tuple(k for k in keys if k not in begun)
    begun.update(begins)
    ends = tuple(Label(key(m), m.number) for m in run.closes if m.role in {"content", "trigger"} and m.number)
    return Piece(run.text, at, _classes(run.inside), tuple(k for k in keys if k != _LINK), begins, ends)


def key(mark: Mark) -> str:
    """The short name of a mark's finding on the page: `s3`, `e1`, or `span` for the passage that the address names."""
    if mark.number == _LINKED:
        return _LINK
    return f"{'s' if mark.role in _STATEMENT_ROLES else 'e'}{mark.number}"


_LINK = "span"


def _classes(inside: Iterable[Mark]) -> str:
    roles = [_LINK if m.number == _LINKED else m.role for m in inside]
    depth = min(roles.count("content"), _DEEPEST)
    return " ".join(("m", *dict.fromkeys(roles), f"d{depth}")) if roles else ""


def _first(marks: Sequence[Mark]) -> int:
    return min(m.span.start for m in marks)


def _span(marks: Sequence[Mark]) -> str:
    return f"{_first(marks)}-{max(m.span.end for m in marks)}"


def _statement_note(record: Record, number: int, statement: Statement, numbers: dict[str, int]) -> Note:
    return Note(
        key=f"s{number}",
        number=number,
        finding=statement,
        actors=tuple(record.entity(i) for i in statement.speaker),
        recipients=(),
        chain=_chain(record, statement.within, numbers),
        span=_span(marked.marks([(number, statement)])),
    )


def _event_note(record: Record, number: int, event: Event, numbers: dict[str, int]) -> Note:
    return Note(
        key=f"e{number}",
        number=number,
        finding=event,
        actors=tuple(record.entity(i) for i in event.actor),
        recipients=tuple(record.entity(i) for i in event.recipient),
        chain=_chain(record, event.within, numbers),
        span=_span(marked.event_marks([(number, event)])),
    )


def _chain(record: Record, within: str | None, numbers: dict[str, int]) -> tuple[tuple[int, str], ...]:
    """Who reports something, outwards, by the statements it stands in."""
    chain: list[tuple[int, str]] = []
    while within in numbers and len(chain) < len(numbers):
        statement = record.statements[numbers[within] - 1]
        chain.append((numbers[within], "; ".join(record.speakers(statement)) or "somebody not named"))
        within = statement.within
    return tuple(chain)
