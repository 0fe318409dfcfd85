"""`onrecord dyads`: events between pairs, counted by day, week or month."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list
from onrecord.cli.occurrences import join_waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.views.panel import Panel, PanelRow


LevelOption = Annotated[
    str,
    typer.Option(
        metavar="report|copy|occurrence",
        help="What is counted: every event of every report, each once for all copies, or each occurrence once.",
    ),
]
PlotOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Draw a heat map: .svg, .png or .pdf; needs onrecord[plot].")
]


def dyads(  # noqa: PLR0913 - one parameter for each option
    *,
    by: Annotated[str, typer.Option(metavar="day|week|month", help="Length of a period.")] = "month",
    level: LevelOption = "occurrence",
    unit: Annotated[
        str, typer.Option(metavar="country|actor", help="Everybody of a country as one, or single actors.")
    ] = "country",
    actor: Annotated[
        str, typer.Option(metavar="WHO", help="Who acts: Iran, Iranian, IR or IRN; a single actor by name.")
    ] = "",
    recipient: Annotated[str, typer.Option(metavar="WHO", help="To whom it is done.")] = "",
    actors: Annotated[
        str, typer.Option(metavar="WHO,WHO...", help="Only pairs of these, all of them; separated by commas.")
    ] = "",
    all_pairs: Annotated[
        bool, typer.Option("--all-pairs", help="All pairs of those that occur, also without an event between them.")
    ] = False,
    domestic: Annotated[
        bool, typer.Option("--domestic", help="Count events between parties of one country too.")
    ] = False,
    modality: Annotated[
        str, typer.Option(metavar="asserted|negated|future|hypothetical|historical", help="Whether it happened.")
    ] = "asserted",
    since: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    plot: PlotOption = None,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Count events between pairs: a balanced panel, a row for each pair and period, those without an event too.

    Columns are the number of events, of each quad class and of each PLOVER type, and the means of the Goldstein values
    and PLOVER scores. A table for people has the rows with events alone. What is in no row is said on standard error.
    Exit code 4 when no pair is left.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views.panel import panel

    path = store_path(options.settings(config, store=store))
    join_waiting(path)
    with stores.open(path) as reader:
        made = panel(
            reader, by=by, level=level, unit=unit,  # type: ignore[arg-type]  # which checks them
            actor=_who(actor, unit), recipient=_who(recipient, unit),
            actors=[_who(name, unit) for name in actors.split(",") if name.strip()],
            pairs="all" if all_pairs else "seen", domestic=domestic, modality=modality,
            since=options.day(since), until=options.day(until),
        )  # fmt: skip
    _write(made, output)
    sys.stdout.flush()
    _say_left_out(made, by)
    if plot is not None and len(made):
        from onrecord.plots import heat_map

        heat_map(made.rows(), plot)
    end_of_list(len(made))


def _who(words: str, unit: str) -> str:
    """A country's code, where countries are counted."""
    from onrecord.views.countries import country_code

    return country_code(words) if words and unit == "country" else words.strip()


def _write(made: "Panel", output: options.Format) -> None:
    from onrecord.cli.writers import write_cells, write_encoded

    if output is options.Format.TABLE:
        _table(made)
    elif output is options.Format.CSV:
        write_cells(made.columns, (row.cells for row in made.rows()))
    else:
        write_encoded((dict(zip(made.columns, row.cells, strict=True)) for row in made.rows()), output)


def _say_left_out(made: "Panel", by: str) -> None:
    left = made.left_out
    told = (
        (left.without_party, "lacking a known party on one side"),
        (left.domestic, "between parties of one country"),
        (left.wide, f"dated to more than a {by}"),
        (left.undated, "without a day"),
    )
    words = "; ".join(f"{number:,} {what}" for number, what in told if number)
    if words:
        sys.stderr.write(f"events in no row: {words}\n")


def _table(made: "Panel") -> None:
    from rich.table import Table

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit

    if not len(made):
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("period", no_wrap=True)
    for name in ("actor", "recipient"):
        table.add_column(name, overflow="fold", min_width=9)
    for name in ("events", "v.coop", "m.coop", "v.conf", "m.conf", "goldstein", "score"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("types", overflow="fold", min_width=11)
    for row in _told(made.rows()):
        numbers = (*row.cells[3:8], *("" if v is None else f"{v:.1f}" for v in (row.goldstein, row.score)))
        types = ", ".join(f"{name} {n}" for name, n in zip(made.types, row.types, strict=True) if n)
        table.add_row(row.period, one_line(row.actor), one_line(row.recipient), *map(str, numbers), one_line(types))
    size = f"{counted(len(made.pairs), 'pair')} × {counted(len(made.periods), 'period')}"
    shown = f"{counted(len(made.cells), 'row')} with events out of {len(made):,}: {size}"
    if table.row_count:
        emit(table, "")
    emit(shown)


def _told(rows: "Iterable[PanelRow]") -> "Iterable[PanelRow]":
    return (row for row in rows if row.events)
