"""The log of reviews, and what it makes of findings.

The log is the one table that is not made from records and cannot be made again; the file refuses to change or delete
its rows. All other tables of findings are made from a record with its reviews applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.review.doubt import doubt
from onrecord.store import findings

if TYPE_CHECKING:
    import sqlite3

    from onrecord.store.schema.step import Step


def _fill_doubt(db: sqlite3.Connection) -> None:
    for row in db.execute("SELECT id, text, findings FROM documents ORDER BY row"):
        record = findings.decode(*row)
        db.executemany("UPDATE statements SET doubt = ? WHERE id = ?", [(doubt(s), s.id) for s in record.statements])
        db.executemany("UPDATE events SET doubt = ? WHERE id = ?", [(doubt(e), e.id) for e in record.events])


REVIEWS: Step = (
    """
    CREATE TABLE reviews (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        document_id TEXT NOT NULL,
        document_key TEXT,
        text_sha256 TEXT NOT NULL,
        action TEXT NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        words TEXT NOT NULL,
        before TEXT,
        after TEXT,
        note TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX reviews_document ON reviews (document_id)",
    "CREATE INDEX reviews_key ON reviews (document_key) WHERE document_key IS NOT NULL",
    "CREATE INDEX reviews_at ON reviews (at)",
    "CREATE INDEX reviews_target ON reviews (target)",
    """
    CREATE TRIGGER reviews_update BEFORE UPDATE ON reviews BEGIN
        SELECT RAISE (ABORT, 'the log of reviews only grows');
    END
    """,
    """
    CREATE TRIGGER reviews_delete BEFORE DELETE ON reviews BEGIN
        SELECT RAISE (ABORT, 'the log of reviews only grows');
    END
    """,
    """
    CREATE TABLE judgements (
        row INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        of TEXT NOT NULL,
        status TEXT NOT NULL,
        by TEXT NOT NULL,
        at TEXT NOT NULL,
        entry TEXT NOT NULL,
        UNIQUE (document_id, position)
    ) STRICT
    """,
    "CREATE INDEX judgements_of ON judgements (of)",
    "CREATE INDEX judgements_status ON judgements (status)",
    "ALTER TABLE statements ADD COLUMN review TEXT NOT NULL DEFAULT 'predicted'",
    "ALTER TABLE events ADD COLUMN review TEXT NOT NULL DEFAULT 'predicted'",
    "ALTER TABLE statements ADD COLUMN doubt REAL NOT NULL DEFAULT 0",
    "ALTER TABLE events ADD COLUMN doubt REAL NOT NULL DEFAULT 0",
    _fill_doubt,
    # The queue of a reviewer: what nobody looked at, the most doubtful first.
    "CREATE INDEX statements_doubt ON statements (doubt DESC, id) WHERE review = 'predicted'",
    "CREATE INDEX events_doubt ON events (doubt DESC, id) WHERE review = 'predicted'",
    "CREATE INDEX statements_review ON statements (review)",
    "CREATE INDEX events_review ON events (review)",
)
