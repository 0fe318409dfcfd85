"""Which reports are copies of which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

COPIES: Step = (
    """
    CREATE TABLE copies (
        document_row INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
        group_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        body_start INTEGER NOT NULL,
        body_end INTEGER NOT NULL,
        words_sha256 TEXT NOT NULL,
        agency TEXT
    ) STRICT
    """,
    "CREATE INDEX copies_group ON copies (group_id)",
    "CREATE INDEX copies_words ON copies (words_sha256)",
    """
    CREATE TABLE copy_matches (
        row INTEGER PRIMARY KEY,
        document_id TEXT NOT NULL REFERENCES copies (document_id) ON DELETE CASCADE,
        other_id TEXT NOT NULL REFERENCES copies (document_id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        of_document REAL NOT NULL,
        of_other REAL NOT NULL,
        days INTEGER,
        differing INTEGER NOT NULL,
        UNIQUE (document_id, other_id)
    ) STRICT
    """,
    "CREATE INDEX copy_matches_other ON copy_matches (other_id)",
    """
    CREATE TABLE copy_bands (
        band INTEGER NOT NULL,
        day INTEGER NOT NULL,
        document_row INTEGER NOT NULL,
        PRIMARY KEY (band, day, document_row)
    ) STRICT, WITHOUT ROWID
    """,
)
