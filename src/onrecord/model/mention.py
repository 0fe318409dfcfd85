"""Words that name or point at somebody, something or a time."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.ids import make_id, spans_key
from onrecord.model.provenance import Provenance
from onrecord.model.span import Evidence

MentionKind = Literal[
    "person", "organisation", "country", "demonym", "place", "group", "role", "pronoun", "date", "other"
]


class Mention(Struct, frozen=True, forbid_unknown_fields=True):
    """One mention.

    Attributes:
        kind: `role` is a common noun phrase for an office or function ("the spokesperson"); `demonym` an adjective or
            noun of nationality ("Iranian"); `group` an armed or political group.
        evidence: its words, with titles and determiners where they belong to the phrase.
        value: normal form: TIMEX3 value of a date ("2023-02-19", "2023", "FUTURE_REF"), ISO 3166-1 alpha-3 code of a
            country or demonym, sector code of a role ("GOV"), otherwise None.
        metonym: a capital or seat of power stands for its state or government ("Moscow", "the Kremlin").
    """

    id: str
    document_id: str
    kind: MentionKind
    evidence: Evidence
    provenance: Provenance
    value: str | None = None
    metonym: bool = False


def mention_id(document_id: str, kind: MentionKind, evidence: Evidence) -> str:
    """The id of a mention."""
    return make_id("m", document_id, kind, spans_key((evidence,)))
