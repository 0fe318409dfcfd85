from __future__ import annotations

import io
import json
from typing import Any

from msgspec.structs import replace

from export.made import HOSTILE, hostile
from onrecord.export import schemaorg
from onrecord.model import Record

from factories import document, entity, mention, nested, record, statement


def graph(*made: Record) -> list[dict[str, Any]]:
    file = io.BytesIO()
    count = schemaorg.write(made, file)
    found = json.loads(file.getvalue())
    assert found["@context"] == "https://schema.org"
    assert len(found["@graph"]) == count
    nodes: list[dict[str, Any]] = found["@graph"]
    return nodes


def quoted(*, negated: bool = False) -> Record:
    doc = document("A judge, Cy, said “no” and “never”.", url="https://example.org/cy", title="No", byline="Dee")
    cy = mention(doc, "Cy")
    judge = entity([cy], role=None)
    said = statement(
        doc, source="Cy", cue="said", content=("no", "never"), kind="direct", speaker=[judge], about=[judge]
    )
    return Record(doc, (cy,), (judge,), (replace(said, negated=negated),))


def test_an_article_a_quotation_and_a_claim() -> None:
    made = quoted()
    said = made.statements[0].id
    cy = {"@type": "Person", "@id": f"urn:onrecord:{made.entities[0].id}", "name": "Cy"}
    assert graph(made) == [
        {
            "@type": "NewsArticle", "@id": "https://example.org/cy", "headline": "No", "url": "https://example.org/cy",
            "datePublished": "2024-05-06", "author": {"@type": "Person", "name": "Dee"},
            "publisher": {"@type": "Organization", "name": "Example Daily"}, "inLanguage": "en",
        },
        {
            "@type": "Quotation", "@id": f"urn:onrecord:{said}", "text": "no … never", "spokenByCharacter": [cy],
            "about": [{"@type": "Thing", "name": "Cy"}], "inLanguage": "en",
            "isPartOf": {"@id": "https://example.org/cy"},
        },
        {
            "@type": "ClaimReview", "@id": f"urn:onrecord:{said}:review", "claimReviewed": "no … never",
            "itemReviewed": {
                "@type": "Claim", "@id": f"urn:onrecord:{said}:claim", "text": "no … never", "author": [cy],
                "appearance": {"@id": "https://example.org/cy"},
            },
        },
    ]  # fmt: skip


def test_what_was_not_said_is_left_out() -> None:
    assert [node["@type"] for node in graph(quoted(negated=True))] == ["NewsArticle"]


def test_indirect_statements_are_claims_with_their_day() -> None:
    _, outer, inner = graph(nested())
    assert {outer["@type"], inner["@type"]} == {"ClaimReview"}
    assert outer["itemReviewed"]["author"][0]["jobTitle"] == "a minister"
    assert inner["itemReviewed"]["datePublished"] == "2024-05-03"


def test_a_speaker_who_is_not_resolved_is_named_by_the_words() -> None:
    made = record("{S:Ann} {C:said} {T:yes}.")
    _, review = graph(replace(made, statements=(replace(made.statements[0], speaker=()),)))
    assert review["itemReviewed"]["author"] == [{"name": "Ann"}]


def test_no_review_has_a_rating_and_any_words_are_kept() -> None:
    nodes = graph(hostile(), quoted(), nested())
    assert all("reviewRating" not in node and "author" not in node for node in nodes if node["@type"] == "ClaimReview")
    assert nodes[0]["headline"] == HOSTILE
