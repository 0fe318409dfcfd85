"""`onrecord stats`: what a store holds."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.table import Table

    from onrecord.views.holdings import Holdings, Tally


def stats(
    *,
    versions: Annotated[
        bool, typer.Option("--versions", help="Also which versions and lexicons found it; looks at every record.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many values of each list.")] = 10,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Tell what the store holds: how much of what, from when, read by what, and how much of it has speaker and day.

    CSV and JSONL have a row for each number. Exit code 4 when the store is empty.
    """
    from msgspec.structs import replace

    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views import holdings as views

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        found = views.holdings(reader, most=limit)
        if versions:
            found = replace(found, tallies=(*found.tallies, views.readers(reader.records(), most=limit)))
    if found.reports or found.failures:
        _write(found, output)
    end_of_list(found.reports or found.failures, nothing="the store is empty")


def _write(found: "Holdings", output: options.Format) -> None:
    import msgspec

    from onrecord.cli.safe import safe_json
    from onrecord.cli.writers import write_cells, write_lines
    from onrecord.views.holdings import numbers

    if output is options.Format.TABLE:
        _tables(found)
    elif output is options.Format.JSON:
        sys.stdout.write(safe_json(msgspec.json.encode(found)) + "\n")
    elif output is options.Format.CSV:
        write_cells(("what", "value", "number"), numbers(found))
    else:
        names = ("what", "value", "number")
        write_lines(safe_json(msgspec.json.encode(dict(zip(names, row, strict=True)))) for row in numbers(found))


def _tables(found: "Holdings") -> None:
    from onrecord.cli.safe import counted
    from onrecord.cli.tables import emit

    nouns = ("report", "statement", "event", "failure")
    sizes = [counted(getattr(found, f"{noun}s"), noun) for noun in nouns]
    span = f"published {found.first_published} to {found.last_published}" if found.first_published else ""
    copies = (
        f"copies: {found.copies:,} in {counted(found.copy_groups, 'group')}" if found.copies else "",
        counted(found.versions, "later version") if found.versions else "",
        f"{found.uncompared:,} not compared yet" if found.uncompared else "",
    )
    emit(" · ".join(sizes), " · ".join(fact for fact in (span, *copies) if fact), "", *_parts(found))


def _parts(found: "Holdings") -> "Iterator[RenderableType]":
    shares = _table("having", "number", "share")
    for share in found.shares:
        shares.add_row(f"{share.of} with {share.having}", f"{share.count:,}", f"{share.share:.0%}")
    yield shares
    yield ""
    months = _table("month", "reports", "statements", "events")
    for month in found.months:
        months.add_row(month.month or "not known", *(f"{n:,}" for n in (month.reports, month.statements, month.events)))
    yield months
    for tally in found.tallies:
        if tally.different:
            yield ""
            yield _list(tally)


def _list(tally: "Tally") -> "RenderableType":
    from onrecord.cli.safe import one_line

    table = _table(tally.name, "number")
    for count in tally.listed:
        table.add_row(one_line(count.value or "not told"), f"{count.count:,}")
    hidden = tally.different - len(tally.listed)
    if hidden:
        table.add_row(f"{hidden:,} more", f"{tally.others:,}", style="dim")
    return table


def _table(first: str, *others: str) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table
