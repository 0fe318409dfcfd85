"""`onrecord import`: records that `export jsonl`, `export records-parquet` or a cluster wrote, into a store."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options

if TYPE_CHECKING:
    from onrecord.model import Failure, Record
    from onrecord.review import Entry


def import_(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A file that `onrecord export` wrote as jsonl or records-parquet, "
            "or the folder that `read --engine ray` wrote.",
        ),
    ],
    *,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Take records from a file or a folder of shards into the store, and the log of reviews that a jsonl file has.

    Each is checked before it is written.
    """
    from onrecord import store as stores
    from onrecord.cli.safe import counted
    from onrecord.config import store_path
    from onrecord.model import Record
    from onrecord.review import Entry

    target = store_path(options.settings(config, store=store))
    records = failures = 0
    with stores.open(target, mode="write") as writer:
        for result in _results(path):
            if isinstance(result, Record):
                writer.write(result)
                records += 1
            elif isinstance(result, Entry):
                writer.review([result])
            else:
                writer.write_failure(result)
                failures += 1
    failed = f", {counted(failures, 'failure')}" if failures else ""
    sys.stderr.write(f"{counted(records, 'record')}{failed}\nStore: {target}\n")


def _results(path: Path) -> Iterator["Record | Failure | Entry"]:
    from onrecord.export import jsonl
    from onrecord.store import parquet

    if path.is_dir():
        yield from (row.result for row in parquet.read_folder(path))
    elif path.suffix == ".parquet":
        yield from (row.result for row in parquet.read_rows(path))
    else:
        yield from jsonl.read_all(path)
