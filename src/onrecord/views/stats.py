"""What a store holds, counted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.store.rows import from_columns

if TYPE_CHECKING:
    from onrecord.store import Reader


class Count(Struct, frozen=True):
    """How often something occurs; `value` is None where the report does not say."""

    value: str | None
    count: int


class Stats(Struct, frozen=True):
    """The size of a store and what it is made of; of each list the most frequent ones, the largest first.

    Attributes:
        documents: how many reports, versions counted apart.
        statements: how many.
        entities: how many; somebody named in two reports counts twice.
        failures: how many different ones were logged.
        first_published: earliest day of publication.
        last_published: latest day of publication.
        kinds: of statements.
        acts: of statements.
        speakers: of statements, by name.
        countries: of statements, by their speakers' codes.
        outlets: of documents.
    """

    documents: int
    statements: int
    entities: int
    failures: int
    first_published: dt.date | None
    last_published: dt.date | None
    kinds: tuple[Count, ...]
    acts: tuple[Count, ...]
    speakers: tuple[Count, ...]
    countries: tuple[Count, ...]
    outlets: tuple[Count, ...]


def stats(reader: Reader, *, most: int = 20) -> Stats:
    """Counts a store.

    Args:
        reader: the store.
        most: how many values to give of each list.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    (sizes,) = reader.select(_SIZES)
    lists = {
        name: [{"value": value, "count": count} for value, count in reader.select(_LIST.format(column, table), (most,))]
        for name, (column, table) in _LISTS.items()
    }
    return from_columns({**dict(zip(_SIZED, sizes, strict=True)), **lists}, Stats, row=reader.path)


_SIZED = ("documents", "statements", "entities", "failures", "first_published", "last_published")
_SIZES = (
    "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM statements), (SELECT count(*) FROM entities),"
    " (SELECT count(*) FROM failures), (SELECT min(published) FROM documents), (SELECT max(published) FROM documents)"
)
_LIST = "SELECT {0} AS value, count(*) AS n FROM {1} GROUP BY value ORDER BY n DESC, value LIMIT ?"
_LISTS = {
    "kinds": ("kind", "statements"),
    "acts": ("act", "statements"),
    "speakers": ("speaker", "statements"),
    "countries": ("country", "statements"),
    "outlets": ("outlet", "documents"),
}
