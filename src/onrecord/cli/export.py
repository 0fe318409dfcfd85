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


def export(
    kind: Annotated[ExportFormat, typer.Argument(metavar="jsonl|csv", help="Whole records, or a table of statements.")],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file; standard output without.")
    ] = None,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Write the whole store as JSON lines (which `import` reads back) or as CSV.

    A file appears under its name only once it is complete.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.export import csv, jsonl

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        if out is None:
            if kind is ExportFormat.JSONL:
                jsonl.write(reader.records(), sys.stdout.buffer)
            else:
                csv.write(reader.records(), sys.stdout)
            return
        part = out.with_name(out.name + ".part")
        if kind is ExportFormat.JSONL:
            with part.open("wb") as lines:
                count = jsonl.write(reader.records(), lines)
        else:
            with part.open("w", encoding="utf-8", newline="") as table:
                count = csv.write(reader.records(), table)
        part.replace(out)
    noun = "records" if kind is ExportFormat.JSONL else "statements"
    sys.stderr.write(f"{count:,} {noun} written to {out}\n")
