"""Records on standard output, in the format asked for, each as soon as it is there."""

import csv as tables
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import IO, cast

import msgspec

from onrecord.cli.options import Format
from onrecord.cli.safe import safe_json, write_data
from onrecord.export import csv
from onrecord.model import Record, to_json


def write(records: Iterable[Record], output: Format | None, *, note: Callable[[Record], str] = lambda _: "") -> None:
    """Writes records as they come; without a format they are only gone through.

    Args:
        records: what to write.
        output: how.
        note: what to say beside a record in a table; empty for nothing.
    """
    if output is Format.TABLE:
        _tables(records, note)
    elif output is Format.JSON:
        write_array(safe_json(to_json(record)) for record in records)
    elif output is Format.JSONL:
        write_lines(safe_json(to_json(record)) for record in records)
    elif output is Format.CSV:
        csv.write(records, cast("IO[str]", SafeOutput()))  # only `write` is called
    else:
        for _ in records:
            pass


def write_rows(rows: Iterable[msgspec.Struct], output: Format, *, columns: Sequence[str]) -> None:
    """Writes rows for programs: JSON whole, of CSV the columns named."""
    if output is Format.CSV:
        write_cells(columns, ((getattr(row, name) for name in columns) for row in rows))
    else:
        write_encoded(rows, output)


def write_cells(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A CSV table with its header."""
    writer = tables.writer(SafeOutput(), lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(csv.safe_cells, rows))


def write_encoded(rows: Iterable[object], output: Format) -> None:
    """Rows as one JSON array, or as lines of JSON."""
    lines = (safe_json(msgspec.json.encode(row)) for row in rows)
    (write_array if output is Format.JSON else write_lines)(lines)


def write_lines(items: Iterable[str]) -> None:
    """One JSON value on each line."""
    for item in items:
        sys.stdout.write(item + "\n")
        sys.stdout.flush()


def write_array(items: Iterable[str]) -> None:
    """One JSON array of all."""
    between = "[\n"
    for item in items:
        sys.stdout.write(between + item)
        between = ",\n"
    sys.stdout.write("[]\n" if between == "[\n" else "\n]\n")


class SafeOutput:
    """Standard output as a file to write text to; a terminal gets nothing that could steer it."""

    def write(self, text: str) -> int:
        """Writes a piece of text."""
        write_data(text)
        return len(text)


def _tables(records: Iterable[Record], note: Callable[[Record], str]) -> None:
    from onrecord.cli.tables import print_record

    for record in records:
        print_record(record, note=note(record))
