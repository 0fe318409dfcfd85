"""`onrecord show`: one report of the store with its statements marked, and how each was found."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Record
    from onrecord.store import SqliteStore


def show(  # noqa: PLR0913 - one parameter for each option
    what: Annotated[
        str,
        typer.Argument(
            metavar="DOC", help="A report's id or its start, its path or URL; or the id of a statement or event."
        ),
    ],
    *,
    explain: Annotated[bool, typer.Option("--explain", help="How each finding was made: stage, rule, words.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    events: Annotated[
        bool, typer.Option("--events", help="Mark and list who did what to whom, in place of the statements.")
    ] = False,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Show a report of the store: its text with every statement marked, then who said what, when.

    With the id of a statement (s-...) or of an event (e-...) only that one is marked.
    """
    from onrecord import store as stores
    from onrecord.cli.safe import safe_json
    from onrecord.config import store_path
    from onrecord.model import to_json

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        document_id, finding_id = _find(reader, what)
        record = reader.record(document_id)
        related = list(_related(reader, record))
    if output is options.ShowFormat.JSON:
        sys.stdout.write(safe_json(to_json(record)) + "\n")
        return
    from onrecord.cli.report import print_events, print_report

    if events or what.startswith("e-"):
        told = [(n, e) for n, e in enumerate(record.events, 1) if finding_id in (None, e.id)]
        print_events(record, told, related=related, explain=explain)
        return
    numbered = [(n, s) for n, s in enumerate(record.statements, 1) if finding_id in (None, s.id)]
    print_report(record, numbered, related=related, explain=explain)


def _related(reader: "SqliteStore", record: "Record") -> "Iterator[tuple[str, str]]":
    """Other versions of a report, and reports that share words with it."""
    from onrecord.views.copies import copy_links

    document = record.document
    versions = set(reader.versions(document.key)) - {document.id} if document.key else set()
    for version in sorted(versions):
        yield "version", f"another version of this report: {version}"
    for link in copy_links(reader, document.id):
        if link.document_id not in versions:
            share = "a passage in common with" if link.kind == "part" else f"{link.kind} copy of"
            facts = (f"{share} {link.document_id}", link.outlet, link.published)
            yield "copy", " · ".join(str(fact) for fact in facts if fact)


def _find(reader: "SqliteStore", what: str) -> tuple[str, str | None]:
    """The document that is meant, and the statement or the event if one is.

    Raises:
        NotInStoreError: nothing fits, or several do.
    """
    from onrecord.errors import NotInStoreError

    table = {"s-": "statements", "e-": "events"}.get(what[:2])
    if table is None:
        return reader.resolve(what), None
    sql = f"SELECT document_id, id FROM {table} WHERE id >= ? AND id < ?"  # noqa: S608 (our own names)
    rows = list(reader.select(sql, (what, what + "~")))
    if len(rows) != 1:
        raise NotInStoreError(what, tuple(str(id_) for _, id_ in rows))
    return str(rows[0][0]), str(rows[0][1])
