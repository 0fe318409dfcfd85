"""Who did what to whom."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.date import Date
from onrecord.model.ids import make_id, spans_key
from onrecord.model.provenance import Provenance
from onrecord.model.span import Evidence

Quad = Literal["1", "2", "3", "4"]
Modality = Literal["asserted", "negated", "future", "hypothetical", "historical"]
CountKind = Literal[
    "killed", "wounded", "arrested", "abducted", "displaced", "missing", "released", "troops", "protesters"
]


class PloverCode(Struct, frozen=True, forbid_unknown_fields=True):
    """What kind of event, in PLOVER's words; docs/codebook.md says which manual.

    Attributes:
        type: event type, such as `ACCUSE`.
        mode: how it was done, one of the type's modes.
        contexts: what it was about.
    """

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Count(Struct, frozen=True, forbid_unknown_fields=True):
    """A number that the text gives for an event.

    Attributes:
        kind: of whom.
        least: the number, or the lower end of a range.
        most: the upper end of a range; None when the text gives one number.
        evidence: the number's words.
    """

    kind: CountKind
    least: int
    evidence: Evidence
    most: int | None = None


class Event(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that somebody did to somebody, as the report tells it.

    Attributes:
        trigger: the words that tell it; at least one.
        actor: entity ids of who did it; all parties of a reciprocal event.
        recipient: entity ids of whom it was done to; may be empty.
        actor_words: the phrases that name the actors.
        recipient_words: the phrases that name the recipients.
        plover: type, mode and contexts.
        cameo: CAMEO code, as fine as the words support.
        goldstein: Goldstein value of the CAMEO code, -10 to 10.
        score: PLOVER's score of type and mode, -10 to 10.
        quad: quad class of the type: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
        modality: whether it happened.
        within: id of the statement that reports it: somebody's word, not the outlet's.
        date: when it happened.
        place: entity id of where.
        counts: casualties and other numbers.
        lead: told in the headline or the first paragraphs.
        confidence: 0 to 1.
    """

    id: str
    document_id: str
    trigger: tuple[Evidence, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    plover: PloverCode
    score: float
    quad: Quad
    modality: Modality
    confidence: float
    provenance: Provenance
    actor_words: tuple[Evidence, ...] = ()
    recipient_words: tuple[Evidence, ...] = ()
    cameo: str | None = None
    goldstein: float | None = None
    within: str | None = None
    date: Date | None = None
    place: str | None = None
    counts: tuple[Count, ...] = ()
    lead: bool = False

    def __post_init__(self) -> None:
        if not self.trigger:
            message = "an event without a trigger"
            raise ValueError(message)


def event_id(
    document_id: str, trigger: tuple[Evidence, ...], actor: tuple[Evidence, ...], recipient: tuple[Evidence, ...]
) -> str:
    """The id of an event: its document and its words."""
    return make_id("e", document_id, spans_key(trigger), spans_key(actor), spans_key(recipient))
