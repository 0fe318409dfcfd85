"""`onrecord review`: what people say of findings."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list
from onrecord.cli.review_entities import ByOption, NoteOption, entities, merge, rename, split
from onrecord.cli.review_keeping import keep, signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.config import Config
    from onrecord.review import Entry, Reviewed
    from onrecord.review.changes import Signed

review_app = typer.Typer(no_args_is_help=True, help="Check findings, and keep a log of who said what of them.")

Finding = Annotated[str, typer.Argument(metavar="ID", help="A statement's or an event's id.")]
DocumentOption = Annotated[
    str, typer.Option("--document", metavar="DOC", help="A report's id or its start, its path or URL.")
]


@review_app.callback()
def _review() -> None:
    """Check findings, and keep a log of who said what of them."""


@review_app.command("list")
def list_(  # noqa: PLR0913 - one parameter for each option
    *,
    kind: Annotated[str, typer.Option(metavar="statement|event", help="Only these.")] = "",
    status: Annotated[
        str, typer.Option(metavar="predicted|checked|corrected|added", help="What nobody looked at, or what was.")
    ] = "predicted",
    document: DocumentOption = "",
    limit: options.LimitOption = 20,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """List findings that nobody looked at, the most doubtful first. Exit code 4 when there is none."""
    from onrecord import store as stores
    from onrecord.cli.review_tables import queue_table
    from onrecord.cli.writers import write_rows
    from onrecord.config import store_path
    from onrecord.views.reviews import Doubtful, queue

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        chosen = reader.resolve(document) if document else ""
        page = queue(reader, kind=kind, status=status, document=chosen, limit=limit, offset=offset)
    if output is not options.Format.TABLE:
        write_rows(page.rows, output, columns=Doubtful.__struct_fields__)
    elif page.rows:
        queue_table(page)
    end_of_list(page.total, nothing="nothing to review")


@review_app.command()
def show(
    what: Annotated[
        str, typer.Argument(metavar="DOC|ID", help="A report, or a statement or event of one, also a rejected one.")
    ],
    *,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Show what became of the findings of a report, with their ids, and what was said of them."""
    import msgspec

    from onrecord import store as stores
    from onrecord.cli.review_tables import print_finding, print_reviewed
    from onrecord.cli.safe import safe_json
    from onrecord.config import store_path
    from onrecord.views.reviews import document_of, log, log_rows

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        owner = document_of(reader, what)
        reviewed = reader.reviewed(owner or reader.resolve(what))
        found = reviewed.of(what) if owner else None
        history = log_rows(reader, log(reader, finding=found.root if found else what, limit=1_000))
    if output is options.ShowFormat.JSON:
        told = [found] if found else list(reviewed.findings)
        shown = {"findings": told, "stale": reviewed.stale, "history": history.rows if owner else ()}
        sys.stdout.write(safe_json(msgspec.json.encode(shown)) + "\n")
    elif owner:
        print_finding(reviewed, found, history.rows)
    else:
        print_reviewed(reviewed)


@review_app.command()
def accept(
    finding: Finding,
    *,
    by: ByOption = "",
    note: NoteOption = "",
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Say that a finding is right as it is."""
    from onrecord.review import changes

    _judge(finding, changes.accept, by, note, options.settings(config, store=store))


@review_app.command()
def reject(
    finding: Finding,
    *,
    by: ByOption = "",
    note: NoteOption = "",
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Say that a finding is wrong: it is no longer found, counted or exported, also when it is read again."""
    from onrecord.review import changes

    _judge(finding, changes.reject, by, note, options.settings(config, store=store))


@review_app.command()
def withdraw(
    entry: Annotated[str, typer.Argument(metavar="ID", help="An entry's id, as `review log` gives it.")],
    *,
    by: ByOption = "",
    note: NoteOption = "",
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Take an entry of the log back. The entry stays in the log, and so does this one."""
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.review import changes

    with stores.open(store_path(options.settings(config, store=store)), mode="write") as kept:
        earlier = kept.entry(entry)
        keep(kept, changes.withdraw(earlier, signed(kept, earlier.document_id, by, note)))


review_app.command()(entities)
review_app.command()(rename)
review_app.command()(merge)
review_app.command()(split)


@review_app.command("log")
def log_(  # noqa: PLR0913 - one parameter for each option
    *,
    document: DocumentOption = "",
    finding: Annotated[str, typer.Option(metavar="ID", help="Entries on this statement or event alone.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Entries of this reviewer alone.")] = "",
    limit: options.LimitOption = 50,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """List who said what of which finding, and when, the latest first. Exit code 4 when nobody did."""
    from onrecord import store as stores
    from onrecord.cli.review_tables import log_table
    from onrecord.cli.writers import write_rows
    from onrecord.config import store_path
    from onrecord.views.reviews import LogRow, log, log_rows

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        chosen = reader.resolve(document) if document else ""
        page = log_rows(reader, log(reader, document=chosen, finding=finding, by=by, limit=limit, offset=offset))
    if output is not options.Format.TABLE:
        write_rows(page.rows, output, columns=LogRow.__struct_fields__)
    elif page.rows:
        log_table(page)
    end_of_list(page.total, nothing="nothing was reviewed")


@review_app.command()
def agreement(
    *,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Tell how far every two reviewers agree on what both of them judged: per cent, Cohen's kappa, F1 of the content.

    Exit code 4 when no two judged the same finding.
    """
    from onrecord import store as stores
    from onrecord.cli.review_tables import agreement_table
    from onrecord.cli.writers import write_rows
    from onrecord.config import store_path
    from onrecord.review.agreement import Agreement, agreements

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        rows = agreements(reader.entries())
    if output is not options.Format.TABLE:
        write_rows(rows, output, columns=Agreement.__struct_fields__)
    elif rows:
        agreement_table(rows)
    end_of_list(len(rows), nothing="no two reviewers judged the same finding")


@review_app.command()
def export(
    *,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file; standard output without.")
    ] = None,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="Also reports of which only some statements were reviewed; gives these alone."),
    ] = False,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Write reviewed reports as training data of the attribution tagger, which `eval attribution` scores against too.

    A report is complete when somebody looked at each of its statements. Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.review.training import is_complete, line

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        ids = dict.fromkeys(entry.document_id for entry in reader.entries())
        known = [id_ for id_ in ids if reader.select("SELECT 1 FROM documents WHERE id = ?", (id_,))]
        chosen = [r for r in map(reader.reviewed, known) if is_complete(r) or (partial and _touched(r))]
    lines = [line(reviewed) + b"\n" for reviewed in chosen]
    if out is None:
        sys.stdout.write(b"".join(lines).decode())
    else:
        out.write_bytes(b"".join(lines))
        sys.stderr.write(f"{len(lines):,} reports written to {out}\n")
    end_of_list(len(lines), nothing="no report is reviewed")


def _touched(reviewed: "Reviewed") -> bool:
    return any(f.status != "predicted" and f.root.startswith("s-") for f in reviewed.findings)


def _judge(
    finding: str, make: "Callable[[Reviewed, str, Signed], Entry]", by: str, note: str, settings: "Config"
) -> None:
    """Takes down what is said of one finding."""
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.errors import NotInStoreError
    from onrecord.views.reviews import document_of

    with stores.open(store_path(settings), mode="write") as kept:
        document = document_of(kept, finding)
        if document is None:
            raise NotInStoreError(finding)
        keep(kept, make(kept.reviewed(document), finding, signed(kept, document, by, note)))
