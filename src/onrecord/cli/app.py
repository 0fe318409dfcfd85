"""All commands. A verb's file loads what it needs when it runs, so that the others stay quick."""

import sys
from typing import Annotated

import typer

from onrecord.cli.copies import copies
from onrecord.cli.diff import diff
from onrecord.cli.doctor import doctor
from onrecord.cli.dyads import dyads
from onrecord.cli.eval import eval_app
from onrecord.cli.events import events
from onrecord.cli.exits import Verbs
from onrecord.cli.export import export
from onrecord.cli.importing import import_
from onrecord.cli.lexicon import lexicon_app
from onrecord.cli.map import map_
from onrecord.cli.network import network
from onrecord.cli.occurrences import occurrences
from onrecord.cli.positions import positions
from onrecord.cli.quotations import quotations
from onrecord.cli.read import read
from onrecord.cli.review import review_app
from onrecord.cli.search import search
from onrecord.cli.serve import serve
from onrecord.cli.show import show
from onrecord.cli.sources import sources
from onrecord.cli.stats import stats
from onrecord.cli.stream import stream
from onrecord.cli.timeline import timeline
from onrecord.cli.verify import verify
from onrecord.cli.watch import watch
from onrecord.version import __version__

app = typer.Typer(
    name="onrecord",
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(read)
app.command()(show)
app.command()(search)
app.command()(events)
app.command()(copies)
app.command()(diff)
app.command()(quotations)
app.command()(occurrences)
app.command()(dyads)
app.command()(timeline)
app.command()(positions)
app.command()(network)
app.command("map")(map_)
app.command()(sources)
app.command()(stats)
app.command()(stream)
app.command()(export)
app.command("import")(import_)
app.command()(serve)
app.command()(watch)
app.command()(verify)
app.command()(doctor)
app.add_typer(eval_app, name="eval")
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(review_app, name="review")


def _print_version(*, asked: bool) -> None:
    if asked:
        sys.stdout.write(f"onrecord {__version__}\n")
        raise typer.Exit


@app.callback()
def onrecord(
    *,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read news reports on international affairs and keep a record of who said what, tied to the exact words."""
