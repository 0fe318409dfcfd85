"""Statements and events as W3C Web Annotations: one collection, an annotation for each stretch of words.

Each annotation quotes its words with what stands around them, and says where they stand in code points of the report's
text. What an annotation belongs to, it links to; docs/exports.md describes the bodies.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from onrecord.export import jsonld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Document, Event, Evidence, Record, Statement

#: Code points quoted on each side.
AROUND = 32

_BEFORE = (
    b'{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:onrecord:annotations","type":"AnnotationCollection",'
    b'"label":"Statements and events","first":{"id":"urn:onrecord:annotations:1","type":"AnnotationPage",'
    b'"startIndex":0,"items":['
)
_AFTER = b']},"last":"urn:onrecord:annotations:1","total":%d}'


def write(records: Iterable[Record], file: IO[bytes]) -> int:
    """Writes the collection to a binary file; returns how many annotations it has."""
    return jsonld.write(_BEFORE, (a for record in records for a in _annotations(record)), _AFTER, file)


def _annotations(record: Record) -> Iterator[dict[str, object]]:
    for statement in record.statements:
        told = _statement_words(record, statement)
        roles = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
        yield from _of(record.document, statement.id, roles, told)
    for event in record.events:
        sides = (("actor", event.actor_words), ("trigger", event.trigger), ("recipient", event.recipient_words))
        yield from _of(record.document, event.id, sides, _event_words(record, event))


def _statement_words(record: Record, statement: Statement) -> str:
    said = f"not {statement.act}" if statement.negated else statement.act
    return f"{statement.kind} statement ({said}): {'; '.join(record.speakers(statement)) or 'not named'}"


def _event_words(record: Record, event: Event) -> str:
    kind = "/".join(filter(None, (event.plover.type, event.plover.mode)))
    actors, recipients = record.parties(event)
    return f"{event.modality} event ({kind}): {actors or 'not named'} → {recipients or 'nobody'}"


def _of(
    document: Document, id_: str, roles: Iterable[tuple[str, tuple[Evidence, ...]]], told: str
) -> Iterator[dict[str, object]]:
    for role, pieces in roles:
        for number, piece in enumerate(pieces):
            yield {
                "id": jsonld.urn(id_, role, number),
                "type": "Annotation",
                "motivation": "tagging",
                "body": [
                    {"type": "TextualBody", "purpose": "tagging", "value": role},
                    {"type": "TextualBody", "purpose": "describing", "value": told},
                    {"type": "SpecificResource", "purpose": "linking", "source": jsonld.urn(id_)},
                ],
                "target": {"source": jsonld.article(document), "selector": _selectors(document.text, piece)},
            }


def _selectors(text: str, piece: Evidence) -> list[dict[str, object]]:
    start, end = piece.span.start, piece.span.end
    return [
        {
            "type": "TextQuoteSelector",
            "exact": piece.exact,
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
