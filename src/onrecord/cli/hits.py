"""What a search found, on standard output."""

import sys

from onrecord.cli.options import Format
from onrecord.cli.writers import write_rows
from onrecord.views.events import EventView
from onrecord.views.page import Page
from onrecord.views.search import Hits
from onrecord.views.statements import StatementView


def write_hits(page: Hits, output: Format) -> None:
    """Writes the statements found; for people also how many there are."""
    if output is Format.TABLE:
        _table(page)
    else:
        write_rows(page.rows, output, columns=StatementView.__struct_fields__)


def _table(page: Hits) -> None:
    from onrecord.cli.tables import print_hits

    shown = str(len(page.rows))
    if page.rows:
        print_hits(page.rows, first=page.offset + 1)
        sys.stdout.write("\n")
        shown = f"{page.offset + 1}-{page.offset + len(page.rows)}" if page.offset else shown
    if page.total:
        ranked = page.ranked is not None and page.ranked < page.total
        best = f", the best of the {page.ranked:,} stored last first" if ranked else ""
        sys.stdout.write(f"showing {shown} of {page.total:,}{best}\n")


def write_events(page: Page[EventView], output: Format) -> None:
    """Writes the events found; for people also how many there are."""
    if output is not Format.TABLE:
        write_rows(page.rows, output, columns=EventView.__struct_fields__)
        return
    from onrecord.cli.event_tables import event_table
    from onrecord.cli.tables import emit

    first = page.offset + 1
    last = page.offset + len(page.rows)
    if page.rows:
        emit(event_table(page.rows, numbers=range(first, last + 1), with_report=True))
        sys.stdout.write(f"\nshowing {first}-{last} of {page.total:,}\n")
