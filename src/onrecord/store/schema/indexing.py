"""The words of new rows are indexed by who writes them, all of a transaction together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

# A trigger flushes the index for each row. Those for changed and deleted rows stay, as these are few.
INDEXING: Step = ("DROP TRIGGER documents_insert", "DROP TRIGGER statements_insert")
