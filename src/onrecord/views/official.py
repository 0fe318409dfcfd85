"""Who speaks or acts for a state."""

from __future__ import annotations

from onrecord.store.rows import AND

#: PLOVER's sectors of the bodies of a state: government, armed forces, parliament, courts, police, intelligence.
OFFICIAL_SECTORS = ("COP", "GOV", "JUD", "LEG", "MIL", "SPY")

#: Types of unnamed sources that hold an office of a state.
OFFICIAL_SOURCES = ("diplomat", "lawmaker", "military", "official", "security")


def is_official(sectors: str | None, anonymous: str | None = None) -> bool:
    """Whether a cell of sector codes has one of a state, or an unnamed source is one of its officials."""
    return anonymous in OFFICIAL_SOURCES or not set(OFFICIAL_SECTORS).isdisjoint((sectors or "").split(AND))
