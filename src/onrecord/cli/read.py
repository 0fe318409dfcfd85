"""`onrecord read`: from reports to stored statements."""

import enum
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit

if TYPE_CHECKING:
    from onrecord.config import Config
    from onrecord.store import SqliteStore
    from onrecord.store.checkpoint import Checkpoints

CLUSTER = "Cluster"


class Engine(enum.StrEnum):
    """Where reports are read."""

    LOCAL = "local"
    RAY = "ray"


EngineOption = Annotated[
    Engine,
    typer.Option(
        metavar="local|ray",
        help="Read on this machine into a store, or on a Ray cluster into Parquet files.",
        rich_help_panel=CLUSTER,
    ),
]
AddressOption = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="The Ray cluster: auto is the one that this machine belongs to, local starts one here.",
        rich_help_panel=CLUSTER,
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FOLDER", help="Where --engine ray puts the Parquet files.", rich_help_panel=CLUSTER),
]


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
    restart: Annotated[
        bool, typer.Option("--restart", help="Read the inputs from their start, though an earlier run broke off.")
    ] = False,
    engine: EngineOption = Engine.LOCAL,
    address: AddressOption = "auto",
    out: OutOption = None,
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

    What cannot be read is named on stderr, the run goes on, and the exit code is 3. A run that breaks off, by Ctrl-C or
    otherwise, goes on where it stopped when the same command is given again.
    """
    if no_store and store:
        raise typer.BadParameter("--store and --no-store exclude each other", param_hint="--no-store")
    chosen = options.settings(
        config, fields=field, store=store, workers=workers, model=model, attribution=attribution,
        lexicon=lexicon, any_language=any_language, max_bytes=max_bytes,
    )  # fmt: skip
    if engine is Engine.RAY:
        from onrecord.cli.cluster import read_on_cluster

        raise typer.Exit(read_on_cluster(inputs, chosen, address=address, out=out, quiet=quiet))
    shown = None if no_print else output
    asked = _Asked(output=shown, limit=limit, keep=not no_store, quiet=quiet, restart=restart)
    raise typer.Exit(_read(inputs, chosen, asked))


class _Asked(NamedTuple):
    """How to read; see the options of `read`."""

    output: options.Format | None
    limit: int | None
    keep: bool
    quiet: bool
    restart: bool


def _read(inputs: list[str], config: "Config", asked: _Asked) -> Exit:
    """Reads, stores and prints."""
    from onrecord import documents
    from onrecord import store as stores
    from onrecord.cli.interrupts import Interrupts
    from onrecord.cli.progress import Progress
    from onrecord.cli.reading import Reading
    from onrecord.cli.resuming import Resume
    from onrecord.cli.writers import write
    from onrecord.config import store_path

    with ExitStack() as stack:
        target = stack.enter_context(stores.open(store_path(config), mode="write")) if asked.keep else None
        progress = stack.enter_context(Progress(quiet=asked.quiet))
        interrupts = stack.enter_context(Interrupts())
        resume = Resume(_checkpoints(target, config) if asked.limit is None else None, restart=asked.restart)
        reading = Reading(target, progress, resume)
        progress.say("loading the language model")
        found = list(documents.discover(inputs))
        records = reading.records(found, config=config, limit=asked.limit, stop=interrupts.noted)
        write(records, asked.output, note=reading.note)
        progress.clear()
        if not asked.quiet:
            reading.summarise(config)
        if interrupts.noted():
            again = "; the same command goes on from here" if asked.keep and asked.limit is None else ""
            sys.stderr.write(f"onrecord: interrupted{again}\n")
            return Exit.INTERRUPTED
    return Exit.SOME_FAILED if reading.failed else Exit.OK


def _checkpoints(target: "SqliteStore | None", config: "Config") -> "Checkpoints | None":
    if target is None:
        return None
    from onrecord.scale.fingerprint import fingerprint
    from onrecord.store.checkpoint import Checkpoints

    return Checkpoints(target, fingerprint(config))
