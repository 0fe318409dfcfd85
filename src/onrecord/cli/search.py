"""`onrecord search`: statements of the store by words, speaker, country and time."""

import datetime as dt
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list


def search(  # noqa: PLR0913 - one parameter for each option
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words that were said: all of them; "in quotes" together; sanction* begins.'),
    ] = None,
    *,
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="Words of the speaker's name; the surname is enough.")
    ] = "",
    country: Annotated[
        str, typer.Option(metavar="COUNTRY", help="Country of the speaker: Iran, Iranian, IR or IRN.")
    ] = "",
    act: Annotated[str, typer.Option(metavar="ACT", help="Kind of saying, such as deny, accuse or promise.")] = "",
    about: Annotated[str, typer.Option(metavar="NAME", help="Whom or what it is about; the surname is enough.")] = "",
    towards: Annotated[
        str, typer.Option(metavar="NAME", help="Towards whom the speaker takes a stance; with --stance, which one.")
    ] = "",
    stance: Annotated[str, typer.Option(metavar="support|oppose|neutral", help="The speaker's stance.")] = "",
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Only sources that are not named.")] = False,
    negated: Annotated[bool, typer.Option("--negated", help="Only what somebody did not say.")] = False,
    topic: options.TopicOption = "",
    since: Annotated[
        dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day on which it was said.")
    ] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    limit: options.LimitOption = 20,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Find statements in the store: by words, speaker, country, act, subject, stance and time.

    Without words, all statements that fit the rest, the latest first. Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.cli.hits import write_hits
    from onrecord.config import store_path
    from onrecord.views import search as views
    from onrecord.views.countries import country_code

    path = store_path(options.settings(config, store=store))
    with stores.open(path) as reader:
        page = views.search(
            reader, words=" ".join(words or ()), speaker=speaker, country=country_code(country) if country else "",
            act=act, about=about, towards=towards, stance=stance, anonymous=anonymous, negated=negated,
            topic=options.topic(topic),
            limit=limit, offset=offset,
            since=options.day(since), until=options.day(until),
        )  # fmt: skip
    write_hits(page, output)
    end_of_list(page.total)
