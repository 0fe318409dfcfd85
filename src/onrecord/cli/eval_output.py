"""What every evaluation writes: what could not be read, what was found, and its figures as JSON."""

import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from onrecord.cli.reading import failure_line
from onrecord.model import Failure


def write_failures(failures: Iterable[Failure]) -> None:
    """A line on standard error for each document that could not be read."""
    for failure in failures:
        sys.stderr.write(failure_line(failure) + "\n")


def write_predictions(path: Path | None, rows: Iterable[object]) -> None:
    """What was found, one JSON object a line; nothing without a path."""
    if path:
        path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def write_figures(figures: object) -> None:
    """The figures as a line of JSON on standard output."""
    sys.stdout.write(msgspec.json.encode(figures).decode() + "\n")
