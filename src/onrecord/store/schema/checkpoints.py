"""How far runs came that broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

CHECKPOINTS: Step = (
    """
    CREATE TABLE checkpoints (
        place TEXT PRIMARY KEY,
        identity TEXT NOT NULL,
        reports INTEGER NOT NULL,
        settings TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
