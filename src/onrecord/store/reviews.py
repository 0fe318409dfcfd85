"""The log of reviews as rows of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord import verify
from onrecord.errors import VerifyError
from onrecord.review import Entry, Reviewed, apply
from onrecord.review.entry import faults

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Document, Record

_FIELDS = Entry.__struct_fields__
#: The columns of table `reviews` that `decode` reads, in its order.
COLUMNS = ", ".join(_FIELDS)
_SELECT = f"SELECT {COLUMNS} FROM reviews"  # noqa: S608 (our own names)

#: The log of a report in all its versions, and the whole log.
OF_DOCUMENT = f"{_SELECT} WHERE document_id = ? OR document_key = ? ORDER BY at, id"
ALL = f"{_SELECT} ORDER BY at, id"
ONE = f"{_SELECT} WHERE id = ?"

#: An entry that is there already stays as it is.
_INSERT = (
    f"INSERT INTO reviews ({COLUMNS}) VALUES ({', '.join('?' * len(_FIELDS))})"  # noqa: S608 (our own names)
    " ON CONFLICT (id) DO NOTHING"
)


class JudgementRow(Struct, frozen=True):
    """A row of table `judgements`; `position` counts from 0 within the document."""

    document_id: str
    position: int
    of: str
    status: str
    by: str
    at: str
    entry: str


def judgement_rows(record: Record) -> list[JudgementRow]:
    """The rows of what reviewers said of a record's findings."""
    return [
        JudgementRow(record.document.id, position, j.of, j.status, j.by, j.at.isoformat(), j.entry)
        for position, j in enumerate(record.reviews)
    ]


def insert(db: sqlite3.Connection, entries: Iterable[Entry]) -> int:
    """Adds entries to the log; how many of them were new.

    Raises:
        VerifyError: an entry does not hold.
    """
    new = 0
    for entry in entries:
        for fault in faults(entry):
            raise fault
        new += db.execute(_INSERT, tuple(_cell(getattr(entry, name)) for name in _FIELDS)).rowcount
    return new


def _cell(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    told = msgspec.json.encode(value, order="deterministic").decode()
    return told.strip('"') if told.startswith('"') else told


def decode(row: Sequence[object]) -> Entry:
    """An entry from its row.

    Raises:
        VerifyError: the row was changed after it was written, and is no entry any more.
    """
    told = dict(zip(_FIELDS, row, strict=True))
    try:
        for name in ("before", "after"):
            told[name] = msgspec.Raw(str(told[name]).encode()) if told[name] is not None else None
        return msgspec.json.decode(msgspec.json.encode(told), type=Entry)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        raise VerifyError(str(row[0]), f"is no entry of the log: {error}") from error


def applied(db: sqlite3.Connection, record: Record) -> Reviewed:
    """A record with its reviews applied."""
    return apply(record, of_document(db, record.document))


def of_document(db: sqlite3.Connection, document: Document) -> list[Entry]:
    """The log of a report in all its versions, the oldest entry first."""
    return [decode(row) for row in db.execute(OF_DOCUMENT, (document.id, document.key))]


def log_faults(db: sqlite3.Connection) -> Iterator[VerifyError]:
    """Every fault of the entries by themselves."""
    known: set[str] = set()
    withdrawn: list[Entry] = []
    for row in db.execute(ALL):
        try:
            entry = decode(row)
        except VerifyError as error:
            yield error
            continue
        known.add(entry.id)
        if entry.action == "withdraw":
            withdrawn.append(entry)
        yield from faults(entry)
    for entry in withdrawn:
        if entry.target not in known:
            yield VerifyError(entry.id, f"withdraws {entry.target}, which is not in the log")


def reviewed_faults(db: sqlite3.Connection, record: Record) -> Iterator[Record | VerifyError]:
    """The record with its reviews applied, after the faults that it has only with them."""
    try:
        entries = of_document(db, record.document)
    except VerifyError:  # `log_faults` tells of it
        return
    made = apply(record, entries).record
    if made is not record:
        known = {str(f) for f in verify.faults(record)}
        yield from (f for f in verify.faults(made) if str(f) not in known)
    yield made
