"""Reports as they come into a store: the one read last first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.store.rows import from_row
from onrecord.views.documents import COLUMNS, DocumentView
from onrecord.views.page import check_bounds
from onrecord.views.statements import StatementView, statements_by_id

if TYPE_CHECKING:
    from onrecord.store import Reader


class Arrival(Struct, frozen=True):
    """A report that came in.

    Attributes:
        number: grows with each report that is read for the first time.
        document: the report.
        said: its first statements.
    """

    number: int
    document: DocumentView
    said: tuple[StatementView, ...]


def arrivals(reader: Reader, *, after: int = 0, limit: int = 20, said: int = 2) -> tuple[Arrival, ...]:
    """The reports that were read last, the newest first.

    Args:
        reader: the store.
        after: only those with a larger number.
        limit: how many to give.
        said: how many statements to give of each.

    Raises:
        QueryError: the numbers cannot be asked for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, after)
    rows = reader.select(_NEWEST, {"after": after, "limit": limit})
    documents = msgspec.json.encode([row[1] for row in rows]).decode()
    chosen = [id_ for (id_,) in reader.select(_FIRST, {"documents": documents, "said": said})]
    spoken: dict[str, list[StatementView]] = {}
    for view in statements_by_id(reader, chosen):
        spoken.setdefault(view.document_id, []).append(view)
    found = ((int(row[0]), from_row(row[1:], DocumentView)) for row in rows)
    return tuple(Arrival(number, document, tuple(spoken.get(document.id, ()))) for number, document in found)


_NEWEST = f"SELECT d.row, {COLUMNS} FROM documents d WHERE d.row > :after ORDER BY d.row DESC LIMIT :limit"  # noqa: S608 (our own names)
_FIRST = """
    SELECT s.id FROM json_each(:documents) AS asked JOIN statements s ON s.document_id = asked.value
    WHERE s.position < :said
"""
