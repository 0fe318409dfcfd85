"""Positions as tables for people."""

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from onrecord.cli.safe import counted, one_line
from onrecord.cli.tables import WIDEST_ACT, emit, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.views.page import Page
    from onrecord.views.positions import Positions
    from onrecord.views.positions_periods import Period
    from onrecord.views.positions_phrases import Phrase
    from onrecord.views.positions_reversals import Reversal
    from onrecord.views.positions_rows import Position

_MOST_ACTS = 5  # named for a period


def print_positions(found: "Positions", *, only: str | None) -> None:
    """Prints what was found, or one list of it, each list under its heading with how many rows there are in all."""
    emit(_summary(found))
    if only in {None, "periods"}:
        emit("", Text("by period", "bold"), _periods(found.periods))
    if only in {None, "reversals"} and found.reversals.total:
        emit("", _heading("reversals", found.reversals), *map(_reversal, found.reversals.rows))
    if only in {None, "phrases"} and found.phrases.total:
        emit("", _heading("repeated phrases", found.phrases), *map(_phrase, found.phrases.rows))
    for name, page in (("statements", found.statements), ("undated", found.undated)):
        if only in {None, name} and page.total:
            emit("", _heading(name, page), _statements(page.rows))


def _summary(found: "Positions") -> Text:
    who = " on ".join(one_line(each.asked) for each in (found.actor, found.on) if each)
    copies = f"{counted(found.left_out, 'copy' if found.left_out == 1 else 'copie')} left out" if found.left_out else ""
    span = f"{found.first.day} to {found.last.last_day}" if found.first and found.last else "no day is known"
    facts = (counted(found.whole.statements, "statement"), copies, span, _stances(found.whole), _acts(found.whole))
    return Text.assemble((who, "bold"), "\n", (" · ".join(fact for fact in facts if fact), "dim"))


def _heading(name: str, page: "Page[Position] | Page[Reversal] | Page[Phrase]") -> Text:
    return Text.assemble((name, "bold"), (f" · showing {len(page.rows):,} of {page.total:,}", "dim"))


def _stances(row: "Period") -> str:
    return f"{row.support:,} for, {row.oppose:,} against"


def _acts(row: "Period") -> str:
    named = [f"{act.value} {act.count:,}" for act in row.acts[:_MOST_ACTS]]
    others = sum(act.count for act in row.acts[_MOST_ACTS:])
    negated = [f"not said {row.negated:,}"] if row.negated else []
    return ", ".join([*named, *([f"others {others:,}"] if others else []), *negated])


def _periods(rows: "Iterable[Period]") -> Table:
    table = _table()
    table.add_column("period", no_wrap=True)
    for name in ("statements", "for", "against", "neutral"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("acts", ratio=1, overflow="fold")
    for row in rows:
        numbers = (f"{n:,}" for n in (row.statements, row.support, row.oppose, row.neutral))
        table.add_row(row.period, *numbers, _acts(row))
    return table


def _reversal(row: "Reversal") -> Table:
    """The two statements side by side under what they are about."""
    title = Text.assemble(
        (row.kind, "yellow" if row.kind == "reversal" else "magenta"),
        " " + one_line(f"of {row.by} on {row.subject}, by {row.voice}"),
        (f" · score {row.score:.2f}", "dim"),
    )
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.title, table.title_justify, table.title_style = title, "left", ""
    for _ in range(2):
        table.add_column(ratio=1, overflow="fold")
    table.add_row(*(_quotation(side) for side in (row.before, row.after)))
    return table


def _quotation(row: "Position") -> Text:
    stance = f"{row.stance} {row.score:+.2f}" if row.score else ""
    facts = (str(row.day), row.speaker or "", row.act, stance, row.outlet or "", short_id(row.document_id))
    words = f"“{row.content}”" if row.kind == "direct" else row.content
    return Text.assemble(one_line(words), "\n", (" · ".join(one_line(f) for f in facts if f), "dim"))


def _phrase(row: "Phrase") -> Text:
    days = f"{row.first_day}" + (f" to {row.last_day}" if row.last_day != row.first_day else "")
    where = f"{counted(row.reports, 'report')}, {counted(row.days, 'day')}"
    facts = (where, days if row.first_day else "", "; ".join(row.voices))
    return Text.assemble(one_line(row.words), ("\n  " + " · ".join(one_line(f) for f in facts if f), "dim"))


def _statements(rows: "Iterable[Position]") -> Table:
    table = _table()
    table.add_column("day", width=10, no_wrap=True)
    table.add_column("speaker", ratio=3, overflow="fold")
    table.add_column("act", width=WIDEST_ACT, no_wrap=True)
    table.add_column("statement", ratio=8, overflow="fold")
    for row in rows:
        words = Text(one_line(row.content))
        for facts in (_manner(row), _report(row)):
            if facts:
                words.append("\n" + facts, "dim")
        table.add_row(str(row.day or ""), one_line(row.speaker or ""), row.act, words)
    return table


def _manner(row: "Position") -> str:
    facts = (
        "not said" if row.negated else "",
        f"{row.stance} {row.towards} {row.score:+.2f}" if row.score else "",
        f"as reported by {row.reported_by}" if row.reported_by else "",
        f"some day until {row.last_day}" if row.last_day != row.day else "",
    )
    return " · ".join(one_line(fact) for fact in facts if fact)


def _report(row: "Position") -> str:
    copies = f"and {counted(row.copies, 'copy' if row.copies == 1 else 'copie')}" if row.copies else ""
    facts = (row.title, row.outlet, row.published, short_id(row.document_id), copies)
    return " · ".join(one_line(str(fact)) for fact in facts if fact)


def _table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
