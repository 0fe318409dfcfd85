"""`onrecord import`: records that `export jsonl` wrote, into a store."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options


def import_(
    file: Annotated[Path, typer.Argument(help="A file that `onrecord export jsonl` wrote.")],
    *,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Take records from a JSONL file into the store, each checked before it is written."""
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.export import jsonl

    path = store_path(options.settings(config, store=store))
    count = 0
    with stores.open(path, mode="write") as writer:
        for record in jsonl.read(file):
            writer.write(record)
            count += 1
    sys.stderr.write(f"{count:,} records\nStore: {path}\n")
