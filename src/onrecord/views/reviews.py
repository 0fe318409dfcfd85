"""What there is to review, and what was reviewed, as plain rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec import Struct

from onrecord.model import ReviewStatus
from onrecord.review.entry import Action, Entry, TargetKind
from onrecord.review.telling import lines
from onrecord.store.reviews import COLUMNS as ENTRY_COLUMNS
from onrecord.store.reviews import decode
from onrecord.store.rows import from_row
from onrecord.views.page import Page, check_bounds
from onrecord.views.words import matching, one_of

if TYPE_CHECKING:
    from onrecord.store import Reader

FindingKind = Literal["statement", "event"]


class Doubtful(Struct, frozen=True):
    """A finding in the queue.

    Attributes:
        id: the finding's.
        kind: statement or event.
        document_id: its report's.
        title: headline of the report.
        outlet: who published it.
        published: day of publication.
        who: speakers or actors.
        what: act or PLOVER type.
        whom: recipients of an event.
        words: its content or trigger.
        confidence: 0 to 1.
        doubt: how much it wants looking at; the larger the more.
        review: predicted, checked, corrected or added.
    """

    id: str
    kind: FindingKind
    document_id: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    who: str | None
    what: str
    whom: str | None
    words: str
    confidence: float
    doubt: float
    review: str


class Progress(Struct, frozen=True):
    """How many findings there are of each status."""

    predicted: int = 0
    checked: int = 0
    corrected: int = 0
    added: int = 0
    rejected: int = 0


class LogRow(Struct, frozen=True):
    """An entry of the log in words.

    Attributes:
        id: the entry's.
        at: when, UTC.
        by: the reviewer.
        action: what was done.
        kind: of the target.
        target: id of the finding as the log names it, of the entity, or of the entry withdrawn.
        document_id: the report.
        title: headline of the report, when the store has it.
        before: the finding as it was, in one line.
        after: as it is to be.
        note: why.
        withdrawn: whether a later entry withdraws this one.
    """

    id: str
    at: dt.datetime
    by: str
    action: Action
    kind: TargetKind
    target: str
    document_id: str
    title: str | None
    before: str
    after: str
    note: str
    withdrawn: bool


def queue(  # noqa: PLR0913 (one keyword for each thing to ask by)
    reader: Reader,
    *,
    kind: str = "",
    status: str = "predicted",
    document: str = "",
    limit: int = 20,
    offset: int = 0,
    after: str = "",
    before: str = "",
) -> Page[Doubtful]:
    """Findings that want looking at, the most doubtful first.

    Args:
        reader: the store.
        kind: `statement` or `event`; both without it.
        status: `predicted` for what nobody looked at; or checked, corrected or added.
        document: id of a report, for its findings alone.
        limit: how many to give.
        offset: how many to pass over. With `after` or `before` it says only how many there are before the page.
        after: `place` of the finding that the page follows, which is found at once however far down it is.
        before: `place` of the finding that the page leads up to.

    Raises:
        QueryError: something given cannot be asked for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    one_of(status, tuple(s for s in get_args(ReviewStatus) if s != "rejected"), "status of a finding in the store")
    kinds = [one_of(kind, get_args(FindingKind), "kind")] if kind else list(get_args(FindingKind))
    # The index of the queue is one of its own, with this status in its condition.
    is_status = "f.review = 'predicted'" if status == "predicted" else "f.review = :status"
    where = is_status + (" AND f.document_id = :document" if document else "")
    skipped = 0 if after or before else offset
    values: dict[str, object] = {
        "status": status, "document": document, "limit": limit, "offset": skipped, "most": limit + skipped,
        **_place(after or before),
    }  # fmt: skip
    counts = " UNION ALL ".join(f"SELECT count(*) FROM {_TABLES[k]} f WHERE {where}" for k in kinds)  # noqa: S608 (no user's text)
    total = sum(row[0] for row in reader.select(counts, values))
    order = _BACKWARDS if before else _FORWARDS
    where += f" AND {order['beyond']}" if after or before else ""
    parts = " UNION ALL ".join(_TOP.format(kind=k, table=_TABLES[k], where=where, **order) for k in kinds)
    rows = reader.select(_QUEUE.format(parts=parts, **order), values)
    return Page(tuple(from_row(row, Doubtful) for row in rows), total, limit, offset)


def place(row: Doubtful) -> str:
    """Where a finding stands in the queue, for `queue`'s `after` and `before`."""
    return f"{row.doubt} {row.id}"


def _place(told: str) -> dict[str, object]:
    """The doubt and the id that a place names; nothing for none.

    Raises:
        QueryError: it is no place.
    """
    if not told:
        return {}
    matching(told, r"[0-9]{1,3}(\.[0-9]{1,20})? [a-z]-[0-9a-f]{1,64}", "is no place in the queue")
    doubt, _, id_ = told.partition(" ")
    return {"doubt": float(doubt), "id": id_}


def progress(reader: Reader) -> Progress:
    """How far the review of a store is."""
    return Progress(**{str(status): count for status, count in reader.select(_PROGRESS)})


def document_of(reader: Reader, what: str) -> str | None:
    """The report of a finding: of one that there is, or of one that was rejected or corrected; None for no finding."""
    rows = reader.select(_DOCUMENT_OF, {"id": what})
    return str(rows[0][0]) if rows else None


def log(  # noqa: PLR0913 (one keyword for each thing to ask by)
    reader: Reader, *, document: str = "", finding: str = "", by: str = "", limit: int = 50, offset: int = 0
) -> Page[Entry]:
    """Entries of the log, the latest first.

    Args:
        reader: the store.
        document: id of a report, for its entries alone.
        finding: id of a finding as the log names it, for the entries on it and their withdrawals.
        by: name of a reviewer.
        limit: how many to give.
        offset: how many to pass over.

    Raises:
        QueryError: the numbers are no part of a list.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    given = {"document": document, "finding": finding, "by": by}
    where = " AND ".join(_LOGGED[name] for name, value in given.items() if value) or "true"
    ((total,),) = reader.select(f"SELECT count(*) FROM reviews WHERE {where}", given)  # noqa: S608 (no user's text)
    sql = f"SELECT {ENTRY_COLUMNS} FROM reviews WHERE {where} ORDER BY at DESC, id DESC LIMIT :limit OFFSET :offset"  # noqa: S608 (no user's text)
    rows = reader.select(sql, {**given, "limit": limit, "offset": offset})
    return Page(tuple(map(decode, rows)), total, limit, offset)


def log_rows(reader: Reader, page: Page[Entry]) -> Page[LogRow]:
    """Entries in words."""
    ids = msgspec.json.encode([e.id for e in page.rows]).decode()
    gone = {str(row[0]) for row in reader.select(_WITHDRAWN, (ids,))}
    documents = msgspec.json.encode([e.document_id for e in page.rows]).decode()
    titles = dict(reader.select(_TITLES, (documents,)))
    rows = (
        LogRow(
            id=e.id, at=e.at, by=e.by, action=e.action, kind=e.kind, target=e.target, document_id=e.document_id,
            title=titles.get(e.document_id), before=line[0], after=line[1], note=e.note,
            withdrawn=e.id in gone,
        )
        for e in page.rows
        for line in (lines(e),)
    )  # fmt: skip
    return Page(tuple(rows), page.total, page.limit, page.offset)


_TABLES = {"statement": "statements", "event": "events"}
_TOP = (
    "SELECT * FROM (SELECT '{kind}' AS kind, f.row AS row, f.doubt AS doubt, f.id AS id FROM {table} f WHERE {where} "
    "ORDER BY f.{inner} LIMIT :most)"
)
_FORWARDS = {
    "inner": "doubt DESC, f.id",
    "outer": "doubt DESC, id",
    "beyond": "f.doubt <= :doubt AND (f.doubt < :doubt OR f.id > :id)",
}
_BACKWARDS = {
    "inner": "doubt, f.id DESC",
    "outer": "doubt, id DESC",
    "beyond": "f.doubt >= :doubt AND (f.doubt > :doubt OR f.id < :id)",
}
_QUEUE = """
    WITH page AS MATERIALIZED (
        SELECT * FROM ({parts}) ORDER BY {outer} LIMIT :limit OFFSET :offset
    )
    SELECT p.id, p.kind, d.id, d.title, d.outlet, d.published, coalesce(s.speaker, e.actor), coalesce(s.act, e.type),
        e.recipient, coalesce(s.content, e.trigger), coalesce(s.confidence, e.confidence), p.doubt,
        coalesce(s.review, e.review)
    FROM page p LEFT JOIN statements s ON p.kind = 'statement' AND s.row = p.row
    LEFT JOIN events e ON p.kind = 'event' AND e.row = p.row
    JOIN documents d ON d.id = coalesce(s.document_id, e.document_id)
    ORDER BY p.doubt DESC, p.id
"""
_PROGRESS = """
    SELECT review, sum(n) FROM (
        SELECT review, count(*) AS n FROM statements GROUP BY review
        UNION ALL SELECT review, count(*) FROM events GROUP BY review
        UNION ALL SELECT status, count(*) FROM judgements WHERE status = 'rejected' GROUP BY status
    ) GROUP BY review
"""
_DOCUMENT_OF = """
    SELECT document_id FROM statements WHERE id = :id UNION ALL SELECT document_id FROM events WHERE id = :id
    UNION ALL SELECT document_id FROM judgements WHERE of = :id
    UNION ALL SELECT document_id FROM reviews WHERE target = :id LIMIT 1
"""
_LOGGED = {
    "document": "document_id = :document",
    "finding": "(target = :finding OR target IN (SELECT r.id FROM reviews r WHERE r.target = :finding))",
    "by": "by = :by",
}
_WITHDRAWN = "SELECT target FROM reviews WHERE action = 'withdraw' AND target IN (SELECT value FROM json_each(?))"
_TITLES = "SELECT id, title FROM documents WHERE id IN (SELECT value FROM json_each(?))"
