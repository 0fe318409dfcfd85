"""`onrecord lexicon`: what is known of actors and words of saying, and what a user adds to it."""

import enum
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from onrecord.lexicon.explain import Explanation
    from onrecord.lexicon.find import Found
    from onrecord.lexicon.load import Lexicon

lexicon_app = typer.Typer(no_args_is_help=True, help="Look into the lexicon, and check or import your own actors.")


class Form(enum.StrEnum):
    """Whose files can be imported."""

    PETRARCH = "petrarch"
    WIKIDATA = "wikidata"
    FTM = "ftm"
    GEONAMES = "geonames"


class FindFormat(enum.StrEnum):
    """How entries are written to standard output."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


OnOption = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], metavar="DATE", help="Only what held on that day, YYYY-MM-DD."),
]


@lexicon_app.callback()
def _lexicon() -> None:
    """Look into the lexicon, and check or import your own actors."""


@lexicon_app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="CSV files of your own; without any, the built-in tables.")
    ] = None,
) -> None:
    """Check files against the columns, codes and names of the lexicon; each finding is a line with file and line.

    A row that breaks the schema is an error, a name that means something else elsewhere a conflict: exit code 2 for
    either. Rows that replace built-in ones are listed. Names with two meanings in the built-in tables are listed too,
    but are no fault.
    """
    from onrecord.cli.safe import one_line
    from onrecord.lexicon.check import check as remarks_on

    counts: Counter[str] = Counter()
    for remark in remarks_on(files or []):
        counts[remark.kind] += 1
        sys.stdout.write(one_line(str(remark)) + "\n")
    told = [f"{counts[kind]:,} {kind}{'' if counts[kind] == 1 else 's'}" for kind in ("error", "conflict", "override")]
    sys.stderr.write(f"{', '.join(told)}\n")
    if counts["error"] or (files and counts["conflict"]):
        raise typer.Exit(Exit.USAGE)


@lexicon_app.command()
def find(  # noqa: PLR0913 - one parameter for each option
    text: Annotated[str, typer.Argument(help="Some words, such as a name or a headline.")],
    *,
    on: OnOption = None,
    output: Annotated[
        FindFormat, typer.Option("--format", "-f", metavar="table|json|jsonl", help="How to write what was found.")
    ] = FindFormat.TABLE,
    lexicon: options.LexiconOption = None,
    model: options.ModelOption = None,
    config: options.ConfigOption = None,
) -> None:
    """List the entries of every table that match the words or parts of them, words of saying too.

    The case of letters does not matter here. Exit code 4 if there is none.
    """
    from onrecord.lexicon.find import find as entries_of
    from onrecord.lexicon.find import find_cues

    chosen = options.settings(config, lexicon=lexicon, model=model)
    found = entries_of(text, extra=[Path(p) for p in chosen.lexicon], on=options.day(on))
    found += find_cues(_forms(text, chosen.model))
    if not found:
        raise typer.Exit(Exit.NOTHING)
    _write(found, output)


@lexicon_app.command()
def explain(  # noqa: PLR0913 - one parameter for each option
    surface: Annotated[str, typer.Argument(help="Words as they would stand in a report.")],
    *,
    on: OnOption = None,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    lexicon: options.LexiconOption = None,
    model: options.ModelOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Show what would be read in some words, and which entries decide it.

    The words are read as a report of that day. Entries that match but were not used, since a longer or likelier one
    was, are listed below. Exit code 4 if nothing is read.
    """
    import msgspec

    from onrecord.cli.safe import write_data
    from onrecord.lexicon.explain import as_report
    from onrecord.lexicon.explain import explain as explained
    from onrecord.lexicon.find import find as entries_of
    from onrecord.pipeline import Pipeline

    chosen = options.settings(config, lexicon=lexicon, model=model, attribution="rules")
    found = entries_of(surface, extra=[Path(p) for p in chosen.lexicon], on=options.day(on))
    record = Pipeline(chosen)(as_report(surface, on=options.day(on)))
    told = explained(record, found)
    if output is options.ShowFormat.JSON:
        write_data(msgspec.json.encode(told).decode() + "\n")
    else:
        _print_explanation(told)
    if not told.readings:
        raise typer.Exit(Exit.NOTHING)


@lexicon_app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Files of that project; gzip and bzip2 are unpacked.")],
    *,
    form: Annotated[
        Form, typer.Option("--from", metavar="petrarch|wikidata|ftm|geonames", help="Whose files they are.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the tables go.")],
    lexicon: options.LexiconOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Make tables for `--lexicon` of actors from PETRARCH or TABARI, Wikidata or FollowTheMoney, or GeoNames' places.

    The folder gets one CSV for each kind of row; of places it becomes a gazetteer, and `--lexicon` takes the folder.
    What the lexicon has already is not written again. A line that cannot
    be used is told with file and line, and the rest goes on; exit code 3 if there is one, 4 if no row was written.
    """
    from onrecord import lexicon as lexicons
    from onrecord.cli.safe import one_line
    from onrecord.errors import LexiconError
    from onrecord.lexicon.importers import TableWriter, read_rows

    words = lexicons.load([Path(p) for p in options.settings(config, lexicon=lexicon).lexicon])
    if form is Form.GEONAMES:
        _import_places(files, out, words)
        return
    failed = 0
    with TableWriter(out) as writer:
        for path in files:
            for row in read_rows(form, path, words):
                if isinstance(row, LexiconError):
                    failed += 1
                    sys.stderr.write(one_line(f"onrecord: failed [{row.code}] {row}") + "\n")
                else:
                    writer.write(row)
    for table, rows in sorted(writer.written.items()):
        again = writer.repeated[table]
        more = f", {again:,} of the same key left out" if again else ""
        sys.stderr.write(one_line(f"{out / table}.csv: {rows:,} rows{more}") + "\n")
    sys.stderr.write(f"{writer.written.total():,} rows, {failed:,} lines failed\n")
    if failed or not writer.written:
        raise typer.Exit(Exit.SOME_FAILED if failed and writer.written else Exit.NOTHING)


def _import_places(files: list[Path], out: Path, words: "Lexicon") -> None:
    from onrecord.cli.safe import one_line
    from onrecord.lexicon.gazetteer_writer import GazetteerWriter
    from onrecord.lexicon.importers import geonames

    failed = 0
    with GazetteerWriter(out) as writer:
        for error in (error for path in files for error in geonames.read(path, words, writer)):
            failed += 1
            sys.stderr.write(one_line(f"onrecord: failed [{error.code}] {error}") + "\n")
    sys.stderr.write(f"{writer.written:,} places, {failed:,} lines failed\n")
    if failed or not writer.written:
        raise typer.Exit(Exit.SOME_FAILED if failed and writer.written else Exit.NOTHING)


def _forms(text: str, model: str) -> list[frozenset[str]]:
    """Each token of a text as it stands and as its base form, in lower case."""
    from onrecord.analysis import Analyzer
    from onrecord.lexicon.explain import as_report

    analysis = Analyzer(model)(as_report(text))
    return [frozenset((word.lower(), lemma.lower())) for word, lemma in zip(analysis.text, analysis.lemma, strict=True)]


def _write(found: "Iterable[Found]", output: FindFormat) -> None:
    import msgspec

    from onrecord.cli.safe import write_data
    from onrecord.cli.tables import emit

    if output is FindFormat.TABLE:
        emit(_table(found))
    elif output is FindFormat.JSON:
        write_data(msgspec.json.encode(list(found)).decode() + "\n")
    else:
        write_data("".join(msgspec.json.encode(f).decode() + "\n" for f in found))


def _table(found: "Iterable[Found]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli.safe import one_line

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("words", "entry", "codes", "valid", "source", "where"):
        table.add_column(column, overflow="fold", no_wrap=column in ("entry", "where"))
    for row in found:
        valid = f"{row.since}–{row.until}" if row.since or row.until else ""
        where = f"{Path(row.path).name}:{row.line}"
        cells = (row.surface, row.ref, " ".join(row.codes), valid, row.source, where)
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


def _print_explanation(told: "Explanation") -> None:
    from onrecord.cli.safe import one_line
    from onrecord.cli.tables import emit

    for reading in told.readings:
        facts = ", ".join(f"{fact.name} {fact.value}" for fact in reading.facts)
        why = " ".join(w for w in (f"by {reading.rule}", reading.entry) if w)
        sys.stdout.write(one_line(f"{reading.words}: {reading.kind}{', ' if facts else ''}{facts}; {why}") + "\n")
    if not told.readings:
        sys.stdout.write("nothing is read in these words\n")
    if told.unused:
        sys.stdout.write("\nmatching entries that were not used:\n")
        emit(_table(told.unused))
