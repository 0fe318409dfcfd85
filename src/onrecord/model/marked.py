"""A report's text with the words of its statements marked, for every place that shows it."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.model.document import BlockKind
from onrecord.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model.document import Block, Document
    from onrecord.model.event import Event
    from onrecord.model.record import Record
    from onrecord.model.span import Evidence
    from onrecord.model.statement import Statement

Role = Literal["source", "cue", "content", "actor", "trigger", "recipient"]


class Mark(Struct, frozen=True):
    """Words of a statement or of an event; `number` counts the record's statements, or its events, from 1."""

    number: int
    role: Role
    span: Span


class Run(Struct, frozen=True):
    """A piece of text at whose inside no mark and no block begins or ends. All runs together are the text.

    Attributes:
        text: the words.
        block: kind of the block they stand in; None between blocks.
        opens: marks that begin with the run, the outermost first.
        closes: marks that end with it, the innermost first.
        inside: marks that it stands in, the outermost first.
    """

    text: str
    block: BlockKind | None
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]
    inside: tuple[Mark, ...]


def marks(statements: Iterable[tuple[int, Statement]]) -> tuple[Mark, ...]:
    """The marks of numbered statements, in text order, the longer first where several begin together."""
    return _sorted((number, *roles) for number, statement in statements for roles in _roles(statement))


def event_marks(events: Iterable[tuple[int, Event]]) -> tuple[Mark, ...]:
    """The marks of numbered events, in the order of `marks`."""
    return _sorted((number, *roles) for number, event in events for roles in _event_roles(event))


def _sorted(numbered: Iterable[tuple[int, Role, tuple[Evidence, ...]]]) -> tuple[Mark, ...]:
    found = (Mark(number, role, evidence.span) for number, role, words in numbered for evidence in words)
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end, m.number)))


def runs(document: Document, found: Sequence[Mark]) -> Iterator[Run]:
    """The text cut where marks and blocks begin and end.

    Args:
        document: the report.
        found: what `marks` gives for its statements, or `event_marks` for its events.
    """
    text = document.text
    cuts = {0, len(text)}
    for span in (*(m.span for m in found), *(b.span for b in document.blocks)):
        cuts.update((span.start, span.end))
    edges = sorted(cuts)
    opening = _by_edge(found, end=False)
    closing = _by_edge(found, end=True)
    kinds = {b.span.start: b for b in document.blocks}
    block: Block | None = None
    inside: tuple[Mark, ...] = ()
    for start, end in pairwise(edges):
        block = kinds.get(start) or (block if block and block.span.end > start else None)
        inside = (*(m for m in inside if m.span.end > start), *opening.get(start, ()))
        yield Run(
            text=text[start:end],
            block=block.kind if block else None,
            opens=tuple(opening.get(start, ())),
            closes=tuple(reversed(closing.get(end, ()))),
            inside=inside,
        )


def to_html(record: Record) -> str:
    """The text as an HTML fragment: sources bold, cues in italics, contents shaded and numbered.

    Everything from the report is escaped, and the style is inline and readable on light and dark pages.
    """
    statements = tuple(enumerate(record.statements, 1))
    names = {n: f"{n}. {'; '.join(record.speakers(s)) or 'unnamed'} ({s.act}, {s.kind})" for n, s in statements}
    body = "".join(_html(run, names) for run in runs(record.document, marks(statements)))
    facts = (record.document.outlet, record.document.published, f"{len(statements)} statements")
    line = " · ".join(escape(str(fact)) for fact in facts if fact)
    return f'<div style="{_STYLE}"><div style="opacity:.7">{line}</div>{body}</div>'


_STYLE = "white-space:pre-wrap;max-width:46em;line-height:1.6;overflow-wrap:anywhere"
_RULES: dict[Role, str] = {
    "source": "font-weight:bold",
    "cue": "font-style:italic;text-decoration:underline dotted",
    "content": "background:rgba(96,156,255,.22)",
    "actor": "font-weight:bold",
    "trigger": "background:rgba(255,176,96,.22)",
    "recipient": "text-decoration:underline",
}
_BLOCKS: dict[BlockKind | None, str] = {
    "headline": "font-weight:bold;font-size:1.15em",
    "heading": "font-weight:bold",
    "byline": "opacity:.7",
    "dateline": "opacity:.7",
    "boilerplate": "opacity:.5",
}


def _html(run: Run, names: dict[int, str]) -> str:
    rules = dict.fromkeys(filter(None, (_BLOCKS.get(run.block), *(_RULES[m.role] for m in run.inside))))
    titles = dict.fromkeys(f"{m.role} of {names[m.number]}" for m in run.inside)
    ends = "".join(f"<sup>{m.number}</sup>" for m in run.closes if m.role == "content")
    words = escape(run.text)
    if rules:
        title = f' title="{escape(", ".join(titles))}"' if titles else ""
        words = f'<span style="{";".join(rules)}"{title}>{words}</span>'
    return words + ends


def _roles(statement: Statement) -> tuple[tuple[Role, tuple[Evidence, ...]], ...]:
    return ("source", statement.source), ("cue", statement.cue), ("content", statement.content)


def _event_roles(event: Event) -> tuple[tuple[Role, tuple[Evidence, ...]], ...]:
    return ("actor", event.actor_words), ("trigger", event.trigger), ("recipient", event.recipient_words)


def _by_edge(found: Sequence[Mark], *, end: bool) -> dict[int, list[Mark]]:
    edges: dict[int, list[Mark]] = {}
    for mark in found:
        edges.setdefault(mark.span.end if end else mark.span.start, []).append(mark)
    return edges
