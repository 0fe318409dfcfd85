"""What reports, statements and events are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

TOPICS: Step = (
    """
    CREATE TABLE topics (
        row INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        of TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        score REAL NOT NULL,
        inherited INTEGER NOT NULL,
        UNIQUE (document_id, position)
    ) STRICT
    """,
    "CREATE INDEX topics_name ON topics (name, of)",
)
