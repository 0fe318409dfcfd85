"""Who or what the mentions of a document are about."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.ids import make_id
from onrecord.model.place import Place
from onrecord.model.provenance import Provenance
from onrecord.model.span import Evidence

EntityKind = Literal["person", "organisation", "country", "group", "place", "other"]


class Candidate(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody or something that a mention may stand for.

    Attributes:
        name: the common name; as it stands in the text for somebody whom no lexicon knows.
        ref: key that is the same in every document ("org:IAEA", "person:IRN/Ali Khamenei"), when known.
        country: PLOVER's code: ISO 3166-1 alpha-3, a bloc's, or `UNO`; empty when unknown.
        sectors: PLOVER sector codes, the most telling first.
        cameo: CAMEO actor string, such as `IRNGOV`, `USAGOVMIL` or `IGOUNO`; empty when unknown.
        former: held the office before the day asked for, or is called a former one.
        metonym: a place that stands for its government.
        score: 0 to 1; 1 means that nothing speaks against it.
        entries: the rows that decided, such as `role:foreign minister`.
    """

    name: str
    ref: str | None = None
    country: str = ""
    sectors: tuple[str, ...] = ()
    cameo: str = ""
    former: bool = False
    metonym: bool = False
    score: float = 1.0
    entries: tuple[str, ...] = ()


class Entity(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody or something that mentions of one document have in common.

    Attributes:
        name: the fullest name in the text ("Nasser Kanaani"), or the country's common name ("Iran").
        mentions: ids of its mentions, in text order; at least one.
        country: ISO 3166-1 alpha-3 code, or a bloc's code ("WST"), when known.
        sector: PLOVER sector code ("GOV", "MIL", "IGO"), when known.
        ref: key that is the same in every document, for entities a lexicon knows ("country:IRN").
        role: the words that introduce it ("The spokesperson of the Iranian Foreign Ministry"), when there are some.
        parts: ids of the entities that it stands for together ("they", after "France and Germany said").
        sectors: all PLOVER sector codes, `sector` first.
        cameo: CAMEO actor string ("IRNGOV"), when known.
        former: called a former holder of its office, or known to have left it before the report.
        candidates: who it may be, when the lexicon knows several, the likeliest first.
        place: where it is, of a place or country that the gazetteer knows.
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
    parts: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    cameo: str | None = None
    former: bool = False
    candidates: tuple[Candidate, ...] = ()
    place: Place | None = None


def entity_id(document_id: str, kind: EntityKind, first_mention: str) -> str:
    """The id of an entity: its document, kind and first mention."""
    return make_id("n", document_id, kind, first_mention)
