"""`onrecord import`: records that `export jsonl`, `export records-parquet` or a cluster wrote, into a store."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options

if TYPE_CHECKING:
    from onrecord.model import Failure, Record
    from onrecord.review import Entry
    from onrecord.store import SqliteStore

#: Records of a transaction, or fewer when their texts come to so many code points.
_AT_ONCE, _CODE_POINTS_AT_ONCE = 250, 2_000_000


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

    target = store_path(options.settings(config, store=store))
    with stores.open(target, mode="write") as writer, contextlib.closing(_Taking(writer)) as taking:
        for result in _results(path):
            taking.take(result)
    failed = f", {counted(taking.failures, 'failure')}" if taking.failures else ""
    sys.stderr.write(f"{counted(taking.records, 'record')}{failed}\nStore: {target}\n")


class _Taking:
    """Writes what comes, many records in a transaction. Closing it writes those that wait, also when reading fails.

    Args:
        writer: the store.

    Attributes:
        records: how many came.
        failures: how many came.
    """

    def __init__(self, writer: "SqliteStore") -> None:
        self._writer = writer
        self._waiting: list[Record] = []
        self._length = 0
        self.records = self.failures = 0

    def take(self, result: "Record | Failure | Entry") -> None:
        """Takes the next one."""
        from onrecord.model import Record
        from onrecord.review import Entry

        if isinstance(result, Record):
            self.records += 1
            self._waiting.append(result)
            self._length += len(result.document.text)
            if len(self._waiting) >= _AT_ONCE or self._length >= _CODE_POINTS_AT_ONCE:
                self.close()
            return
        self.close()
        if isinstance(result, Entry):
            self._writer.review([result])
        else:
            self._writer.write_failure(result)
            self.failures += 1

    def close(self) -> None:
        """Writes the records that wait; each was checked when it was read."""
        waiting, self._waiting, self._length = self._waiting, [], 0
        if waiting:
            self._writer.write_all(waiting)


def _results(path: Path) -> Iterator["Record | Failure | Entry"]:
    from onrecord.export import jsonl
    from onrecord.store import parquet

    if path.is_dir():
        yield from (row.result for row in parquet.read_folder(path))
    elif path.suffix == ".parquet":
        yield from (row.result for row in parquet.read_rows(path))
    else:
        yield from jsonl.read_all(path)
