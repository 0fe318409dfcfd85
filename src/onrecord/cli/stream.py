"""`onrecord stream`: the reports that were read last."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.views.arrivals import Arrival


def stream(
    *,
    after: Annotated[int, typer.Option(min=0, metavar="N", help="Only reports with a larger number.")] = 0,
    limit: options.LimitOption = 20,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """List the reports that were read last, the newest first, each with its number and its first statements.

    Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.cli.writers import write_encoded, write_rows
    from onrecord.config import store_path
    from onrecord.views.arrivals import arrivals
    from onrecord.views.documents import DocumentView

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        found = arrivals(reader, after=after, limit=limit)
    if output is options.Format.CSV:
        write_rows((each.document for each in found), output, columns=DocumentView.__struct_fields__)
    elif output is not options.Format.TABLE:
        write_encoded(found, output)
    elif found:
        _print(found)
    sys.stdout.flush()
    end_of_list(len(found))


def _print(found: "Iterable[Arrival]") -> None:
    from rich.text import Text

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit, short_id

    lines = []
    for each in found:
        doc = each.document
        facts = (doc.outlet, doc.published, counted(doc.statements, "statement"), short_id(doc.id))
        lines += [
            Text.assemble((f"{each.number}  ", "dim"), (one_line(doc.title or doc.location), "bold")),
            Text(f"    {' · '.join(one_line(str(fact)) for fact in facts if fact)}", "dim"),
            *(Text(f"    {one_line(s.speaker or 'not named')} {s.act}: {one_line(s.content)}") for s in each.said),
            Text(),
        ]
    emit(*lines[:-1])
