"""What a search found, on standard output."""

import csv
import sys

import msgspec

from onrecord.cli.options import Format
from onrecord.cli.safe import safe_json
from onrecord.cli.writers import SafeOutput, write_array, write_lines
from onrecord.export.csv import neutralise
from onrecord.views.page import Page
from onrecord.views.search import Hit
from onrecord.views.statements import StatementView


def write_hits(page: Page[Hit], output: Format) -> None:
    """Writes the statements found; for people also how many there are."""
    if output is Format.TABLE:
        _table(page)
    elif output is Format.JSON:
        write_array(_json(hit) for hit in page.rows)
    elif output is Format.JSONL:
        write_lines(_json(hit) for hit in page.rows)
    elif output is Format.CSV:
        writer = csv.writer(SafeOutput(), lineterminator="\n")
        writer.writerow(StatementView.__struct_fields__)
        for hit in page.rows:
            cells = (getattr(hit, name) for name in StatementView.__struct_fields__)
            writer.writerow([neutralise(c) if isinstance(c, str) else c for c in cells])


def _table(page: Page[Hit]) -> None:
    from onrecord.cli.tables import print_hits

    shown = str(len(page.rows))
    if page.rows:
        print_hits(page.rows, first=page.offset + 1)
        sys.stdout.write("\n")
        shown = f"{page.offset + 1}-{page.offset + len(page.rows)}" if page.offset else shown
    if page.total:
        sys.stdout.write(f"showing {shown} of {page.total:,}\n")


def _json(hit: Hit) -> str:
    return safe_json(msgspec.json.encode(hit))
