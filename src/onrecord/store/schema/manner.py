"""How a statement was said, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.store import findings
from onrecord.store.rows import StatementRow, TargetRow, statement_rows, target_rows

if TYPE_CHECKING:
    import sqlite3

    from onrecord.store.schema.step import Step

_NEW_COLUMNS = ("commitment", "polarity", "negated", "tense", "anonymous", "venue", "about", "stance")


def _fill_manner(db: sqlite3.Connection) -> None:
    """Fills the columns and the table of the second version from the stored records."""
    sets = ", ".join(f"{column} = ?" for column in _NEW_COLUMNS)
    marks = ", ".join("?" for _ in TargetRow.__struct_fields__)
    at = [StatementRow.__struct_fields__.index(column) for column in _NEW_COLUMNS]
    for row in db.execute("SELECT id, text, findings FROM documents ORDER BY row"):
        record = findings.decode(*row)
        filled = [msgspec.structs.astuple(made) for made in statement_rows(record)]
        update = f"UPDATE statements SET {sets} WHERE id = ?"  # noqa: S608 (our own names)
        db.executemany(update, [(*(values[i] for i in at), values[0]) for values in filled])
        targets = map(msgspec.structs.astuple, target_rows(record))
        db.executemany(f"INSERT INTO targets ({', '.join(TargetRow.__struct_fields__)}) VALUES ({marks})", targets)  # noqa: S608 (our own names)


MANNER: Step = (
    "ALTER TABLE statements ADD COLUMN commitment TEXT NOT NULL DEFAULT 'neutral'",
    "ALTER TABLE statements ADD COLUMN polarity TEXT NOT NULL DEFAULT 'neutral'",
    "ALTER TABLE statements ADD COLUMN negated INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE statements ADD COLUMN tense TEXT",
    "ALTER TABLE statements ADD COLUMN anonymous TEXT",
    "ALTER TABLE statements ADD COLUMN venue TEXT",
    "ALTER TABLE statements ADD COLUMN about TEXT",
    "ALTER TABLE statements ADD COLUMN stance TEXT",
    """
    CREATE TABLE targets (
        row INTEGER PRIMARY KEY,
        statement_id TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        entity_id TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
        stance TEXT NOT NULL,
        score REAL NOT NULL,
        UNIQUE (statement_id, position)
    ) STRICT
    """,
    "CREATE INDEX targets_entity ON targets (entity_id, stance)",
    _fill_manner,
)
