"""`onrecord map`: where events happened, which places are spoken of, where those are from who speak."""

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list

if TYPE_CHECKING:
    from onrecord.views.places import Spots


def map_(  # noqa: PLR0913 - one parameter for each option
    *,
    counted: Annotated[
        str,
        typer.Option(
            metavar="events|about|said",
            help="Events where they happened, statements about a place, or statements by its people.",
        ),
    ] = "events",
    unit: Annotated[str, typer.Option(metavar="place|country", help="What makes a row.")] = "place",
    quad: Annotated[
        str,
        typer.Option(metavar="1|2|3|4", help="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."),
    ] = "",
    topic: options.TopicOption = "",
    since: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    limit: options.LimitOption = 200,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Count asserted events and statements by place or country, those with most first, with degrees for a map.

    What has no place is told on stderr. Exit code 4 when nothing has one.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views.places import spots

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        found = spots(
            reader, counted=counted, unit=unit, quad=quad, topic=options.topic(topic), limit=limit,
            since=options.day(since), until=options.day(until),
        )  # fmt: skip
    _write(found, output)
    sys.stdout.flush()
    if found.nowhere:
        lacking = "no place that is known" if found.unit == "place" else "no country"
        sys.stderr.write(f"left out: {found.nowhere:,} of {found.findings:,}, which have {lacking}\n")
    end_of_list(found.total)


def _write(found: "Spots", output: options.Format) -> None:
    import msgspec

    from onrecord.cli.safe import safe_json
    from onrecord.cli.writers import write_rows
    from onrecord.views.places import Spot

    if output is options.Format.JSON:
        sys.stdout.write(safe_json(msgspec.json.encode(found)) + "\n")
    elif output is not options.Format.TABLE:
        write_rows(found.rows, output, columns=Spot.__struct_fields__)
    elif found.rows:
        _table(found)


def _table(found: "Spots") -> None:
    from rich.table import Table

    from onrecord.cli.safe import one_line
    from onrecord.cli.tables import emit

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(found.unit, overflow="fold")
    table.add_column("country", no_wrap=True)
    numbers = ("events", "cooperation", "conflict") if found.counted == "events" else ("statements",)
    for name in (*numbers, "north", "east"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in found.rows:
        counts = (row.count, row.cooperation, row.conflict)[: len(numbers)]
        degrees = ("" if each is None else f"{each:.2f}" for each in (row.latitude, row.longitude))
        table.add_row(one_line(row.name), one_line(row.country or ""), *(f"{n:,}" for n in counts), *degrees)
    emit(table, "", f"showing {len(found.rows):,} of {found.total:,}")
