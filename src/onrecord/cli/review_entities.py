"""`onrecord review entities`, `rename`, `merge` and `split`: who somebody in a report is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list
from onrecord.cli.review_keeping import keep, signed

if TYPE_CHECKING:
    from onrecord.model import Record
    from onrecord.review import Reviewed
    from onrecord.review.changes import Signed
    from onrecord.store import SqliteStore

EntityArgument = Annotated[str, typer.Argument(metavar="ID", help="An entity's id, as `review entities` gives it.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="The reviewer; without it, your login name.")]
NoteOption = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]


def entities(
    what: Annotated[str, typer.Argument(metavar="DOC", help="A report's id or its start, its path or URL.")],
    *,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """List the entities of a report with their ids and mentions. Exit code 4 when it names nobody."""
    from onrecord import store as stores
    from onrecord.cli.writers import write_rows
    from onrecord.config import store_path
    from onrecord.model import Entity

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        record = reader.record(reader.resolve(what))
    if output is not options.Format.TABLE:
        columns = [name for name in Entity.__struct_fields__ if name not in {"provenance", "candidates", "place"}]
        write_rows(record.entities, output, columns=columns)
    elif record.entities:
        _table(record)
    end_of_list(len(record.entities), nothing="the report names nobody")


def rename(  # noqa: PLR0913 - one parameter for each option
    entity: EntityArgument,
    *,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What it is called.")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="person|organisation|country|group|place|other", help="What it is.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="Its country, such as Iran, IR or IRN; empty for none.")
    ] = None,
    sectors: Annotated[
        str | None, typer.Option(metavar="CODES", help='PLOVER sectors, such as "GOV MIL"; empty for none.')
    ] = None,
    ref: Annotated[
        str | None,
        typer.Option(metavar="REF", help="Reference by which it is one in all reports, such as person:NOR/Ann Lee."),
    ] = None,
    by: ByOption = "",
    note: NoteOption = "",
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Say that an entity of a report is called, coded or known otherwise; what is not given stays as it is."""
    import msgspec

    from onrecord.model import EntityKind
    from onrecord.review.entity_changes import EntityEdit, correct_entity
    from onrecord.views.countries import country_code
    from onrecord.views.words import one_of

    with _writing(entity, by, note, store, config) as (kept, reviewed, sign):
        old = reviewed.record.entity(entity)
        one_of(kind or "", EntityKind.__args__, "kind of an entity")  # type: ignore[attr-defined] # of a Literal
        edit = EntityEdit(
            name=old.name if name is None else name,
            kind=msgspec.convert(kind or old.kind, EntityKind),
            country=old.country if country is None else country and country_code(country),
            sectors=old.sectors if sectors is None else tuple(sectors.upper().replace(",", " ").split()),
            ref=old.ref if ref is None else ref,
        )
        keep(kept, correct_entity(reviewed, entity, edit, sign))


def merge(  # noqa: PLR0913 - one parameter for each option
    entity: EntityArgument,
    others: Annotated[list[str], typer.Argument(metavar="ID...", help="Those that are the same.")],
    *,
    by: ByOption = "",
    note: NoteOption = "",
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Say that several entities of a report are one; the first one's name and codes hold."""
    from onrecord.review import entity_changes

    with _writing(entity, by, note, store, config) as (kept, reviewed, sign):
        keep(kept, entity_changes.merge(reviewed, [entity, *others], sign))


def split(  # noqa: PLR0913 - one parameter for each option
    entity: EntityArgument,
    mentions: Annotated[list[str], typer.Argument(metavar="MENTION...", help="Ids of the mentions of somebody else.")],
    *,
    name: Annotated[str, typer.Option(metavar="NAME", help="Whose they are; without it, the first one's words.")] = "",
    by: ByOption = "",
    note: NoteOption = "",
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Say that some mentions of an entity are of somebody else."""
    from onrecord.review import entity_changes

    with _writing(entity, by, note, store, config) as (kept, reviewed, sign):
        keep(kept, entity_changes.split(reviewed, entity, mentions, name, sign))


@contextmanager
def _writing(
    entity: str, by: str, note: str, store: Path | None, config: Path | None
) -> Iterator[tuple["SqliteStore", "Reviewed", "Signed"]]:
    """The store, the report that has an entity, and who says something of it.

    Raises:
        NotInStoreError: no report has it.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.errors import NotInStoreError

    with stores.open(store_path(options.settings(config, store=store)), mode="write") as kept:
        rows = kept.select("SELECT document_id FROM entities WHERE id = ?", (entity,))
        if not rows:
            raise NotInStoreError(entity[:80])
        document = str(rows[0][0])
        yield kept, kept.reviewed(document), signed(kept, document, by, note)


def _table(record: "Record") -> None:
    from rich.table import Table

    from onrecord.cli.safe import one_line
    from onrecord.cli.tables import emit

    words = {m.id: m.evidence.exact for m in record.mentions}
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("id", "name", "kind", "codes", "mentions"):
        table.add_column(column, overflow="fold", no_wrap=column == "id")
    for each in record.entities:
        codes = " ".join(filter(None, (each.country, *(each.sectors or (each.sector,)), each.ref)))
        mentions = "\n".join(f"{m} {one_line(words[m])}" for m in each.mentions)
        table.add_row(each.id, one_line(each.name), each.kind, one_line(codes), mentions)
    emit(table)
    sys.stdout.flush()
