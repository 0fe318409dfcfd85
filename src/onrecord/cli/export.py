"""`onrecord export`: the store as a file for other programs."""

import enum
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options


class ExportFormat(enum.StrEnum):
    """Kinds of files."""

    JSONL = "jsonl"
    CSV = "csv"
    EVENTS_CSV = "events-csv"


def export(
    kind: Annotated[
        ExportFormat,
        typer.Argument(metavar="jsonl|csv|events-csv", help="Whole records, or a table of statements or of events."),
    ],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file; standard output without.")
    ] = None,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Write the whole store as JSON lines (which `import` reads back) or its statements or events as CSV.

    A file appears under its name only once it is complete.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.export import csv, jsonl

    tables = {ExportFormat.CSV: csv.write, ExportFormat.EVENTS_CSV: csv.write_events}
    with stores.open(store_path(options.settings(config, store=store))) as reader:
        if out is None:
            if kind is ExportFormat.JSONL:
                jsonl.write(reader.records(), sys.stdout.buffer)
            else:
                tables[kind](reader.records(), sys.stdout)
            return
        part = out.with_name(out.name + ".part")
        if kind is ExportFormat.JSONL:
            with part.open("wb") as lines:
                count = jsonl.write(reader.records(), lines)
        else:
            with part.open("w", encoding="utf-8", newline="") as table:
                count = tables[kind](reader.records(), table)
        part.replace(out)
    sys.stderr.write(f"{count:,} {_NOUNS[kind]} written to {out}\n")


_NOUNS = {ExportFormat.JSONL: "records", ExportFormat.CSV: "statements", ExportFormat.EVENTS_CSV: "events"}
