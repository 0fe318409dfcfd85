"""`onrecord read`: from reports to stored statements."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit

if TYPE_CHECKING:
    from onrecord.config import Config


def read(  # noqa: PLR0913 - one parameter for each option
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders, patterns in quotes ('archive/**/*.html'), or - for a pipe.")
    ],
    *,
    output: options.FormatOption = options.Format.TABLE,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="Stop after N reports.")
    ] = None,
    store: options.StoreOption = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Only print; keep nothing.")] = False,
    no_print: Annotated[bool, typer.Option("--no-print", help="Only store; print no statements.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary on stderr.")] = False,
    workers: options.WorkersOption = None,
    model: options.ModelOption = None,
    attribution: options.AttributionOption = None,
    lexicon: options.LexiconOption = None,
    any_language: options.AnyLanguageOption = False,
    max_bytes: options.MaxBytesOption = None,
    field: options.FieldOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Read reports (text, HTML, JSONL, feeds, WARC), store their statements and print them.

    What cannot be read is named on stderr, the run goes on, and the exit code is 3.
    """
    if no_store and store:
        raise typer.BadParameter("--store and --no-store exclude each other", param_hint="--no-store")
    chosen = options.settings(
        config, fields=field, store=store, workers=workers, model=model, attribution=attribution,
        lexicon=lexicon, any_language=any_language, max_bytes=max_bytes,
    )  # fmt: skip
    shown = None if no_print else output
    if _read(inputs, chosen, output=shown, limit=limit, keep=not no_store, quiet=quiet):
        raise typer.Exit(Exit.SOME_FAILED)


def _read(  # noqa: PLR0913 - what `read` was told
    inputs: list[str], config: "Config", *, output: options.Format | None, limit: int | None, keep: bool, quiet: bool
) -> int:
    """Reads, stores and prints; the number of failures."""
    from onrecord import documents
    from onrecord import store as stores
    from onrecord.cli.progress import Progress
    from onrecord.cli.reading import Reading
    from onrecord.cli.writers import write
    from onrecord.config import store_path

    with ExitStack() as stack:
        target = stack.enter_context(stores.open(store_path(config), mode="write")) if keep else None
        progress = stack.enter_context(Progress(quiet=quiet))
        reading = Reading(target, progress)
        progress.say("loading the language model")
        found = list(documents.discover(inputs))
        write(reading.records(found, config=config, limit=limit), output, note=reading.note)
        progress.clear()
        if not quiet:
            reading.summarise(config)
    return reading.failed
