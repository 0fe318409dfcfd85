"""`onrecord diff`: what differs between two reports."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from onrecord.corpus.changes import Change
    from onrecord.store import Reader

_AROUND = 60  # code points of what is the same, before and after a change


def diff(  # noqa: PLR0913 - one parameter for each option
    one: Annotated[str, typer.Argument(metavar="DOC", help="A report's id or its start, its path or URL.")],
    other: Annotated[
        str | None, typer.Argument(metavar="DOC", help="Another one; without it, the version before the first.")
    ] = None,
    *,
    whole: Annotated[bool, typer.Option("--whole", help="Also show all that is the same.")] = False,
    output: options.ShowFormatOption = options.ShowFormat.TEXT,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Show in words what was cut from one report and added in another: versions of a page, or copies.

    [-Words cut-] and {+words added+}. With one report only, it is compared with the version of it that the store had
    before. Exit code 4 when nothing differs.
    """
    import msgspec

    from onrecord import store as stores
    from onrecord.cli.safe import safe_json
    from onrecord.cli.writers import write_array
    from onrecord.config import store_path
    from onrecord.corpus.changes import changes

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        before, after = _pair(reader, one, other)
        told = changes(reader.record(before).document.text, reader.record(after).document.text)
    if output is options.ShowFormat.JSON:
        write_array(safe_json(msgspec.json.encode(change)) for change in told)
    else:
        from onrecord.cli.tables import emit

        emit(_marked(told, whole=whole))
    if all(change.operation == "same" for change in told):
        sys.stderr.write("nothing differs\n")
        raise typer.Exit(Exit.NOTHING)


def _pair(reader: "Reader", one: str, other: str | None) -> tuple[str, str]:
    """Ids of the two reports to compare, the earlier version first when one is given.

    Raises:
        NotInStoreError: there is no such report, or none before it.
    """
    from onrecord.errors import NotInStoreError

    first = reader.resolve(one)
    if other is not None:
        return first, reader.resolve(other)
    key = reader.record(first).document.key
    versions = reader.versions(key) if key else ()
    place = versions.index(first) if first in versions else 0
    if not place:
        message = f"a version before {first}"
        raise NotInStoreError(message)
    return versions[place - 1], first


def _marked(told: "Iterable[Change]", *, whole: bool) -> "Text":
    """The text with its changes marked, with or without colour; long runs that are the same shortened."""
    from rich.text import Text

    from onrecord.cli.safe import safe

    text = Text(overflow="fold")
    for change in told:
        if change.operation == "cut":
            text.append(safe(f"[-{change.text}-]"), "red")
        elif change.operation == "added":
            text.append(safe(f"{{+{change.text}+}}"), "green")
        elif whole or len(change.text) <= 2 * _AROUND:
            text.append(safe(change.text))
        else:
            text.append(safe(change.text[:_AROUND])).append(" … ", "dim").append(safe(change.text[-_AROUND:]))
    return text
