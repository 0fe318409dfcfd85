"""What a reader of linked data makes of the JSON-LD and Turtle exports: nothing is lost, and both say the same."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from export.linked import load
from export.made import hostile, summit
from onrecord.export import schemaorg, turtle, webannotation
from onrecord.model import Record

from factories import document, entity, mention, nested, record, statement

jsonld = pytest.importorskip("pyld").jsonld
rdflib = pytest.importorskip("rdflib")
compare = pytest.importorskip("rdflib.compare")


def quoted(name: str = "Cy") -> Record:
    doc = document(f"{name} said “no” and “never”.", url="https://example.org/cy?a=1", title=name, byline="Dee")
    words = mention(doc, name)
    person = entity([words])
    said = statement(doc, source=name, cue="said", content=("no", "never"), kind="direct", speaker=[person])
    return Record(doc, (words,), (replace(person, name=name),), (replace(said, about=(person.id,)),))


MADE = (summit(), nested(), hostile(), quoted())


def _expanded(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    return jsonld.expand(json.loads(data), {"documentLoader": load})


def test_annotations_are_expanded_without_loss() -> None:
    file = io.BytesIO()
    total = webannotation.write(MADE, file)
    (collection,) = _expanded(file.getvalue())
    (page,) = collection["http://www.w3.org/ns/activitystreams#first"]
    (items,) = page["http://www.w3.org/ns/activitystreams#items"]
    assert len(items["@list"]) == total > 0
    source = {i["id"]: i for i in json.loads(file.getvalue())["first"]["items"]}
    for item in items["@list"]:
        _check_annotation(item, source[item["@id"]])


def _check_annotation(item: dict[str, Any], written: dict[str, Any]) -> None:
    oa = "http://www.w3.org/ns/oa#"
    assert set(item) == {"@id", "@type", *(f"{oa}{name}" for name in ("motivatedBy", "hasBody", "hasTarget"))}
    assert item[f"{oa}motivatedBy"] == [{"@id": f"{oa}tagging"}]
    assert len(item[f"{oa}hasBody"]) == len(written["body"])
    (target,) = item[f"{oa}hasTarget"]
    assert set(target) == {f"{oa}hasSource", f"{oa}hasSelector"}
    quote, position = target[f"{oa}hasSelector"]
    selector = written["target"]["selector"]
    assert quote["@type"] == [f"{oa}TextQuoteSelector"]
    assert quote[f"{oa}exact"] == [{"@value": selector[0]["exact"]}]
    assert {f"{oa}prefix", f"{oa}suffix"} < set(quote)
    assert [position[f"{oa}{end}"][0]["@value"] for end in ("start", "end")] == [
        selector[1]["start"],
        selector[1]["end"],
    ]


def _schemaorg(*made: Record) -> bytes:
    file = io.BytesIO()
    schemaorg.write(made, file)
    return file.getvalue()


def _turtle(*made: Record) -> Any:  # noqa: ANN401 - rdflib is not typed here
    file = io.StringIO()
    assert turtle.write(made, file) == len(json.loads(_schemaorg(*made))["@graph"])
    return rdflib.Graph().parse(data=file.getvalue(), format="turtle")


def _leaves(value: object) -> list[str]:
    """All words in a piece of JSON that say something, of the names of properties none."""
    if isinstance(value, dict):
        return [leaf for name, each in value.items() if name != "@context" for leaf in _leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each)]
    return [str(value)]


def test_schemaorg_is_expanded_without_loss() -> None:
    data = _schemaorg(*MADE)
    found = _leaves(_expanded(data))
    kinds = {f"https://schema.org/{n}" for n in ("NewsArticle", "Quotation", "Claim", "ClaimReview", "Person", "Thing")}
    assert sorted(leaf.removeprefix("https://schema.org/") for leaf in found) == sorted(_leaves(json.loads(data)))
    assert kinds < set(found)


def _same(*made: Record) -> None:
    """The graph of the Turtle export is that of the JSON-LD one, but for the types of dates."""
    quads = jsonld.to_rdf(
        json.loads(_schemaorg(*made)), {"documentLoader": load, "format": "application/n-quads", "base": ""}
    )
    one = rdflib.Graph().parse(data=quads, format="nt")
    other = rdflib.Graph()
    for subject, name, value in _turtle(*made):
        plain = isinstance(value, rdflib.Literal) and value.datatype is not None
        other.add((subject, name, rdflib.Literal(str(value)) if plain else value))
    assert compare.isomorphic(one, other)


def test_turtle_says_what_the_json_says() -> None:
    _same(summit(), nested(), quoted())


def test_dates_have_their_types() -> None:
    graph = _turtle(*MADE)
    kinds = {
        (str(name).rpartition("/")[2], str(value), str(value.datatype).rpartition("#")[2])
        for _, name, value in graph
        if "date" in str(name)
    }
    assert ("datePublished", "2024-05-03", "date") in kinds
    assert ("datePublished", "2024-05-06", "date") in kinds
    assert ("datePublished", "2024-05-06T01:30:00+03:00", "dateTime") in kinds


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1))
def test_any_words_are_read_back(name: str) -> None:
    made = quoted()
    made = replace(made, entities=tuple(replace(e, name=name) for e in made.entities))
    names = {str(v) for v in _turtle(made).objects(predicate=rdflib.URIRef("https://schema.org/name"))}
    assert name in names


def test_addresses_that_break_turtle() -> None:
    made = record("{S:Ann} {C:said} {T:yes}.", url='https://example.org/<a> "b"\\c{d}|e^`')
    subjects = {str(s) for s in _turtle(made).subjects()}
    assert "https://example.org/%3Ca%3E%20%22b%22%5Cc%7Bd%7D%7Ce%5E%60" in subjects
