"""`onrecord positions`: what a speaker, an office or a state has said of a subject, and where it turned."""

import datetime as dt
import enum
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options
from onrecord.cli.exits import end_of_list, say_uncompared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgspec import Struct

    from onrecord.views.positions import Positions


class Part(enum.StrEnum):
    """The lists that positions consist of."""

    STATEMENTS = "statements"
    UNDATED = "undated"
    PERIODS = "periods"
    REVERSALS = "reversals"
    PHRASES = "phrases"


def positions(  # noqa: PLR0913 - one parameter for each option
    actor: Annotated[
        str, typer.Argument(metavar="ACTOR", help="A country, or words of a name or of an office (`foreign ministry`).")
    ],
    *,
    on: Annotated[str, typer.Option(metavar="SUBJECT", help="Whom it is about: a country, or words of a name.")] = "",
    topic: options.TopicOption = "",
    words: Annotated[str, typer.Option(metavar="WORDS", help="Words that were said, as for `search`.")] = "",
    official: Annotated[bool, typer.Option("--official", help="Only those who speak for a state.")] = False,
    since: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="First day.")] = None,
    until: Annotated[dt.datetime | None, typer.Option(formats=options.DAY, metavar="DAY", help="Last day.")] = None,
    by: Annotated[str, typer.Option(metavar="day|week|month|year", help="How long the periods are.")] = "month",
    part: Annotated[
        Part | None,
        typer.Option(
            "--list",
            metavar="|".join(Part),
            help="Only this list; without it, JSON and tables have all, CSV and JSONL the statements.",
        ),
    ] = None,
    limit: options.LimitOption = 10,
    offset: options.OffsetOption = 0,
    output: options.FormatOption = options.Format.TABLE,
    store: options.StoreOption = None,
    config: options.ConfigOption = None,
) -> None:
    """Tell what an actor said of a subject over time: acts and stance by period, reversals, repeated phrases.

    A reversal puts two statements side by side that take opposite sides on one subject; it is called conflicting when
    reports have both on one day. Copies of a report count once. Exit code 4 when nothing was said.
    """
    from onrecord import store as stores
    from onrecord.config import store_path
    from onrecord.views import positions as views

    with stores.open(store_path(options.settings(config, store=store))) as reader:
        found = views.positions(
            reader, actor, on=on, topic=options.topic(topic), words=words, official=official, by=by,
            since=options.day(since), until=options.day(until), limit=limit, offset=offset,
        )  # fmt: skip
    if found.whole.statements:
        _write(found, part, output)
        sys.stdout.flush()
        say_uncompared(found.uncompared)
    end_of_list(found.whole.statements)


def _write(found: "Positions", part: Part | None, output: options.Format) -> None:
    import msgspec

    from onrecord.cli.positions_tables import print_positions
    from onrecord.cli.safe import safe_json
    from onrecord.cli.writers import write_cells, write_encoded

    if output is options.Format.TABLE:
        print_positions(found, only=part)
    elif output is options.Format.JSON and part is None:
        sys.stdout.write(safe_json(msgspec.json.encode(found)) + "\n")
    elif output is options.Format.CSV:
        kind, rows = _rows(found, part or Part.STATEMENTS)
        write_cells(_columns(kind), map(_cells, rows))
    else:
        write_encoded(_rows(found, part or Part.STATEMENTS)[1], output)


def _rows(found: "Positions", part: Part) -> "tuple[type[Struct], Sequence[Struct]]":
    """The rows of one list, and what they are."""
    from onrecord.views.positions_periods import Period
    from onrecord.views.positions_phrases import Phrase
    from onrecord.views.positions_reversals import Reversal
    from onrecord.views.positions_rows import Position

    of: dict[Part, tuple[type[Struct], Sequence[Struct]]] = {
        Part.STATEMENTS: (Position, found.statements.rows),
        Part.UNDATED: (Position, found.undated.rows),
        Part.PERIODS: (Period, found.periods),
        Part.REVERSALS: (Reversal, found.reversals.rows),
        Part.PHRASES: (Phrase, found.phrases.rows),
    }
    return of[part]


def _columns(kind: "type[Struct]") -> list[str]:
    """The columns of a list; the two statements of a reversal stand side by side."""
    from onrecord.views.positions_rows import Position

    columns: list[str] = []
    for name in kind.__struct_fields__:
        pair = name in _PAIR
        columns += [f"{name}_{each}" for each in Position.__struct_fields__] if pair else [name]
    return columns


def _cells(row: "Struct") -> list[object]:
    """A row's cells; several values in one are separated by bars."""
    import msgspec

    cells: list[object] = []
    for name, value in msgspec.to_builtins(row).items():
        if name in _PAIR:
            cells += value.values()
        elif isinstance(value, list | tuple):
            each = (f"{v['value']} {v['count']}" if isinstance(v, dict) else str(v) for v in value)
            cells.append(" | ".join(each))
        else:
            cells.append(value)
    return cells


_PAIR = ("before", "after")
