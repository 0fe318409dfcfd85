"""`onrecord copies`: which reports are copies of each other, and where they come from."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgspec import Struct

    from onrecord.corpus.lineage import Lineage
    from onrecord.store import Reader
    from onrecord.views.copies import CopyGroup, CopyLink
    from onrecord.views.page import Page


def copies(  # noqa: PLR0913 - one parameter for each option
    what: Annotated[
        str | None, typer.Argument(metavar="DOC", help="A report's id or its start, its path or URL.")
    ] = None,
    *,
    limit: options.LimitOption = 20,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="How many groups to pass over.")] = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """List the groups of reports that are copies of each other; with DOC, where the copies of that report come from.

    For each report of a group: what share of its words the original has, and which paragraphs it added or cut.
    Reports that were read before onrecord compared them are compared now. Exit code 4 when there is nothing to list.
    """
    from onrecord import store as stores
    from onrecord.config import store_path

    path = store_path(options.settings(config, store=store))
    compare_waiting(path)
    with stores.open(path) as reader:
        found = _groups(reader, limit, offset, output) if what is None else _one(reader, what, limit, output)
    end_of_list(found, nothing="no copies found")


def compare_waiting(path: Path) -> None:
    """Compares the reports of a store that were not compared with the others yet, if it has any."""
    from onrecord import store as stores
    from onrecord.corpus.agencies import load_agencies
    from onrecord.corpus.copies import CopyIndex
    from onrecord.views.copies import uncompared

    with stores.open(path) as reader:
        waiting = uncompared(reader)
    if waiting:
        with stores.open(path, mode="write") as kept:
            CopyIndex(kept, agencies=load_agencies()).catch_up()


def _groups(reader: "Reader", limit: int, offset: int, output: options.Format) -> int:
    """Writes the groups; how many there are."""
    from onrecord.views.copies import copy_groups

    page = copy_groups(reader, limit=limit, offset=offset)
    if output is options.Format.TABLE:
        if page.rows:
            _group_table(page)
    else:
        _write_rows(page.rows, output)
    return page.total


def _one(reader: "Reader", what: str, limit: int, output: options.Format) -> int:
    """Writes the group of one report and what else it is linked with; how many other reports these are."""
    import msgspec

    from onrecord.cli.safe import safe_json
    from onrecord.corpus.agencies import load_agencies
    from onrecord.corpus.lineage import lineage
    from onrecord.views.copies import copy_links

    document_id = reader.resolve(what)
    agencies = load_agencies()
    found = lineage(reader, document_id, agencies=agencies, limit=limit)
    own = {member.document_id for member in found.members}
    links = tuple(link for link in copy_links(reader, document_id) if link.document_id not in own)
    if output is options.Format.TABLE:
        _lineage_table(found, links)
    elif output is options.Format.CSV:
        _write_rows(found.members, output)
    else:
        told = {**msgspec.structs.asdict(found), "links": links}
        sys.stdout.write(safe_json(msgspec.json.encode(told)) + "\n")
    return found.total - 1 + len(links)


def _write_rows(rows: "Sequence[Struct]", output: options.Format) -> None:
    """Rows for programs; a cell of a table with several values has them separated by bars."""
    import msgspec

    from onrecord.cli.writers import write_cells, write_encoded

    if output is not options.Format.CSV:
        write_encoded(rows, output)
    elif rows:
        cells = (msgspec.to_builtins(row).values() for row in rows)
        joined = ([" | ".join(c) if isinstance(c, list | tuple) else c for c in row] for row in cells)
        write_cells(rows[0].__struct_fields__, joined)


def _group_table(page: "Page[CopyGroup]") -> None:
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit, short_id

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column("group", no_wrap=True)
    table.add_column("reports", justify="right")
    table.add_column("days", width=23)
    table.add_column("title", ratio=1, overflow="fold")
    for group in page.rows:
        days = f"{group.first_day or ''}" + (f" – {group.last_day}" if group.last_day != group.first_day else "")
        title = Text(one_line(group.title or "without a title"))
        facts = [counted(group.outlets, "outlet"), *([f"credits {group.agencies}"] if group.agencies else [])]
        title.append("\n" + one_line(" · ".join(facts)), "dim")
        table.add_row(short_id(group.id), str(group.reports), days, title)
    emit(table, "", f"showing {len(page.rows)} of {counted(page.total, 'group')}")


def _lineage_table(found: "Lineage", links: "tuple[CopyLink, ...]") -> None:
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit, short_id

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for name in ("report", "published"):
        table.add_column(name, no_wrap=True)
    table.add_column("words", justify="right")
    table.add_column("outlet and title", ratio=1, overflow="fold")
    for member in found.members:
        words = (
            "original" if member.is_original else f"{member.of_document:.0%} from it\n{member.of_original:.0%} of it"
        )
        facts = [member.outlet, member.title, f"credits {member.agency}" if member.agency else None]
        told = Text(one_line(" · ".join(f for f in facts if f)), "bold" if member.is_original else "")
        for sign, style, paragraphs in (("+", "green", member.added), ("-", "red", member.cut)):
            for paragraph in paragraphs:
                told.append(f"\n{sign} {one_line(paragraph)}", f"not bold {style}")
        table.add_row(short_id(member.document_id), str(member.published or ""), words, told)
    emit(table, "", f"showing {len(found.members)} of {counted(found.total, 'report')}")
    for link in links:
        where = " · ".join(str(f) for f in (link.outlet, link.title, link.published) if f)
        emit(one_line(f"also shares words with {short_id(link.document_id)} ({link.of_document:.0%}): {where}"))
