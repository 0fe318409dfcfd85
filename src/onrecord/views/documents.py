"""The reports of a store as plain rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.store.rows import from_row
from onrecord.views.page import Page, check_bounds
from onrecord.views.words import match_expression

if TYPE_CHECKING:
    from onrecord.store import Reader


class DocumentView(Struct, frozen=True):
    """A report and how much was found in it.

    Attributes:
        id: the document's.
        title: headline.
        outlet: who published it.
        url: its address.
        location: where it was read from.
        published: day of publication.
        language: ISO 639-1.
        version: 1, or more when the store had earlier versions of the same report.
        statements: how many were found.
        entities: how many were found.
        stored_at: when these findings were written, UTC.
    """

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    location: str
    published: dt.date | None
    language: str | None
    version: int
    statements: int
    entities: int
    stored_at: dt.datetime


def documents(reader: Reader, *, words: str = "", limit: int = 50, offset: int = 0) -> Page[DocumentView]:
    """The reports whose title or text has all of `words` (see `views.words`), the latest first.

    Raises:
        QueryError: the words or the numbers cannot be searched for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    match = match_expression(words)
    source = "FROM documents d"
    if match:
        source += " WHERE d.row IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)"
    parameters = (match,) if match else ()
    ((total,),) = reader.select(f"SELECT count(*) {source}", parameters)
    rows = reader.select(
        f"SELECT {COLUMNS} {source} ORDER BY d.published DESC NULLS LAST, d.row DESC LIMIT ? OFFSET ?",
        (*parameters, limit, offset),
    )
    return Page(tuple(from_row(row, DocumentView) for row in rows), total, limit, offset)


_COUNTED = {
    "version": "(SELECT count(*) FROM documents e WHERE e.key = d.key AND e.row < d.row) + 1",
    "statements": "(SELECT count(*) FROM statements s WHERE s.document_id = d.id)",
    "entities": "(SELECT count(*) FROM entities e WHERE e.document_id = d.id)",
}
#: The fields of a DocumentView as columns of the table `documents d`.
COLUMNS = ", ".join(_COUNTED.get(name, f"d.{name}") for name in DocumentView.__struct_fields__)
