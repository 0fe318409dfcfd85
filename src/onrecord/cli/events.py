"""`onrecord events`: events of the store by party, country, kind and time."""

import datetime as dt
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list


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
    place: Annotated[
        str, typer.Option(metavar="NAME", help="Where it happened: the gazetteer's name of the place, in any case.")
    ] = "",
    place_country: Annotated[str, typer.Option(metavar="COUNTRY", help="Country of the place.")] = "",
    since: Annotated[
        dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day on which it happened.")
    ] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    limit: options.LimitOption = 20,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Find events in the store: who did what to whom, the latest first.

    Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.cli.hits import write_events
    from onrecord.config import store_path
    from onrecord.views.countries import country_code
    from onrecord.views.events import find_events

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        page = find_events(
            reader, actor=actor, recipient=recipient,
            actor_country=country_code(actor_country) if actor_country else "",
            recipient_country=country_code(recipient_country) if recipient_country else "",
            place=place, place_country=country_code(place_country) if place_country else "",
            type=kind, cameo=cameo, quad=quad, modality=modality, topic=options.topic(topic),
            limit=limit, offset=offset,
            since=options.day(since), until=options.day(until),
        )  # fmt: skip
    write_events(page, output)
    end_of_list(page.total)
