"""Statements as tables for people, in the width there is."""

import sys
from collections.abc import Iterable
from typing import get_args

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.cli.event_tables import event_table
from onrecord.cli.safe import counted, one_line
from onrecord.model import Act, Record
from onrecord.views.events import events
from onrecord.views.search import Hit
from onrecord.views.statements import StatementView, statements

_ID_DIGITS = 10  # of a document's id; enough to tell the reports of a store apart
WIDEST_ACT = max(map(len, get_args(Act)))


def emit(*parts: RenderableType) -> None:
    """Prints to standard output; words of a report are never read as markup. Files get no blanks at line ends."""
    out = Console(markup=False, emoji=False, highlight=False)
    if out.is_terminal:
        out.print(*parts, sep="\n")
        return
    with out.capture() as captured:
        out.print(*parts, sep="\n")
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def short_id(document_id: str) -> str:
    """The beginning of an id that people can type."""
    return document_id[:_ID_DIGITS]


def heading(record: Record, *, note: str = "") -> Text:
    """A report's title, where and when it appeared, and a note on it."""
    document = record.document
    facts = (
        document.outlet,
        document.published,
        counted(len(record.statements), "statement"),
        counted(len(record.events), "event"),
        short_id(document.id),
        note,
    )
    title = one_line(document.title or document.origin.location)
    return Text.assemble((title, "bold"), "\n", (" · ".join(one_line(str(f)) for f in facts if f), "dim"))


def print_record(record: Record, *, note: str = "") -> None:
    """A report's heading, with a note on it, and the tables of its statements and events."""
    parts: list[RenderableType] = [heading(record, note=note)]
    if record.statements:
        parts.append(statement_table(statements(record)))
    if record.events:
        parts += ["", event_table(events(record))]
    emit(*parts, "")


def print_hits(hits: Iterable[Hit], *, first: int) -> None:
    """The statements that a search found, numbered from `first`."""
    emit(statement_table(hits, first=first, with_report=True))


def statement_table(rows: Iterable[StatementView], *, first: int = 1, with_report: bool = False) -> Table:
    """A table of statements: who, what kind of saying, when, what; and in which report."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("speaker", ratio=3, overflow="fold")
    table.add_column("act", width=WIDEST_ACT, no_wrap=True)
    table.add_column("date", width=10, no_wrap=True)
    table.add_column("statement", ratio=8, overflow="fold")
    for number, row in enumerate(rows, first):
        words = Text(one_line(row.content))
        if isinstance(row, Hit):
            words.highlight_words(
                {one_line(p.text) for p in row.snippet if p.match}, "bold underline", case_sensitive=False
            )
        manner = _manner(row)
        if manner:
            words.append(f"\n{manner}", "dim")
        if with_report:
            words.append(f"\n{_report(row)}", "dim")
        table.add_row(str(number), _speaker(row), row.act, row.said_on or "", words)
    return table


def _speaker(row: StatementView) -> Text:
    name = Text(one_line(row.speaker or "not named"), "bold" if row.speaker else "dim italic")
    codes = " ".join(one_line(c) for c in (row.country, row.sector) if c)
    return name.append(f"\n{codes}", "not bold dim") if codes else name


def _manner(row: StatementView) -> str:
    """What a reader should know of how it was said and towards whom; empty when that is nothing special."""
    facts = (
        "not said" if row.negated else "",
        f"unnamed {row.anonymous}" if row.anonymous else "",
        row.venue or "",
        row.stance or "",
    )
    return " · ".join(one_line(fact) for fact in facts if fact)


def _report(row: StatementView) -> str:
    facts = (row.title, row.outlet, row.published, short_id(row.document_id))
    return " · ".join(one_line(str(fact)) for fact in facts if fact)
