"""`onrecord serve`: the reading room, a local web app over the store."""

import sys
from typing import Annotated

import typer

from onrecord.cli import options


def serve(  # noqa: PLR0913 - one parameter for each option
    *,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; this machine only, without it.")] = (
        "127.0.0.1"
    ),
    port: Annotated[
        int, typer.Option("--port", "-p", min=0, max=65535, metavar="N", help="0 takes a free one.")
    ] = 8400,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show the store; read and keep nothing.")] = False,
    token: Annotated[
        str,
        typer.Option(
            metavar="auto|TEXT", help="Ask browsers for this once; auto makes one. Needed beyond this machine."
        ),
    ] = "",
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A further name of the server; can be repeated."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
    model: options.ModelOption = None,
    attribution: options.AttributionOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Read, search and compare in the browser. Runs on this machine and sends nothing anywhere; Ctrl-C ends it."""
    from onrecord.cli import serving
    from onrecord.config import store_path

    chosen = options.settings(config, store=store, model=model, attribution=attribution, lexicon=lexicon)
    path = store_path(chosen)
    if not path.is_file():
        sys.stderr.write(f"there is no store at {path} yet; the first page offers to read three invented reports\n")
    serving.run(
        serving.settings(chosen, path, host=host, token=token, names=tuple(allow_host or ()), read_only=read_only),
        host=host, port=port, browser=open_,
    )  # fmt: skip
