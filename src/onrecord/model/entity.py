"""Who or what the mentions of a document are about."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.ids import make_id
from onrecord.model.provenance import Provenance
from onrecord.model.span import Evidence

EntityKind = Literal["person", "organisation", "country", "group", "place", "other"]


class Entity(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody or something that mentions of one document have in common.

    Attributes:
        name: the fullest name in the text ("Nasser Kanaani"), or the country's common name ("Iran").
        mentions: ids of its mentions, in text order; at least one.
        country: ISO 3166-1 alpha-3 code, or a bloc's code ("WST"), when known.
        sector: PLOVER sector code ("GOV", "MIL", "IGO"), when known.
        ref: key that is the same in every document, for entities a lexicon knows ("country:IRN").
        role: the words that introduce it ("The spokesperson of the Iranian Foreign Ministry"), when there are some.
    """

    id: str
    document_id: str
    kind: EntityKind
    name: str
    mentions: tuple[str, ...]
    provenance: Provenance
    country: str | None = None
    sector: str | None = None
    ref: str | None = None
    role: Evidence | None = None


def entity_id(document_id: str, kind: EntityKind, first_mention: str) -> str:
    """The id of an entity: its document, kind and first mention."""
    return make_id("n", document_id, kind, first_mention)
