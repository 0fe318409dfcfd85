"""`onrecord search`: statements of the store by words, speaker, country and time."""

import datetime as dt
import sys
from typing import Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit

_DATE = ["%Y-%m-%d"]


def search(  # noqa: PLR0913 - one parameter for each option
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words that were said: all of them; "in quotes" together; sanction* begins.'),
    ] = None,
    *,
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="Words of the speaker's name; the surname is enough.")
    ] = "",
    country: Annotated[str, typer.Option(metavar="CODE", help="Country code of the speaker, such as IRN.")] = "",
    since: Annotated[dt.datetime | None, typer.Option(formats=_DATE, metavar="DAY", help="First day.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=_DATE, metavar="DAY", help="Last day.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many to show.")] = 20,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="How many to pass over.")] = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Find statements in the store: by their words, their speaker, a country and time.

    Without words, all statements that fit the rest, the latest first. Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.cli.hits import write_hits
    from onrecord.config import store_path
    from onrecord.views import search as views

    path = store_path(options.settings(config, store=store))
    with stores.open(path) as reader:
        page = views.search(
            reader, words=" ".join(words or ()), speaker=speaker, country=country, limit=limit, offset=offset,
            since=since.date() if since else None, until=until.date() if until else None,
        )  # fmt: skip
    write_hits(page, output)
    sys.stdout.flush()
    if not page.total:
        sys.stderr.write("nothing found\n")
        raise typer.Exit(Exit.NOTHING)
