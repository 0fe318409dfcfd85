"""Indexes for counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

# For the counts of a first page and the pages of actors: each is answered from an index alone.
COUNTING: Step = (
    "CREATE INDEX statements_kind ON statements (kind)",
    "CREATE INDEX statements_act ON statements (act)",
    "CREATE INDEX statements_speaker ON statements (speaker)",
    "CREATE INDEX statements_country ON statements (country)",
    "CREATE INDEX documents_outlet ON documents (outlet)",
    "CREATE INDEX entities_name ON entities (name)",
    "CREATE INDEX entities_ref ON entities (ref) WHERE ref IS NOT NULL",
)
