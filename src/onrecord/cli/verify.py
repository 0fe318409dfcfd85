"""`onrecord verify`: whether everything in a store holds."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit


def verify(
    store: Annotated[Path | None, typer.Argument(help="The store; without it, the one in your data folder.")] = None,
    *,
    config: options.ConfigOption = None,
) -> None:
    """Check every span against its text, every id and hash against its content, in the whole store.

    Each fault is a line on stdout that names its row; exit code 6 if there is one.
    """
    from onrecord import store as stores
    from onrecord.cli.safe import one_line
    from onrecord.config import store_path
    from onrecord.verify import verify_store
    from onrecord.views.stats import stats

    path = store_path(options.settings(config, store=store))
    faults = 0
    with stores.open(path) as reader:
        for fault in verify_store(reader):
            faults += 1
            sys.stdout.write(one_line(str(fault)) + "\n")
        if not faults:
            found = stats(reader, most=0)
            sys.stdout.write(f"{path}: {found.documents:,} reports, {found.statements:,} statements, all hold\n")
            return
    sys.stderr.write(f"onrecord: {faults:,} faults; read the reports named again, or restore a copy of the store\n")
    raise typer.Exit(Exit.FAULT)
