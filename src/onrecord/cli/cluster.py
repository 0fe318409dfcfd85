"""`onrecord read --engine ray`: reads on a cluster into Parquet shards."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec.structs import replace

from onrecord.cli.exits import Exit
from onrecord.cli.safe import counted, one_line
from onrecord.config import Config

if TYPE_CHECKING:
    from onrecord.documents import Input
    from onrecord.model import Failure


def read_on_cluster(inputs: list[str], config: Config, *, address: str, out: Path | None, quiet: bool) -> Exit:
    """Reads the inputs on a Ray cluster and says what came of it."""
    from onrecord import documents
    from onrecord.scale.ray import Cluster

    if out is None:
        raise typer.BadParameter("--engine ray needs --out, a folder that all machines see", param_hint="--out")

    def say(line: str) -> None:
        if not quiet:
            sys.stderr.write(f"onrecord: {line}\n")

    found = [_absolute(item) for item in documents.discover(inputs)]
    manifest = Cluster(config, out, address=address, say=say).run(found)
    records, failed = sum(s.records for s in manifest.shards), sum(s.failures for s in manifest.shards)
    if not quiet:
        shards = counted(len(manifest.shards), "shard")
        sys.stderr.write(
            f"{counted(records, 'report')}, {failed:,} failed, in {shards}.\n"
            + one_line(f"`onrecord import {out}` takes them into a store.")
            + "\n"
        )
    return Exit.SOME_FAILED if failed else Exit.OK


def _absolute(item: "Input | Failure") -> "Input | Failure":
    """An input by its full path, as another machine has another working folder; an address as it is."""
    from onrecord.documents import Input

    if not isinstance(item, Input):
        return item
    if item.is_stdin:
        raise typer.BadParameter("a cluster cannot read standard input", param_hint="INPUTS")
    return replace(item, path=item.path.absolute()) if item.path else item
