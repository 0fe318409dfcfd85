"""`onrecord export`: the store as a file for other programs."""

import enum
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from onrecord.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Record
    from onrecord.store import Applied, SqliteStore


class ExportFormat(enum.StrEnum):
    """Kinds of files."""

    JSONL = "jsonl"
    CSV = "csv"
    EVENTS_CSV = "events-csv"
    RECORDS_PARQUET = "records-parquet"
    PARQUET = "parquet"
    EVENTS_PARQUET = "events-parquet"
    GDELT = "gdelt"
    GDELT_MENTIONS = "gdelt-mentions"
    POLECAT = "polecat"
    ICEWS = "icews"
    CAMEO = "cameo"
    WEBANNOTATION = "webannotation"
    SCHEMAORG = "schemaorg"
    TURTLE = "turtle"
    FTM = "ftm"
    GRAPHML = "graphml"
    GEXF = "gexf"


class Reviewed(enum.StrEnum):
    """What is done with reviews."""

    APPLY = "apply"
    ONLY = "only"
    IGNORE = "ignore"


class Writer(NamedTuple):
    """How a kind of file is written.

    Attributes:
        write: takes records and a file; returns how many rows it wrote.
        noun: what these rows are.
        binary: whether the file is one of bytes.
        facts: whether it has only what the report tells as a fact, unless `all_events` is given to `write`.
    """

    write: Callable[..., int]
    noun: str
    binary: bool = False
    facts: bool = False


def export(  # noqa: PLR0913 - one parameter for each option
    kind: Annotated[
        ExportFormat,
        typer.Argument(metavar="FORMAT", help=f"One of {', '.join(ExportFormat)}; docs/exports.md describes each."),
    ],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file; standard output without.")
    ] = None,
    all_events: Annotated[
        bool,
        typer.Option(
            "--all-events",
            help="For gdelt, gdelt-mentions, polecat, icews, cameo, ftm, graphml and gexf: also events that are "
            "denied, planned, supposed or long past, which these formats cannot tell from facts.",
        ),
    ] = False,
    reviewed: Annotated[
        Reviewed | None,
        typer.Option(
            metavar="apply|only|ignore",
            help="Records as reviewers corrected them, without what they rejected; nothing but what they vouch for; or "
            "as they were read. Without it: apply, but for jsonl the records as they were read, and the log.",
        ),
    ] = None,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Write the whole store as a file: records, which `import` reads back, tables, event data, a graph.

    A file appears under its name only once it is complete.
    """
    from onrecord import store as stores
    from onrecord.config import store_path

    writer = writers()[kind]
    if all_events and not writer.facts:
        raise typer.BadParameter(f"{kind} has all events, or none", param_hint="--all-events")
    write = functools.partial(writer.write, all_events=True) if all_events else writer.write
    lossless = kind is ExportFormat.JSONL and reviewed is None
    how: Applied = "ignore" if lossless else (reviewed or Reviewed.APPLY).value
    with stores.open(store_path(options.settings(config, store=store)), reviews=how) as reader:
        if lossless:
            write = functools.partial(_write_all, reader)
        if out is None:
            write(reader.records(), sys.stdout.buffer if writer.binary else sys.stdout)
            return
        part = out.with_name(out.name + ".part")
        try:
            with _opened(part, binary=writer.binary) as file:
                count = write(reader.records(), file)
            part.replace(out)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    sys.stderr.write(f"{count:,} {writer.noun} written to {out}\n")


def _write_all(reader: "SqliteStore", records: "Iterable[Record]", file: IO[bytes]) -> int:
    """Records as they were read, then the log of reviews; returns how many records."""
    from onrecord.export import jsonl

    count = jsonl.write(records, file)
    jsonl.write_log(reader.entries(), file)
    return count


def writers() -> dict[ExportFormat, Writer]:
    """The kinds of files."""
    from onrecord.export import (
        cameo,
        csv,
        ftm,
        gdelt,
        gexf,
        graphml,
        icews,
        jsonl,
        parquet,
        polecat,
        schemaorg,
        turtle,
        webannotation,
    )
    from onrecord.store import parquet as records

    return {
        ExportFormat.JSONL: Writer(jsonl.write, "records", binary=True),
        ExportFormat.CSV: Writer(csv.write, "statements"),
        ExportFormat.EVENTS_CSV: Writer(csv.write_events, "events"),
        ExportFormat.RECORDS_PARQUET: Writer(records.write_records, "records", binary=True),
        ExportFormat.PARQUET: Writer(parquet.write, "statements", binary=True),
        ExportFormat.EVENTS_PARQUET: Writer(parquet.write_events, "events", binary=True),
        ExportFormat.GDELT: Writer(gdelt.write, "dyads", facts=True),
        ExportFormat.GDELT_MENTIONS: Writer(gdelt.write_mentions, "mentions", facts=True),
        ExportFormat.POLECAT: Writer(polecat.write, "events", facts=True),
        ExportFormat.ICEWS: Writer(icews.write, "dyads", facts=True),
        ExportFormat.CAMEO: Writer(cameo.write, "dyads", facts=True),
        ExportFormat.WEBANNOTATION: Writer(webannotation.write, "annotations", binary=True),
        ExportFormat.SCHEMAORG: Writer(schemaorg.write, "nodes", binary=True),
        ExportFormat.TURTLE: Writer(turtle.write, "nodes"),
        ExportFormat.FTM: Writer(ftm.write, "entities", binary=True, facts=True),
        ExportFormat.GRAPHML: Writer(graphml.write, "edges", binary=True, facts=True),
        ExportFormat.GEXF: Writer(gexf.write, "edges", binary=True, facts=True),
    }


def _opened(path: Path, *, binary: bool) -> IO[Any]:
    return path.open("wb") if binary else path.open("w", encoding="utf-8", newline="")
