"""`onrecord timeline`: what an actor said, did and received, day by day."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list

if TYPE_CHECKING:
    from onrecord.views.page import Page
    from onrecord.views.timeline import Moment, Tallies


def timeline(  # noqa: PLR0913 - one parameter for each option
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="A country by name or code, or words of a name.")],
    *,
    about: Annotated[
        str, typer.Option(metavar="WHO", help="Only statements about, and events with, this country or actor.")
    ] = "",
    topic: options.TopicOption = "",
    kind: Annotated[str, typer.Option(metavar="said|did|received", help="Only these.")] = "",
    by: Annotated[str, typer.Option(metavar="day|week|month", help="Count in each of these instead of listing.")] = "",
    since: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Draw the counts, by month unless --by: .svg, .png or .pdf; needs onrecord[plot]."
        ),
    ] = None,
    limit: options.LimitOption = 50,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Tell what an actor said, did and had done to it, in the order of days; every report's statements and events.

    How each day was found stands beside it: stated with the finding, carried over from before, or only the day of
    publication. With --by, numbers of each period. Exit code 4 when there is nothing.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views.timeline import tallies
    from onrecord.views.timeline import timeline as tell

    days = {"since": options.day(since), "until": options.day(until)}
    about, topic = about.strip(), options.topic(topic)
    with stores.open(store_path(options.settings(config, store=store))) as reader:
        page = tell(reader, actor, about=about, topic=topic, kind=kind, limit=limit, offset=offset, **days)
        counts = tallies(reader, actor, by=by or "month", about=about, topic=topic, **days) if by or plot else None  # type: ignore[arg-type]  # which checks it
    if counts is not None and by:
        _write_counts(counts, output)
    else:
        _write(page, output)
    if counts is not None:
        sys.stdout.flush()
        _say_left_out(counts, by or "month")
    if counts is not None and plot is not None and counts.rows:
        from onrecord.plots import time_chart

        time_chart(counts.rows, plot, title=actor)
    end_of_list(page.total)


def _write(page: "Page[Moment]", output: options.Format) -> None:
    from onrecord.cli.writers import write_rows
    from onrecord.views.timeline import Moment

    if output is not options.Format.TABLE:
        write_rows(page.rows, output, columns=Moment.__struct_fields__)
    elif page.rows:
        _table(page)


def _table(page: "Page[Moment]") -> None:
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("day", width=11)
    table.add_column("", width=8)
    table.add_column("what", width=10)
    table.add_column("from → to", ratio=3, overflow="fold")
    table.add_column("words", ratio=5, overflow="fold")
    for row in page.rows:
        day = Text(str(row.first_day or "undated"))
        for more in (f"– {row.last_day}" if row.last_day != row.first_day else "", row.how or ""):
            day.append(f"\n{more}" if more else "", "dim")
        words = Text(one_line(row.words))
        told = (
            row.manner if row.manner != "asserted" else "",
            f"according to {row.according_to}" if row.according_to else "",
        )
        for facts in (told, (row.title, row.outlet, row.published)):
            line = " · ".join(one_line(str(fact)) for fact in facts if fact)
            words.append(f"\n{line}" if line else "", "dim")
        parties = Text(one_line(row.actor or "not named"), "bold")
        parties.append(f" → {one_line(row.other)}" if row.other else "")
        table.add_row(day, row.kind, row.what, parties, words)
    first = page.offset + 1
    emit(table, "", f"showing {first}-{page.offset + len(page.rows)} of {counted(page.total, 'finding')}")


def _write_counts(counts: "Tallies", output: options.Format) -> None:
    from rich.table import Table

    from onrecord.cli.tables import emit
    from onrecord.cli.writers import write_rows
    from onrecord.views.timeline import Tally

    if output is not options.Format.TABLE:
        write_rows(counts.rows, output, columns=Tally.__struct_fields__)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("period", "said", "did", "received", "verbal +", "material +", "verbal -", "material -"):
        table.add_column(name, justify="left" if name == "period" else "right")
    for row in counts.rows:
        table.add_row(*(str(getattr(row, name)) for name in Tally.__struct_fields__))
    emit(table)


def _say_left_out(counts: "Tallies", by: str) -> None:
    told = ((counts.wide, f"dated to more than a {by}"), (counts.undated, "without a day"))
    words = "; ".join(f"{number:,} {what}" for number, what in told if number)
    if words:
        sys.stderr.write(f"findings in no period: {words}\n")
