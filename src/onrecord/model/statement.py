"""Who said what."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.date import Date
from onrecord.model.ids import make_id, spans_key
from onrecord.model.provenance import Provenance
from onrecord.model.span import Evidence

StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "say", "report", "claim", "announce", "confirm", "deny", "admit", "accuse", "criticise", "condemn", "praise",
    "support", "agree", "reject", "promise", "threaten", "warn", "demand", "propose", "ask", "apologise", "believe",
    "know", "intend", "hope", "fear",
]  # fmt: skip
Commitment = Literal["factive", "neutral", "distancing"]
Polarity = Literal["positive", "neutral", "negative"]
Tense = Literal["past", "present", "future"]
SourceKind = Literal[
    "official", "spokesperson", "aide", "diplomat", "military", "security", "lawmaker", "witness", "resident", "expert",
    "medic", "lawyer", "activist", "business", "document", "media", "person familiar",
]  # fmt: skip


StanceTowards = Literal["support", "oppose", "neutral"]


class Stance(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the speaker of a statement is for or against somebody it is about.

    Attributes:
        entity: id of the entity.
        stance: what `score` amounts to; `neutral` near 0.
        score: -1, wholly against, to 1, wholly for.
        evidence: the words that tell, in text order; none when none do.
    """

    entity: str
    stance: StanceTowards
    score: float
    evidence: tuple[Evidence, ...] = ()


class Statement(Struct, frozen=True, forbid_unknown_fields=True):
    """One act of saying, as the report tells it.

    Attributes:
        kind: `direct` when all of the content's words stand between quotation marks, `indirect` when none do.
        source: who, as the text says it; empty when only implied.
        speaker: entity ids, once resolved (also of an implied source).
        cue: the words of saying; empty when the text has none.
        content: what is said; several pieces when a quotation is split. At least one.
        act: what kind of saying, from the cue's lexicon entry.
        commitment: whether the reporter vouches for the content ("pointed out", factive), keeps away from it
            ("claimed", distancing) or neither.
        polarity: of the act towards what it is about: "praised" is positive, "condemned" negative.
        negated: the report says that this was not said ("did not confirm").
        tense: of the cue's verb; None where it has none of its own ("adding").
        anonymous: type of an unnamed source ("a senior official"); its country is the speaker's.
        about: ids of the entities it is about, the most important first: whom the cue aims at, then subjects and
            objects; not its speakers, and not places and owners named in passing.
        stance: towards each entity of `about`, in the same order.
        within: id of the statement this one is reported in.
        said_on: when it was said.
        venue: on what occasion or in which medium ("in an interview"), stated here or for the same passage before.
        confidence: 0 to 1.
    """

    id: str
    document_id: str
    kind: StatementKind
    source: tuple[Evidence, ...]
    speaker: tuple[str, ...]
    cue: tuple[Evidence, ...]
    content: tuple[Evidence, ...]
    act: Act
    confidence: float
    provenance: Provenance
    commitment: Commitment = "neutral"
    polarity: Polarity = "neutral"
    negated: bool = False
    tense: Tense | None = None
    anonymous: SourceKind | None = None
    about: tuple[str, ...] = ()
    within: str | None = None
    said_on: Date | None = None
    venue: Evidence | None = None
    stance: tuple[Stance, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            message = "a statement without content"
            raise ValueError(message)


def statement_id(
    document_id: str, source: tuple[Evidence, ...], cue: tuple[Evidence, ...], content: tuple[Evidence, ...]
) -> str:
    """The id of a statement: its document and its words."""
    return make_id("s", document_id, spans_key(source), spans_key(cue), spans_key(content))
