"""Reports and statements in the words of schema.org: articles, quotations, and claims for somebody to review.

A statement with words between quotation marks is a Quotation; every statement is a ClaimReview without author and
rating, for a person to fill in. What the report says was not said is left out.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from onrecord.export import jsonld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Document, Entity, Record, Statement


def write(records: Iterable[Record], file: IO[bytes]) -> int:
    """Writes one JSON-LD graph to a binary file; returns how many nodes it has."""
    made = (node for record in records for node in nodes(record))
    return jsonld.write(b'{"@context":"https://schema.org","@graph":[', made, b"]}", file)


def nodes(record: Record) -> Iterator[dict[str, object]]:
    """The article, quotations and claims of a record, as JSON-LD in the context of schema.org."""
    yield _article(record)
    entities = {e.id: e for e in record.entities}
    for statement in record.statements:
        if statement.negated:
            continue
        speakers = [_speaker(entities[i]) for i in statement.speaker]
        speakers = speakers or [{"name": e.exact} for e in statement.source]
        if statement.kind != "indirect":
            yield _quotation(record, statement, speakers, entities)
        yield _review(record, statement, speakers)


def _article(record: Record) -> dict[str, object]:
    document = record.document
    return jsonld.filled(
        {
            "@type": "NewsArticle",
            "@id": jsonld.article(document),
            "headline": document.title,
            "url": document.url,
            "datePublished": _published(document),
            "author": {"@type": "Person", "name": document.byline} if document.byline else None,
            "publisher": {"@type": "Organization", "name": document.outlet} if document.outlet else None,
            "inLanguage": document.language,
        }
    )


def _published(document: Document) -> str | None:
    moment = document.published_at or document.published
    return moment.isoformat() if moment else None


def _quotation(
    record: Record, statement: Statement, speakers: list[dict[str, object]], entities: dict[str, Entity]
) -> dict[str, object]:
    return jsonld.filled(
        {
            "@type": "Quotation",
            "@id": jsonld.urn(statement.id),
            "text": jsonld.words(statement.content),
            "spokenByCharacter": speakers,
            "about": [{"@type": "Thing", "name": entities[i].name} for i in statement.about],
            "dateCreated": jsonld.day(statement.said_on),
            "inLanguage": record.document.language,
            "isPartOf": {"@id": jsonld.article(record.document)},
        }
    )


def _review(record: Record, statement: Statement, speakers: list[dict[str, object]]) -> dict[str, object]:
    claimed = jsonld.words(statement.content)
    claim = {
        "@type": "Claim",
        "@id": jsonld.urn(statement.id, "claim"),
        "text": claimed,
        "author": speakers,
        "datePublished": jsonld.day(statement.said_on),
        "appearance": {"@id": jsonld.article(record.document)},
    }
    return {
        "@type": "ClaimReview",
        "@id": jsonld.urn(statement.id, "review"),
        "claimReviewed": claimed,
        "itemReviewed": jsonld.filled(claim),
    }


def _speaker(entity: Entity) -> dict[str, object]:
    person = entity.kind == "person"
    return jsonld.filled(
        {
            "@type": "Person" if person else "Organization",
            "@id": jsonld.urn(entity.id),
            "name": entity.name,
            "jobTitle": entity.role.exact if entity.role and person else None,
        }
    )
