"""What is read in some words, and which entries decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.lexicon.find import Found
from onrecord.model import Block, Document, Origin, Span, document_id, text_hash
from onrecord.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from onrecord.model import Entity, Mention, Provenance, Record, Statement

#: What an entity, a mention and a statement tell in an explanation, where they have it.
_ENTITY = ("name", "country", "sector", "ref")
_STATEMENT = ("act", "commitment", "polarity", "negated", "tense", "anonymous")


class Fact(Struct, frozen=True):
    """Something told of what was read: `country`, `IRN`."""

    name: str
    value: str


class Reading(Struct, frozen=True):
    """What some words were read as.

    Attributes:
        words: as they stand in the text.
        kind: kind of entity, of mention, or of statement.
        facts: what is known of it.
        rule: the rule that found it.
        entry: the lexicon entry that decided, or empty.
    """

    words: str
    kind: str
    facts: tuple[Fact, ...]
    rule: str
    entry: str


class Explanation(Struct, frozen=True):
    """What was read, and the entries that match but were not used."""

    text: str
    readings: tuple[Reading, ...]
    unused: tuple[Found, ...]


def as_report(text: str, *, on: dt.date | None = None) -> Document:
    """Some words as a report of one paragraph, published on a day if one is given."""
    edges = Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    size = len(text.encode("utf-8", "surrogatepass"))
    made = f"onrecord {__version__}"
    return Document(
        id=document_id(text=text, url=None, outlet=None, published=on),
        text=text,
        origin=Origin("-", "text/plain", text_hash(text), text_hash(text), size, "utf-8", made),
        blocks=(Block("paragraph", edges),) if text.strip() else (),
        published=on,
        language="en",
    )


def explain(record: Record, found: Iterable[Found]) -> Explanation:
    """What a record holds, with those of the entries found in its text that no finding names."""
    findings: tuple[Mention | Entity | Statement, ...] = (*record.mentions, *record.entities, *record.statements)
    used = {finding.provenance.entry for finding in findings}
    unused = tuple(f for f in found if f.ref not in used)
    return Explanation(record.document.text, tuple(_readings(record)), unused)


def _readings(record: Record) -> Iterator[Reading]:
    mentions = {mention.id: mention for mention in record.mentions}
    referring = {i for entity in record.entities for i in entity.mentions}
    for entity in record.entities:
        facts = _facts(entity, _ENTITY)
        role = (Fact("role", entity.role.exact),) if entity.role else ()
        for mention in (mentions[i] for i in entity.mentions):
            why = entity.provenance if entity.provenance.entry else mention.provenance
            yield _reading(mention.evidence.exact, entity.kind, (*facts, *role), why)
    for mention in (m for m in record.mentions if m.id not in referring):
        yield _reading(mention.evidence.exact, mention.kind, _facts(mention, ("value",)), mention.provenance)
    for statement in record.statements:
        words = " … ".join(e.exact for e in (*statement.cue, *statement.content))
        yield _reading(words, f"{statement.kind} statement", _facts(statement, _STATEMENT), statement.provenance)


def _reading(words: str, kind: str, facts: tuple[Fact, ...], why: Provenance) -> Reading:
    return Reading(words, kind, facts, why.rule, why.entry or "")


def _facts(finding: object, names: Iterable[str]) -> tuple[Fact, ...]:
    values = ((name, getattr(finding, name)) for name in names)
    return tuple(Fact(name, str(value)) for name, value in values if value not in (None, False, ""))
