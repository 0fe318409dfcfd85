"""How much a finding wants looking at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Statement

if TYPE_CHECKING:
    from onrecord.model import Event

#: What is added for a speaker or an actor whom no entity stands for, and for what a rule inferred or mended.
NOBODY, INFERRED = 0.3, 0.15

#: Between the name of a rule and that of another which went over its result, in `Provenance.rule`.
_MENDED = "+"


def doubt(finding: Statement | Event) -> float:
    """The doubt about a finding, from 0 to 1.45: what its confidence lacks, and more for known weak places."""
    people = finding.speaker if isinstance(finding, Statement) else finding.actor
    lacking = 1 - finding.confidence
    mended = INFERRED if _MENDED in finding.provenance.rule else 0.0
    return round(lacking + (0.0 if people else NOBODY) + mended, 4)
