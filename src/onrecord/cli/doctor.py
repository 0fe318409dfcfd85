"""`onrecord doctor`: what is installed, and what is missing; and the repair of a damaged store."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit


def doctor(
    *,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Save what can be saved of a damaged store into a new one beside it."),
    ] = False,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Say what is installed: versions, language models, the store, the lexicon.

    Exit code 1 if something that is needed is missing. With --repair, exit code 6 if something of the store was lost;
    the damaged file stays as it is.
    """
    from onrecord.config import store_path

    chosen = options.settings(config, store=store)
    if repair:
        _repair(store_path(chosen))
        return
    from onrecord.cli import checkup

    findings = checkup.examine(chosen, store_path(chosen))
    width = max(len(f.name) for f in findings)
    for finding in findings:
        sys.stdout.write(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.name:{width}}  {finding.value}\n")
    if not all(f.ok for f in findings):
        raise typer.Exit(Exit.INTERNAL)


def _repair(path: Path) -> None:
    from onrecord import store as stores
    from onrecord.cli.safe import counted, one_line
    from onrecord.corpus.agencies import load_agencies
    from onrecord.corpus.copies import CopyIndex
    from onrecord.store.repair import repair

    done = repair(path, path.with_name(f"{path.stem}.repaired{path.suffix}"))
    with stores.open(done.path, mode="write") as saved:
        CopyIndex(saved, agencies=load_agencies()).catch_up()
    for lost in done.lost:
        sys.stdout.write(one_line(f"lost: {lost.what}: {lost.why}") + "\n")
    saved_words = f"{counted(done.records, 'report')} and {counted(done.rows, 'other row')} saved"
    sys.stderr.write(one_line(f"{saved_words} in {done.path}; {path} is as it was") + "\n")
    if done.lost:
        raise typer.Exit(Exit.FAULT)
