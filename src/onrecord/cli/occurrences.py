"""`onrecord occurrences`: what happened, each once, with all reports that tell it."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.copies import compare_waiting
from onrecord.cli.exits import end_of_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from onrecord.corpus.occurrences import Progress
    from onrecord.views.occurrences import Occurrence, Telling
    from onrecord.views.page import Page


def occurrences(  # noqa: PLR0913 - one parameter for each option
    *,
    actor: Annotated[
        str, typer.Option(metavar="NAME", help="Words of an actor's name in one of the reports; the surname is enough.")
    ] = "",
    recipient: Annotated[str, typer.Option(metavar="NAME", help="Words of a recipient's name.")] = "",
    actor_country: Annotated[
        str, typer.Option(metavar="COUNTRY", help="Country of the actor: Iran, Iranian, IR or IRN.")
    ] = "",
    recipient_country: Annotated[str, typer.Option(metavar="COUNTRY", help="Country of the recipient.")] = "",
    kind: Annotated[str, typer.Option("--type", metavar="TYPE", help="PLOVER type, such as CONSULT or ASSAULT.")] = "",
    quad: Annotated[
        str, typer.Option(metavar="1|2|3|4", help="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict.")
    ] = "",
    modality: Annotated[
        str,
        typer.Option(metavar="asserted|negated|future|hypothetical|historical|any", help="Whether it happened."),
    ] = "asserted",
    reports: Annotated[int, typer.Option(min=1, metavar="N", help="How many reports must tell it at least.")] = 1,
    since: Annotated[
        dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day on which it happened.")
    ] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    sort: Annotated[
        str, typer.Option(metavar="day|reports", help="The latest first, or what most reports tell.")
    ] = "day",
    limit: options.LimitOption = 20,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """List what happened between two, each occurrence once, with all reports that tell it.

    Events of one type, between the same parties, on the same day and not in different places are one occurrence. Each
    is shown with its reports, the numbers they give and who gives them, and what reports say against it. Reports that
    were read since the last time are joined first. Exit code 4 when there is none.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views.countries import country_code
    from onrecord.views.occurrences import find_occurrences

    path = store_path(options.settings(config, store=store))
    join_waiting(path)
    with stores.open(path) as reader:
        page = find_occurrences(
            reader, actor=actor, recipient=recipient,
            actor_country=country_code(actor_country) if actor_country else "",
            recipient_country=country_code(recipient_country) if recipient_country else "",
            type=kind, quad=quad, modality="" if modality == "any" else modality, fewest=reports,
            since=options.day(since), until=options.day(until),
            sort=sort,  # type: ignore[arg-type]  # which checks it
            limit=limit, offset=offset,
        )  # fmt: skip
    _write(page, output)
    end_of_list(page.total)


def join_waiting(path: Path) -> None:
    """Joins the events of reports that were read since the last time into occurrences, if there are any."""
    from onrecord import store as stores
    from onrecord.corpus.occurrences import OccurrenceIndex, unjoined

    compare_waiting(path)
    with stores.open(path) as reader:
        waiting = unjoined(reader)
    if waiting:
        with stores.open(path, mode="write") as kept:
            OccurrenceIndex(kept).catch_up(_tell if waiting >= _MANY else lambda _: None)


_MANY = 20_000  # events; as many take some seconds


def _tell(progress: "Progress") -> None:
    """Says on a terminal how far joining has come."""
    if sys.stderr.isatty():
        done, whole = progress.reports + progress.blocks, progress.of_reports + progress.of_blocks
        sys.stderr.write(f"\rjoining events into occurrences: {done:,} of {whole:,}" + "\n" * (done == whole))


def _write(page: "Page[Occurrence]", output: options.Format) -> None:
    from onrecord.cli.writers import write_cells, write_encoded

    if output is options.Format.TABLE:
        _table(page)
    elif output is options.Format.CSV:
        write_cells(_FACTS + _COUNTS + ("figures", "differing", "otherwise", "event_ids"), map(_cells, page.rows))
    else:
        write_encoded(page.rows, output)


_FACTS = (
    "id", "first_day", "last_day", "type", "quad", "modality", "actor", "actor_country", "recipient",
    "recipient_country", "mutual",
)  # fmt: skip
_COUNTS = ("events", "reports", "outlets", "copy_groups", "own_voice")


def _cells(row: "Occurrence") -> "Iterator[object]":
    """A row of the table; several values in a cell are separated by bars."""
    yield from (getattr(row, name) for name in (*_FACTS, *_COUNTS))
    yield " | ".join(_figures(row))
    yield " | ".join(row.differing)
    yield " | ".join(f"{o.modality} {o.reports}" for o in row.otherwise)
    yield " | ".join(t.event_id for t in row.tellings)


def _figures(row: "Occurrence") -> "Iterator[str]":
    for figure in row.figures:
        number = f"{figure.least}" + (f"-{figure.most}" if figure.most != figure.least else "")
        yield f"{figure.kind} {number} ({', '.join(figure.by)})"


def _table(page: "Page[Occurrence]") -> None:
    from rich.text import Text

    from onrecord.cli.safe import counted, one_line
    from onrecord.cli.tables import emit

    for row in page.rows:
        arrow = "↔" if row.mutual else "→"
        heading = Text(_days(row), "bold").append(f"  {row.type}  ", "bold cyan")
        heading.append(one_line(f"{row.actor or 'not named'} {arrow} {row.recipient or 'nobody named'}"), "bold")
        heading.append("\n" + one_line(" · ".join(_facts(row))), "not bold dim")
        if row.differing:
            heading.append(f"\nreports differ on: {', '.join(row.differing)}", "not bold yellow")
        for other in row.otherwise:
            told = f"{other.modality} in {counted(other.reports, 'report')}, according to {', '.join(other.by)}"
            heading.append("\n" + one_line(told), "not bold yellow")
        emit(heading, *(_telling(each) for each in row.tellings), "")
    if page.total:
        emit(f"showing {len(page.rows)} of {counted(page.total, 'occurrence')}")


def _days(row: "Occurrence") -> str:
    if row.first_day is None:
        return "undated"
    return f"{row.first_day}" + (f" to {row.last_day}" if row.last_day != row.first_day else "")


def _facts(row: "Occurrence") -> "Iterator[str]":
    from onrecord.cli.safe import counted

    if row.modality != "asserted":
        yield row.modality
    yield counted(row.reports, "report")
    if row.copy_groups < row.reports:
        yield f"{row.copy_groups} of them not copies"
    yield counted(row.outlets, "outlet")
    if row.speakers:
        own = f"{row.own_voice} in their own voice, others " if row.own_voice else ""
        yield f"{own}according to {', '.join(row.speakers)}"
    if row.places:
        yield f"at {', '.join(row.places)}"
    yield from _figures(row)


def _telling(each: "Telling") -> "Text":
    """A report with its words."""
    from rich.text import Text

    from onrecord.cli.safe import one_line

    parties = " ".join(one_line(words) for words in (each.actor, f"[{each.trigger}]", each.recipient) if words)
    said = (f"according to {each.according_to}" if each.according_to else None, each.counts)
    facts = (each.published, each.outlet, each.title, *said, each.event_id)
    text = Text(f"  {parties}", overflow="fold")
    return text.append("\n    " + one_line(" · ".join(str(fact) for fact in facts if fact)), "dim")
