"""What a report, a statement or an event is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from onrecord.model.provenance import Provenance
from onrecord.model.span import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

TopicKind = Literal["context", "area"]

#: Words kept as evidence of a topic, the most telling ones.
MOST_EVIDENCE = 10


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a document, statement or event is about; it may be about several.

    Attributes:
        name: such as `military`; docs/topics.md defines them.
        kind: `context` for PLOVER's contexts, `area` for issue areas of foreign policy.
        of: id of the document, statement or event.
        score: 0 to 1; grows with the words that tell, for its length.
        evidence: the words that tell, in text order, `MOST_EVIDENCE` of them at most; none when `inherited`.
        inherited: the document's main topic, for a statement or event whose own words tell none.
    """

    name: str
    kind: TopicKind
    of: str
    score: float
    provenance: Provenance
    evidence: tuple[Evidence, ...] = ()
    inherited: bool = False


def main_topic(topics: Iterable[Topic], of: str, kind: TopicKind = "context") -> Topic | None:
    """The topic of one kind with the highest score of a document, statement or event; the first of equal ones."""
    return max((t for t in topics if t.of == of and t.kind == kind), key=lambda t: t.score, default=None)
