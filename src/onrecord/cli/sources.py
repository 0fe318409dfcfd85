"""`onrecord sources`: whom outlets quote."""

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list, say_uncompared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.views.sources import Quoted, Sources
    from onrecord.views.stats import Count


def sources(  # noqa: PLR0913 - one parameter for each option
    *,
    outlet: Annotated[str, typer.Option(metavar="NAME", help="Only this outlet's reports.")] = "",
    by: Annotated[
        str, typer.Option(metavar="outlet|country|sector|month|speaker", help="What makes a row.")
    ] = "outlet",
    since: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    copies: options.CopiesOption = "collapse",
    limit: options.LimitOption = 50,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Tell whom outlets quote: named or not, officials or not, from where, and whether in their own words.

    Shares are of the statements of the row. The first row is of all that was asked for, and not among those counted
    by --limit. Exit code 4 when there is no statement.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views import sources as views

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        found = views.sources(
            reader, by=by, outlet=outlet, copies=copies, limit=limit, offset=offset,
            since=options.day(since), until=options.day(until),
        )  # fmt: skip
    if found.whole.statements:
        _write(found, by, output)
        sys.stdout.flush()
        if found.left_out:
            sys.stderr.write(f"left out: {found.left_out:,} statements of copies\n")
        say_uncompared(found.uncompared)
    end_of_list(found.whole.statements)


def _write(found: "Sources", by: str, output: options.Format) -> None:
    import msgspec

    from onrecord.cli.safe import safe_json
    from onrecord.cli.writers import write_cells, write_encoded
    from onrecord.views.sources import Quoted

    if output is options.Format.TABLE:
        _table(found, by)
    elif output is options.Format.JSON:
        sys.stdout.write(safe_json(msgspec.json.encode(found)) + "\n")
    elif output is options.Format.JSONL:
        write_encoded(found.page.rows, output)
    else:
        names = Quoted.__struct_fields__
        write_cells(names, ([_cell(getattr(row, name)) for name in names] for row in found.page.rows))


def _cell(value: object) -> object:
    return _counts(value) if isinstance(value, tuple) else value


def _counts(counts: "Iterable[Count]") -> str:
    return " | ".join(f"{count.value} {count.count}" for count in counts)


def _table(found: "Sources", by: str) -> None:
    from rich.table import Table

    from onrecord.cli.safe import one_line
    from onrecord.cli.tables import emit

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column(by, ratio=3, overflow="fold")
    for name in ("reports", "statements", "official", "unnamed", "direct"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("countries", ratio=4, overflow="fold")
    for number, row in enumerate((found.whole, *found.page.rows)):
        value = one_line(row.value or "not told") if number else "all"
        shares = (f"{share:.0%}" for share in (row.official_share, row.anonymous_share, row.direct_share))
        cells = (value, f"{row.reports:,}", f"{row.statements:,}", *shares, one_line(_countries(row)))
        table.add_row(*cells, style="" if number else "bold")
    emit(table, "", f"showing {len(found.page.rows):,} of {found.page.total:,} rows")


def _countries(row: "Quoted") -> str:
    """The most frequent countries, and how many statements have others or none."""
    listed = [f"{count.value} {count.count:,}" for count in row.countries]
    rest = ((row.other_countries, "others"), (row.no_country, "not known"))
    return ", ".join([*listed, *(f"{name} {number:,}" for number, name in rest if number)])
