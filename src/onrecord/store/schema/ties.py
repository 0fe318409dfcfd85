"""What pages that count the whole store are made from: who speaks, who is tied to whom, and what is where.

Each of these is counted along an index that has all that is asked for, in the order of the groups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.store import findings, reviews
from onrecord.store.event_rows import event_rows
from onrecord.store.rows import entity_rows
from onrecord.store.tie_rows import SpotRow, TieRow, spot_rows, tie_rows

if TYPE_CHECKING:
    import sqlite3

    from onrecord.store.schema.step import Step


def _fill_ties(db: sqlite3.Connection) -> None:
    """Fills the columns and tables from the stored records."""
    for row in db.execute("SELECT id, text, findings FROM documents ORDER BY row"):
        record = reviews.applied(db, findings.decode(*row)).record
        known = [(e.key, e.statements, e.id) for e in entity_rows(record)]
        db.executemany("UPDATE entities SET key = ?, statements = ? WHERE id = ?", known)
        happened = [(e.place_name, e.place_country, e.id) for e in event_rows(record)]
        db.executemany("UPDATE events SET place_name = ?, place_country = ? WHERE id = ?", happened)
        db.executemany(_insert("ties", TieRow), map(msgspec.structs.astuple, tie_rows(record)))
        db.executemany(_insert("spots", SpotRow), map(msgspec.structs.astuple, spot_rows(record)))


def _insert(table: str, kind: type[msgspec.Struct]) -> str:
    columns = kind.__struct_fields__
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 (our own names)


TIES: Step = (
    "ALTER TABLE entities ADD COLUMN key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE entities ADD COLUMN statements INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE events ADD COLUMN place_name TEXT",
    "ALTER TABLE events ADD COLUMN place_country TEXT",
    """
    CREATE TABLE ties (
        unit TEXT NOT NULL,
        kind TEXT NOT NULL,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        parts INTEGER NOT NULL,
        score REAL NOT NULL,
        support INTEGER NOT NULL,
        oppose INTEGER NOT NULL,
        quad TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        PRIMARY KEY (unit, kind, source, target, document_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE spots (
        counted TEXT NOT NULL,
        unit TEXT NOT NULL,
        place TEXT NOT NULL,
        country TEXT NOT NULL,
        document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        latitude REAL,
        longitude REAL,
        first INTEGER NOT NULL,
        quad TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        PRIMARY KEY (counted, unit, place, country, document_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    _fill_ties,
    "CREATE INDEX ties_document ON ties (document_id, unit, kind, position)",
    "CREATE INDEX spots_document ON spots (document_id)",
    "CREATE INDEX entities_key ON entities (key, name, ref, country, sector)",
    """
    CREATE INDEX entities_speaking ON entities (ref, name, document_id, kind, country, sector, statements)
    WHERE statements > 0
    """,
    """
    CREATE INDEX entities_countries ON entities (country, latitude, longitude)
    WHERE kind = 'country' AND latitude IS NOT NULL
    """,
    "CREATE INDEX statements_made ON statements (country, first_day, last_day) WHERE NOT negated",
    "CREATE INDEX events_place ON events (place_name COLLATE NOCASE, place_country) WHERE place_name IS NOT NULL",
    "CREATE INDEX events_place_country ON events (place_country) WHERE place_country IS NOT NULL",
    "CREATE INDEX events_actor_country ON events (actor_country) WHERE actor_country IS NOT NULL",
    "CREATE INDEX events_recipient_country ON events (recipient_country) WHERE recipient_country IS NOT NULL",
    "CREATE INDEX events_asserted ON events (first_day, last_day, quad) WHERE modality = 'asserted'",
)
