"""Where entities are on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.store import findings, reviews
from onrecord.store.rows import entity_rows

if TYPE_CHECKING:
    import sqlite3

    from onrecord.store.schema.step import Step


def _fill_places(db: sqlite3.Connection) -> None:
    """Fills the columns from the stored records."""
    for row in db.execute("SELECT id, text, findings FROM documents ORDER BY row"):
        record = reviews.applied(db, findings.decode(*row)).record
        placed = [(e.place, e.latitude, e.longitude, e.id) for e in entity_rows(record) if e.place is not None]
        db.executemany("UPDATE entities SET place = ?, latitude = ?, longitude = ? WHERE id = ?", placed)


PLACES: Step = (
    "ALTER TABLE entities ADD COLUMN place TEXT",
    "ALTER TABLE entities ADD COLUMN latitude REAL",
    "ALTER TABLE entities ADD COLUMN longitude REAL",
    _fill_places,
)
