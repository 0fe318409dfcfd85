"""`onrecord doctor`: what is installed, and what is missing."""

import sys

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit


def doctor(*, store: options.StoreOption = None, config: options.ConfigOption = None) -> None:
    """Say what is installed: versions, language models, the store, the lexicon.

    Exit code 1 if something that is needed is missing.
    """
    from onrecord.cli import checkup
    from onrecord.config import store_path

    chosen = options.settings(config, store=store)
    findings = checkup.examine(chosen, store_path(chosen))
    width = max(len(f.name) for f in findings)
    for finding in findings:
        sys.stdout.write(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.name:{width}}  {finding.value}\n")
    if not all(f.ok for f in findings):
        raise typer.Exit(Exit.INTERNAL)
