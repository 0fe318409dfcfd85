"""Groups of copies as plain rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.store.rows import from_row
from onrecord.views.page import Page, check_bounds

if TYPE_CHECKING:
    from onrecord.store import Reader


class CopyGroup(Struct, frozen=True):
    """Reports that are copies of each other.

    Attributes:
        id: of the report of the group that was read first; never changes.
        title: its headline.
        reports: how many there are.
        outlets: how many outlets published them; reports without one are not counted.
        agencies: news agencies that they credit, separated by "; ".
        first_day: day of the earliest.
        last_day: day of the latest.
    """

    id: str
    title: str | None
    reports: int
    outlets: int
    agencies: str | None
    first_day: dt.date | None
    last_day: dt.date | None


class CopyLink(Struct, frozen=True):
    """Another report that has words of a report, and how it does; see `onrecord.corpus.judgement.Match`."""

    document_id: str
    kind: Literal["version", "exact", "near", "part"]
    title: str | None
    outlet: str | None
    published: dt.date | None
    of_document: float
    of_other: float
    days: int | None
    differing: int


def copy_groups(reader: Reader, *, limit: int = 50, offset: int = 0) -> Page[CopyGroup]:
    """The groups of at least two reports, the largest first.

    Raises:
        QueryError: the numbers cannot be asked for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    ((total,),) = reader.select("SELECT count(*) FROM (SELECT 1 FROM copies GROUP BY group_id HAVING count(*) > 1)")
    rows = reader.select(_GROUPS, (limit, offset))
    return Page(tuple(from_row(row, CopyGroup) for row in rows), total, limit, offset)


def copy_links(reader: Reader, document_id: str) -> tuple[CopyLink, ...]:
    """The reports that share words with a report: those it was compared with, and those that came after it.

    Raises:
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    return tuple(from_row(row, CopyLink) for row in reader.select(_LINKS, {"id": document_id}))


def uncompared(reader: Reader) -> int:
    """How many reports of the store were not compared with the others yet."""
    ((number,),) = reader.select("SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM copies)")
    return int(number)


_GROUPS = """
    SELECT c.group_id, (SELECT title FROM documents WHERE id = c.group_id), count(*), count(DISTINCT d.outlet),
           (SELECT group_concat(agency, '; ') FROM (SELECT DISTINCT agency FROM copies a
            WHERE a.group_id = c.group_id AND agency IS NOT NULL ORDER BY agency)),
           min(d.published), max(d.published)
    FROM copies c JOIN documents d ON d.id = c.document_id
    GROUP BY c.group_id HAVING count(*) > 1
    ORDER BY count(*) DESC, min(d.published) NULLS LAST, min(c.document_row) LIMIT ? OFFSET ?
"""
_LINKS = """
    SELECT d.id, m.kind, d.title, d.outlet, d.published, m.of_document, m.of_other, m.days, m.differing
    FROM copy_matches m JOIN documents d ON d.id = m.other_id WHERE m.document_id = :id
    UNION ALL
    SELECT d.id, m.kind, d.title, d.outlet, d.published, m.of_other, m.of_document, -m.days, m.differing
    FROM copy_matches m JOIN documents d ON d.id = m.document_id WHERE m.other_id = :id
    ORDER BY 7 DESC, 5, 1
"""
