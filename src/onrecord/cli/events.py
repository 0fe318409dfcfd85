"""`onrecord events`: events of the store by party, country, kind and time."""

import csv
import datetime as dt
import sys
from typing import Annotated

import msgspec
import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit
from onrecord.cli.options import Format
from onrecord.cli.safe import safe_json
from onrecord.cli.writers import SafeOutput, write_array, write_lines
from onrecord.export.csv import neutralise
from onrecord.views.events import EventView
from onrecord.views.page import Page

_DATE = ["%Y-%m-%d"]


def events(  # noqa: PLR0913 - one parameter for each option
    *,
    actor: Annotated[str, typer.Option(metavar="NAME", help="Words of an actor's name; the surname is enough.")] = "",
    recipient: Annotated[str, typer.Option(metavar="NAME", help="Words of a recipient's name.")] = "",
    actor_country: Annotated[
        str, typer.Option(metavar="COUNTRY", help="Country of an actor: Iran, Iranian, IR or IRN.")
    ] = "",
    recipient_country: Annotated[str, typer.Option(metavar="COUNTRY", help="Country of a recipient.")] = "",
    kind: Annotated[str, typer.Option("--type", metavar="TYPE", help="PLOVER type, such as CONSULT or ASSAULT.")] = "",
    cameo: Annotated[str, typer.Option(metavar="CODE", help="CAMEO code or its beginning, such as 04.")] = "",
    quad: Annotated[
        str,
        typer.Option(metavar="1|2|3|4", help="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."),
    ] = "",
    modality: Annotated[
        str, typer.Option(metavar="asserted|negated|future|hypothetical|historical", help="Whether it happened.")
    ] = "",
    topic: options.TopicOption = "",
    since: Annotated[
        dt.datetime | None, typer.Option(formats=_DATE, metavar="DAY", help="First day on which it happened.")
    ] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=_DATE, metavar="DAY", help="Last day.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many to show.")] = 20,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="How many to pass over.")] = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Find events in the store: who did what to whom, the latest first.

    Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views.countries import country_code
    from onrecord.views.events import find_events

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        page = find_events(
            reader, actor=actor, recipient=recipient,
            actor_country=country_code(actor_country) if actor_country else "",
            recipient_country=country_code(recipient_country) if recipient_country else "",
            type=kind, cameo=cameo, quad=quad, modality=modality, topic=options.topic(topic),
            limit=limit, offset=offset,
            since=since.date() if since else None, until=until.date() if until else None,
        )  # fmt: skip
    _write(page, output)
    sys.stdout.flush()
    if not page.total:
        sys.stderr.write("nothing found\n")
        raise typer.Exit(Exit.NOTHING)


def _write(page: Page[EventView], output: Format) -> None:
    if output is Format.TABLE:
        _table(page)
    elif output is Format.JSON:
        write_array(safe_json(msgspec.json.encode(row)) for row in page.rows)
    elif output is Format.JSONL:
        write_lines(safe_json(msgspec.json.encode(row)) for row in page.rows)
    else:
        writer = csv.writer(SafeOutput(), lineterminator="\n")
        writer.writerow(EventView.__struct_fields__)
        for row in page.rows:
            cells = msgspec.structs.astuple(row)
            writer.writerow([neutralise(c) if isinstance(c, str) else c for c in cells])


def _table(page: Page[EventView]) -> None:
    from onrecord.cli.event_tables import event_table
    from onrecord.cli.tables import emit

    first = page.offset + 1
    last = page.offset + len(page.rows)
    if page.rows:
        emit(event_table(page.rows, numbers=range(first, last + 1), with_report=True))
        sys.stdout.write(f"\nshowing {first}-{last} of {page.total:,}\n")
