"""Records as JSON lines: whole, in order, one canonical line each. The same records make the same bytes.

The log of reviews follows the records, an entry a line, as `{"review": {...}}`.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.errors import DocumentError
from onrecord.model import Record, from_json, to_json
from onrecord.review import Entry
from onrecord.review.entry import faults
from onrecord.verify import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: A longer line is refused. A report of a million code points with all its findings makes about a quarter of it.
MAX_LINE = 1 << 28


class Logged(Struct, frozen=True, forbid_unknown_fields=True):
    """A line that is an entry of the log."""

    review: Entry


def write(records: Iterable[Record], file: IO[bytes]) -> int:
    """Writes records to a binary file, each as a line; returns how many."""
    count = 0
    for record in records:
        file.write(to_json(record) + b"\n")
        count += 1
    return count


def write_log(entries: Iterable[Entry], file: IO[bytes]) -> None:
    """Writes the log of reviews to a binary file, each entry as a line."""
    for entry in entries:
        file.write(msgspec.json.encode(Logged(entry), order="deterministic") + b"\n")


def read(path: str | Path, *, max_line: int = MAX_LINE) -> Iterator[Record]:
    """The records of a file that `write` wrote, each checked; the log is passed over. Raises as `read_all`."""
    return (item for item in read_all(path, max_line=max_line) if isinstance(item, Record))


def read_all(path: str | Path, *, max_line: int = MAX_LINE) -> Iterator[Record | Entry]:
    """The records and the entries of the log in a file, each checked. Blank lines are passed over.

    Raises:
        DocumentError: the file cannot be read, or a line is too long or not a record; it is named.
        VerifyError: a record does not hold.
    """
    try:
        with Path(path).open("rb") as file:
            yield from _lines(file, str(path), max_line)
    except FileNotFoundError as error:
        raise DocumentError(str(path), "there is no such file", code="not-found") from error
    except OSError as error:
        raise DocumentError(str(path), error.strerror or "cannot be read", code="unreadable") from error


def _lines(file: IO[bytes], path: str, max_line: int) -> Iterator[Record | Entry]:
    number = 0
    while line := file.readline(max_line + 1):
        number += 1
        where = f"{path}#{number}"
        if len(line) > max_line:
            raise DocumentError(where, f"the line is longer than {max_line} bytes", code="too-large")
        if line.isspace():
            continue
        try:
            item = _LOGGED.decode(line).review if line.startswith(_LOG_START) else from_json(line)
        except (msgspec.MsgspecError, ValueError) as error:
            raise DocumentError(where, f"not a record: {error}", code="malformed") from error
        if isinstance(item, Record):
            check(item)
        else:
            for fault in faults(item):
                raise fault
        yield item


_LOG_START = b'{"review":'
_LOGGED = msgspec.json.Decoder(Logged)
