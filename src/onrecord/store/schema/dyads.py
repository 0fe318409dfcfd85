"""Events as one party and another, and which of them tell the same occurrence.

A row is an event between an actor and a recipient that each are a country, or else somebody without one. `copy` and
`occurrence` name the row that counts for all rows of the same copies, and for all rows of the same occurrence. What is
needed to compare a row with others stands in `told` as JSON, so that a block can be joined anew without its reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

DYADS: Step = (
    """
    CREATE TABLE dyads (
        row INTEGER PRIMARY KEY,
        event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        block TEXT NOT NULL,
        type TEXT NOT NULL,
        quad TEXT NOT NULL,
        modality TEXT NOT NULL,
        actor TEXT NOT NULL,
        recipient TEXT NOT NULL,
        actor_country TEXT,
        recipient_country TEXT,
        mutual INTEGER NOT NULL,
        score REAL NOT NULL,
        goldstein REAL,
        first_day TEXT,
        last_day TEXT,
        copy INTEGER NOT NULL,
        occurrence INTEGER NOT NULL,
        occurrence_mutual INTEGER NOT NULL,
        told TEXT NOT NULL,
        UNIQUE (event_id, position)
    ) STRICT
    """,
    "CREATE INDEX dyads_block ON dyads (block)",
    "CREATE INDEX dyads_copy ON dyads (copy)",
    "CREATE INDEX dyads_occurrence ON dyads (occurrence)",
    "CREATE INDEX dyads_first ON dyads (event_id) WHERE position = 0",
    # Panels are answered from this index alone.
    """
    CREATE INDEX dyads_counted ON dyads (
        modality, first_day, last_day, actor_country, recipient_country, type, quad, mutual, score, goldstein, copy,
        occurrence, occurrence_mutual
    )
    """,
    # Blocks that lost or won a row since their occurrences were made.
    "CREATE TABLE dyad_blocks (block TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """
    CREATE TRIGGER dyads_delete AFTER DELETE ON dyads BEGIN
        INSERT OR IGNORE INTO dyad_blocks (block) VALUES (old.block);
    END
    """,
    """
    CREATE TRIGGER dyads_insert AFTER INSERT ON dyads BEGIN
        INSERT OR IGNORE INTO dyad_blocks (block) VALUES (new.block);
    END
    """,
)
