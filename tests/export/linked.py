"""The contexts that our JSON-LD names, as far as we use them, so that it can be read without a network."""

from __future__ import annotations

from typing import Any

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
SCHEMA = "https://schema.org"

_OA = "http://www.w3.org/ns/oa#"
_AS = "http://www.w3.org/ns/activitystreams#"
_COUNT = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
_MOTIVES = ("tagging", "describing", "linking")


def _link(iri: str, **further: object) -> dict[str, object]:
    return {"@id": iri, "@type": "@id", **further}


#: Terms of the Web Annotation vocabulary, W3C Recommendation of 23 February 2017.
_ANNOTATION: dict[str, object] = {
    "id": "@id",
    "type": "@type",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "AnnotationCollection": f"{_AS}OrderedCollection",
    "AnnotationPage": f"{_AS}OrderedCollectionPage",
    **{name: f"{_OA}{name}" for name in ("Annotation", "SpecificResource", "TextualBody", *_MOTIVES)},
    **{name: f"{_OA}{name}" for name in ("TextQuoteSelector", "TextPositionSelector", "exact", "prefix", "suffix")},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "motivation": {"@id": f"{_OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{_OA}hasPurpose", "@type": "@vocab"},
    "body": _link(f"{_OA}hasBody"),
    "target": _link(f"{_OA}hasTarget"),
    "source": _link(f"{_OA}hasSource"),
    "selector": _link(f"{_OA}hasSelector"),
    **{name: {"@id": f"{_OA}{name}", "@type": _COUNT} for name in ("start", "end")},
    **{
        name: {"@id": f"{_AS}{of}", "@type": _COUNT}
        for name, of in (("total", "totalItems"), ("startIndex", "startIndex"))
    },
    "first": _link(f"{_AS}first"),
    "last": _link(f"{_AS}last"),
    "items": _link(f"{_AS}items", **{"@container": "@list"}),
}

#: Terms of schema.org that we use. There is no vocabulary behind them, so that a term we invent is dropped and noticed.
_SCHEMA: dict[str, object] = {
    **{
        name: f"{SCHEMA}/{name}"
        for name in (
            "NewsArticle", "Quotation", "Claim", "ClaimReview", "Person", "Organization", "Thing", "headline", "text",
            "datePublished", "dateCreated", "author", "publisher", "inLanguage", "name", "jobTitle", "about",
            "spokenByCharacter", "isPartOf", "claimReviewed", "itemReviewed", "appearance",
        )
    },
    "url": _link(f"{SCHEMA}/url"),
}  # fmt: skip

_CONTEXTS = {ANNOTATION: _ANNOTATION, SCHEMA: _SCHEMA}


def load(url: str, _: object = None) -> dict[str, Any]:
    """A loader for pyld that knows these contexts and reaches no network."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": _CONTEXTS[url]},
    }
