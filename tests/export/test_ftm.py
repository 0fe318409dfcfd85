from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from export.made import HOSTILE, hostile, summit
from onrecord.export import ftm

from factories import nested, record

if TYPE_CHECKING:
    from onrecord.model import Record

#: The properties of FollowTheMoney's model (4.11) that each schema may have here.
KNOWN = {
    "Article": {
        "title", "author", "publisher", "publishedAt", "language", "sourceUrl", "fileName", "mimeType",
    },
    "Person": {"name", "country", "sector", "position", "proof"},
    "PublicBody": {"name", "country", "sector", "description", "proof"},
    "Organization": {"name", "country", "sector", "description", "proof"},
    "Mention": {"document", "name", "resolved", "detectedSchema", "contextCountry"},
    "Address": {"full", "city", "region", "country", "latitude", "longitude"},
    "UnknownLink": {
        "subject", "object", "role", "status", "summary", "date", "recordId", "sourceUrl", "proof",
    },
    "Event": {
        "name", "summary", "keywords", "date", "involved", "location", "country", "addressEntity", "sourceUrl", "proof",
    },
}  # fmt: skip

REQUIRED = {
    "Person": {"name"}, "PublicBody": {"name"}, "Organization": {"name"}, "Event": {"name"},
    "Mention": {"document", "name"}, "UnknownLink": {"subject", "object"},
}  # fmt: skip


def written(*made: Record) -> list[dict[str, Any]]:
    file = io.BytesIO()
    count = ftm.write(made, file)
    found = [json.loads(line) for line in file.getvalue().splitlines()]
    assert len(found) == count
    return found


def test_an_event_with_parties_and_place() -> None:
    made = summit()
    iran, agency, vienna = made.entities
    found = written(made)
    assert [e["schema"] for e in found] == [
        "Article", "PublicBody", "Mention", "Address", "Organization", "Mention", "Address", "UnknownLink", "Event",
        "Event",
    ]  # fmt: skip
    by_id = {e["id"]: e["properties"] for e in found}
    assert by_id[iran.id] == {
        "name": ["Iran"], "country": ["ir"], "sector": ["government"], "proof": [made.document.id],
    }  # fmt: skip
    assert by_id[f"{vienna.id}-place"] == {
        "full": ["Vienna, Vienna State, Austria"], "city": ["Vienna"], "region": ["Vienna State"], "country": ["at"],
        "latitude": ["48.21"], "longitude": ["16.37"],
    }  # fmt: skip
    assert by_id[made.events[0].id] == {
        "name": ["ACCUSE disapprove: Iran → IAEA"], "summary": ["accused"],
        "keywords": ["ACCUSE", "disapprove", "112", "nuclear", "legal"], "date": ["2024-05"],
        "involved": [iran.id, agency.id], "location": ["Vienna"], "country": ["at"],
        "addressEntity": [f"{vienna.id}-place"], "sourceUrl": ["https://example.org/a?b=1&c"],
        "proof": [made.document.id],
    }  # fmt: skip


def test_a_statement_links_its_speaker_with_whom_it_is_about() -> None:
    made = nested()
    (link,) = [e for e in written(made) if e["schema"] == "UnknownLink"]
    ann, bob = made.entities
    assert link == {
        "id": f"{made.statements[0].id}-0",
        "schema": "UnknownLink",
        "properties": {
            "subject": [ann.id], "object": [bob.id], "role": ["say"], "summary": ["Bob warned of war"],
            "recordId": [made.statements[0].id], "proof": [made.document.id],
        },
    }  # fmt: skip


def test_every_property_is_of_the_model_and_every_reference_is_to_something_written_before() -> None:
    seen: set[str] = set()
    for entity in written(summit(), nested(), hostile(), record("Nothing was said.")):
        properties = entity["properties"]
        assert properties.keys() <= KNOWN[entity["schema"]]
        assert REQUIRED.get(entity["schema"], set()) <= properties.keys()
        assert all(isinstance(v, str) and v for values in properties.values() for v in values)
        for name in ("proof", "document", "resolved", "subject", "object", "involved", "addressEntity"):
            assert set(properties.get(name, [])) <= seen
        assert entity["id"] not in seen
        seen.add(entity["id"])


def test_any_words_are_kept() -> None:
    assert written(hostile())[0]["properties"]["title"] == [HOSTILE]


def test_followthemoney_takes_every_entity_whole() -> None:
    model = pytest.importorskip("followthemoney").model
    for entity in written(summit(), nested()):
        model.get(entity["schema"]).validate(entity)  # it raises where a value is not of its type
