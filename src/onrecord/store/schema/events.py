"""Events and their parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

EVENTS: Step = (
    """
    CREATE TABLE events (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        type TEXT NOT NULL,
        mode TEXT,
        contexts TEXT,
        cameo TEXT,
        quad TEXT NOT NULL,
        score REAL NOT NULL,
        goldstein REAL,
        modality TEXT NOT NULL,
        actor TEXT,
        actor_country TEXT,
        actor_sector TEXT,
        recipient TEXT,
        recipient_country TEXT,
        recipient_sector TEXT,
        trigger TEXT NOT NULL,
        happened_on TEXT,
        first_day TEXT,
        last_day TEXT,
        place TEXT,
        counts TEXT,
        lead INTEGER NOT NULL,
        within TEXT REFERENCES statements (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        confidence REAL NOT NULL,
        UNIQUE (document_id, position)
    ) STRICT
    """,
    "CREATE INDEX events_latest ON events (first_day DESC, document_id, position)",
    "CREATE INDEX events_within ON events (within) WHERE within IS NOT NULL",
    """
    CREATE TABLE parties (
        row INTEGER PRIMARY KEY,
        event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        position INTEGER NOT NULL,
        entity_id TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
        UNIQUE (event_id, side, position)
    ) STRICT
    """,
    "CREATE INDEX parties_entity ON parties (entity_id, side)",
)
