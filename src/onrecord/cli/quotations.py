"""`onrecord quotations`: the same quotation in several reports, with its first appearance and its wordings."""

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from onrecord.corpus.quotations import Appearance, Found, Quotation


def quotations(  # noqa: PLR0913 - one parameter for each option
    words: Annotated[list[str] | None, typer.Argument(help="Words that the quotation has, in any order.")] = None,
    *,
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="Words of the speaker's name; the surname is enough.")
    ] = "",
    reports: Annotated[int, typer.Option(min=1, metavar="N", help="In how many reports it must be at least.")] = 2,
    limit: options.LimitOption = 20,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Find quotations that several reports have, also where they cut or reword them, those in most reports first.

    For each: where it first appeared, how far it went, whom it is given to, and how each report's wording differs
    from the fullest one: [-words left out-], {+words put in+}. Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.corpus.quotations import quotations as find

    path = store_path(options.settings(config, store=store))
    with stores.open(path) as reader:
        found = find(reader, words=" ".join(words or ()), speaker=speaker, fewest=reports, limit=limit, offset=offset)
    _write(found, output)
    end_of_list(found.total)


def _write(found: "Found", output: options.Format) -> None:
    from onrecord.cli.writers import write_cells, write_encoded

    if output is options.Format.TABLE:
        _table(found)
    elif output is options.Format.CSV:
        names = ("statement_id", "document_id", "speaker", "outlet", "title", "day", "words")
        write_cells(("quotation", "fullest", "disputed", *names), _cells(found, names))
    else:
        write_encoded(found.rows, output)


def _cells(found: "Found", names: "Iterable[str]") -> "Iterator[tuple[object, ...]]":
    """A row for each appearance, with its quotation's id, fullest wording and whether its speakers differ."""
    for row in found.rows:
        for appearance in row.appearances:
            yield row.id, row.words, row.disputed, *(getattr(appearance, name) for name in names)


def _table(found: "Found") -> None:
    from rich.text import Text

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit

    for row in found.rows:
        heading = Text(f"“{one_line(row.words)}”", "bold")
        heading.append("\n" + one_line("; ".join(row.speakers) or "nobody named"), "not bold cyan")
        if row.disputed:
            heading.append(" (given to different speakers)", "not bold yellow")
        heading.append("\n" + one_line(_spread(row)), "not bold dim")
        emit(heading, *(_appearance(row, each) for each in row.appearances), "")
    if found.total:
        emit(f"showing {len(found.rows)} of {counted(found.total, 'quotation')}")


def _spread(row: "Quotation") -> str:
    from onrecord.cli.safe import counted

    days = f"{row.first_day}" + (f" to {row.last_day}" if row.last_day != row.first_day else "")
    independent = f"{row.copy_groups} of them not copies" if row.copy_groups < row.reports else ""
    counts = (counted(row.reports, "report"), independent, counted(row.outlets, "outlet"))
    wordings = counted(row.wordings, "wording")
    return " · ".join(part for part in (*counts, wordings, days if row.first_day else "") if part)


def _appearance(row: "Quotation", each: "Appearance") -> "Text":
    """Where a report has the quotation, and its wording where that is not the fullest one."""
    from rich.text import Text

    from onrecord.cli.safe import one_line, safe
    from onrecord.cli.tables import short_id

    speaker = each.speaker if len(row.speakers) > 1 else None
    facts = (each.day, each.outlet, each.title, speaker, short_id(each.document_id))
    text = Text("  " + one_line(" · ".join(str(fact) for fact in facts if fact)), overflow="fold")
    if any(change.operation != "same" for change in each.changes):
        text.append("\n    ")
        for change in each.changes:
            marks, style = _MARKS[change.operation]
            text.append(safe(marks.format(change.text.replace("\n", " "))), style)
    return text


_MARKS = {"same": ("{}", ""), "cut": ("[-{}-]", "red"), "added": ("{{+{}+}}", "green")}
