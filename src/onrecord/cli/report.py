"""A report for people: its text with the statements marked, then the list of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from onrecord.cli.event_tables import event_table
from onrecord.cli.safe import one_line, safe
from onrecord.cli.tables import WIDEST_ACT, emit
from onrecord.model import Document, Entity, Event, Evidence, Record, Span, Stance, Statement
from onrecord.model.marked import Mark, Role, Run, event_marks, marks, runs
from onrecord.views.events import events

if TYPE_CHECKING:
    from rich.console import RenderableType

Numbered = Sequence[tuple[int, Statement]]
NumberedEvents = Sequence[tuple[int, Event]]
Related = Sequence[tuple[str, str]]

_BRACKETS: dict[Role, tuple[str, str]] = {
    "source": ("{", "}"), "cue": ("<", ">"), "content": ("[", "]"),
    "actor": ("{", "}"), "trigger": ("<", ">"), "recipient": ("[", "]"),
}  # fmt: skip
_STYLES: dict[Role, str] = {
    "source": "bold cyan", "cue": "yellow", "content": "green",
    "actor": "bold cyan", "trigger": "yellow", "recipient": "magenta",
}  # fmt: skip
_BLOCK_STYLES = {"headline": "bold", "heading": "bold", "byline": "dim", "dateline": "dim", "boilerplate": "dim"}
_TOPICS = 8
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def print_report(record: Record, numbered: Numbered, *, related: Related, explain: bool) -> None:
    """Prints a report.

    Args:
        record: the report and its findings.
        numbered: the statements to mark, with their numbers.
        related: other reports of the store to name: as what, and words.
        explain: whether to say how each statement was found.
    """
    parts: list[RenderableType] = [
        _metadata(record, related),
        _legend(("source", "cue", "content"), "statement"),
        _text(record.document, marks(numbered)),
        _list(record, numbered),
    ]
    if record.events and len(numbered) == len(record.statements):
        parts.append(event_table(events(record)))
    if explain:
        parts += [_explanation(record, number, statement) for number, statement in numbered]
    _emit(parts)


def print_events(record: Record, numbered: NumberedEvents, *, related: Related, explain: bool) -> None:
    """Prints a report with its events marked; the arguments are those of `print_report`."""
    rows = {row.id: row for row in events(record)}
    parts: list[RenderableType] = [
        _metadata(record, related),
        _legend(("actor", "trigger", "recipient"), "event"),
        _text(record.document, event_marks(numbered)),
        event_table([rows[e.id] for _, e in numbered], numbers=[n for n, _ in numbered]),
    ]
    if explain:
        parts += [_event_explanation(record, number, event) for number, event in numbered]
    _emit(parts)


def _emit(parts: Sequence["RenderableType"]) -> None:
    for number, part in enumerate(parts):
        emit(*([""] if number else []), part)


def _metadata(record: Record, related: Related) -> Table:
    document = record.document
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _facts(record):
        table.add_row(name, one_line(value))
    for field, claims in document.disagreements.items():
        said = ", ".join(f"{c.value} ({c.by})" for c in claims)
        table.add_row(field, Text(one_line(f"the report's parts disagree: {said}"), "yellow"))
    for name, words in related:
        table.add_row(name, one_line(words))
    return table


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    document = record.document
    for name in ("title", "outlet", "byline", "published", "url"):
        value = getattr(document, name)
        if value:
            yield name, str(value)
    topics = [topic.name for topic in record.topics if topic.of == document.id]
    if topics:
        yield "topics", ", ".join(topics[:_TOPICS])
    yield "read from", f"{document.origin.location} ({document.origin.media_type}, {document.origin.extractor})"
    yield "id", document.id
    yield "model", record.model or "none"


def _legend(roles: Sequence[Role], noun: str) -> Text:
    legend = Text()
    for role in roles:
        opening, closing = _BRACKETS[role]
        legend.append(f"{opening}{role}{closing}", _STYLES[role]).append(" ")
    return legend.append(f"and the number of the {noun}", "dim")


def _text(document: Document, found: Sequence[Mark]) -> Text:
    text = Text(overflow="fold")
    for run in runs(document, found):
        _append(text, run)
    text.rstrip()
    return text


def _append(text: Text, run: Run) -> None:
    for (role, _), _marks in groupby(run.opens, _place):
        text.append(_BRACKETS[role][0], _STYLES[role])
    style = _STYLES[run.inside[-1].role] if run.inside else _BLOCK_STYLES.get(run.block or "", "")
    text.append(safe(run.text), style)
    for (role, _), together in groupby(run.closes, _place):
        numbers = " ".join(str(number) for number in sorted(mark.number for mark in together))
        text.append(_BRACKETS[role][1] + numbers.translate(_RAISED), _STYLES[role])


def _place(mark: Mark) -> tuple[Role, Span]:
    """What marks have in common that share a bracket."""
    return mark.role, mark.span


def _list(record: Record, numbered: Numbered) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("speaker", ratio=3, overflow="fold")
    table.add_column("act, kind", width=WIDEST_ACT)
    table.add_column("date", width=12, overflow="fold")
    table.add_column("statement", ratio=7, overflow="fold")
    for number, statement in numbered:
        words = " … ".join(e.exact for e in statement.content)
        within = _number_of(record, statement.within)
        kind = f"{statement.act}\n{statement.kind}" + (f"\nin {within}" if within else "")
        table.add_row(str(number), _who(record, statement), kind, _when(statement), one_line(words))
    return table


def _who(record: Record, statement: Statement) -> Text:
    speakers = [record.entity(i) for i in statement.speaker]
    text = Text(one_line("; ".join(record.speakers(statement))) or "not named", "bold")
    codes = " ".join(dict.fromkeys(c for e in speakers for c in (e.country, e.sector) if c))
    return text.append(f"\n{one_line(codes)}", "not bold dim") if codes else text


def _when(statement: Statement) -> str:
    date = statement.said_on
    if date is None:
        return ""
    words = f"“{one_line(date.evidence.exact)}”" if date.evidence else "report’s day"
    carried = ", carried over" if date.how == "carried" else ""
    return f"{one_line(date.value)}\n{words}{carried}"


def _number_of(record: Record, statement_id: str | None) -> int | None:
    ids = [s.id for s in record.statements]
    return ids.index(statement_id) + 1 if statement_id in ids else None


def _finding(number: int, finding: Statement | Event) -> Table:
    """A table that begins with what every finding has."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(str(number), "bold"), Text(finding.id, "bold"))
    table.add_row("found by", one_line(_provenance(finding)))
    table.add_row("confidence", f"{finding.confidence:.2f}")
    return table


def _add_entities(table: Table, record: Record, name: str, ids: Iterable[str]) -> None:
    for id_ in ids:
        entity = record.entity(id_)
        table.add_row(name, one_line(f"{entity.name} ({entity.kind}, {id_}), by {_provenance(entity)}"))


def _explanation(record: Record, number: int, statement: Statement) -> Table:
    table = _finding(number, statement)
    table.add_row("manner", ", ".join(_manner(statement)))
    for stance in statement.stance:
        table.add_row("about", one_line(_towards(record, stance)))
    _add_entities(table, record, "speaker", statement.speaker)
    words = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    for name, evidence in (*words, ("venue", (statement.venue,) if statement.venue else ())):
        for piece in evidence:
            table.add_row(name, _evidence(piece))
    if statement.said_on and statement.said_on.evidence:
        table.add_row("date", _evidence(statement.said_on.evidence))
    return table


def _towards(record: Record, stance: Stance) -> str:
    words = ", ".join(_evidence(e) for e in stance.evidence)
    return f"{record.entity(stance.entity).name}: {stance.stance} ({stance.score:+.2f})" + (
        f" {words}" if words else ""
    )


def _manner(statement: Statement) -> Iterator[str]:
    yield f"{statement.act}, reporter {statement.commitment}, act {statement.polarity}"
    if statement.negated:
        yield "denied by the report"
    if statement.tense:
        yield f"{statement.tense} tense"
    if statement.anonymous:
        yield f"unnamed source: {statement.anonymous}"


def _event_explanation(record: Record, number: int, event: Event) -> Table:
    table = _finding(number, event)
    for name, ids in (("actor", event.actor), ("recipient", event.recipient)):
        _add_entities(table, record, name, ids)
    counted = tuple(c.evidence for c in event.counts)
    when = (event.date.evidence,) if event.date and event.date.evidence else ()
    words = (("actor", event.actor_words), ("trigger", event.trigger), ("recipient", event.recipient_words))
    for name, evidence in (*words, ("number", counted), ("date", when)):
        for piece in evidence:
            table.add_row(name, _evidence(piece))
    return table


def _provenance(finding: Statement | Entity | Event) -> str:
    p = finding.provenance
    parts = [f"stage {p.stage}", f"rule {p.rule}", f"onrecord {p.version}"]
    parts += [f"lexicon {p.lexicon}"] if p.lexicon else []
    parts += [f"entry {p.entry}"] if p.entry else []
    return ", ".join(parts)


def _evidence(evidence: Evidence) -> str:
    return one_line(f"[{evidence.span.start}, {evidence.span.end}) {evidence.exact}")
