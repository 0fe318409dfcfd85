"""`onrecord show`: one report of the store with its statements marked, and how each was found."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options

if TYPE_CHECKING:
    from onrecord.store import SqliteStore


def show(
    what: Annotated[
        str,
        typer.Argument(metavar="DOC", help="A report's id or its start, its path or URL; or the id of a statement."),
    ],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="How each statement was found: stage, rule, words.")
    ] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Show a report of the store: its text with every statement marked, then who said what, when.

    With the id of a statement (s-...) only that one is marked.
    """
    from onrecord import store as stores
    from onrecord.cli.safe import safe_json
    from onrecord.config import store_path
    from onrecord.model import to_json

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        document_id, statement_id = _find(reader, what)
        record = reader.record(document_id)
        versions = reader.versions(record.document.key) if record.document.key else ()
    if output is options.ShowFormat.JSON:
        sys.stdout.write(safe_json(to_json(record)) + "\n")
        return
    from onrecord.cli.report import print_report

    numbered = [(n, s) for n, s in enumerate(record.statements, 1) if statement_id in (None, s.id)]
    print_report(record, numbered, versions=versions, explain=explain)


def _find(reader: "SqliteStore", what: str) -> tuple[str, str | None]:
    """The document that is meant, and the statement if one is.

    Raises:
        NotInStoreError: nothing fits, or several do.
    """
    from onrecord.errors import NotInStoreError

    if not what.startswith("s-"):
        return reader.resolve(what), None
    rows = list(reader.select("SELECT document_id, id FROM statements WHERE id >= ? AND id < ?", (what, what + "~")))
    if len(rows) != 1:
        raise NotInStoreError(what, tuple(str(id_) for _, id_ in rows))
    return str(rows[0][0]), str(rows[0][1])
