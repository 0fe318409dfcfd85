"""An index for searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.schema.step import Step

# Statements of some days are counted from this index alone, also those of a country or of an act.
SEARCHING: Step = ("CREATE INDEX statements_days ON statements (first_day, last_day, act, country)",)
