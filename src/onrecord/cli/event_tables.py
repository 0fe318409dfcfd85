"""Events as tables for people, in the width there is."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from onrecord.cli.safe import one_line
from onrecord.views.events import EventView

_WIDEST_TYPE = len("COOPERATE")


def event_table(rows: Iterable[EventView], *, numbers: Iterable[int] | None = None, with_report: bool = False) -> Table:
    """A table of events: who did what to whom, when and according to whom; numbered from 1 unless numbers are given."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("actor", ratio=3, overflow="fold")
    table.add_column("event", width=_WIDEST_TYPE + 1)
    table.add_column("recipient", ratio=3, overflow="fold")
    table.add_column("date", width=10, overflow="fold")
    table.add_column("words", ratio=5, overflow="fold")
    rows = tuple(rows)
    for number, row in zip(numbers or range(1, len(rows) + 1), rows, strict=True):
        words = Text(one_line(row.trigger), "bold")
        for fact in _facts(row, with_report=with_report):
            words.append(f"\n{one_line(fact)}", "not bold dim")
        table.add_row(
            str(number),
            _party(row.actor, row.actor_country, row.actor_sector),
            Text(row.type).append(f"\n{row.cameo or ''}", "dim"),
            _party(row.recipient, row.recipient_country, row.recipient_sector),
            one_line(row.happened_on or ""),
            words,
        )
    return table


def _party(name: str | None, *codes: str | None) -> Text:
    text = Text(one_line(name or "not named"), "bold" if name else "dim italic")
    told = " ".join(one_line(c) for c in codes if c)
    return text.append(f"\n{told}", "not bold dim") if told else text


def _facts(row: EventView, *, with_report: bool) -> list[str]:
    facts = [
        "" if row.modality == "asserted" else row.modality,
        row.counts or "",
        f"at {row.place}" if row.place else "",
        f"according to {row.according_to}" if row.according_to else "",
        "in a statement" if row.within and not row.according_to else "",
    ]
    told = " · ".join(fact for fact in facts if fact)
    report = " · ".join(str(f) for f in (row.title, row.outlet, row.published) if f) if with_report else ""
    return [line for line in (told, report) if line]
