from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from export.made import hostile, summit
from onrecord.export import webannotation
from strategies import records

from factories import nested, record

if TYPE_CHECKING:
    from onrecord.model import Record


def collection(*made: Record) -> dict[str, Any]:
    file = io.BytesIO()
    count = webannotation.write(made, file)
    found: dict[str, Any] = json.loads(file.getvalue())
    assert found["total"] == count == len(found["first"]["items"])
    return found


def test_the_collection() -> None:
    found = collection(nested())
    assert {name: value for name, value in found.items() if name not in ("first", "total", "label")} == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:onrecord:annotations",
        "type": "AnnotationCollection",
        "last": found["first"]["id"],
    }
    assert (found["first"]["type"], found["first"]["startIndex"]) == ("AnnotationPage", 0)
    assert collection()["total"] == 0


def test_an_annotation_in_full() -> None:
    made = nested()
    items = collection(made)["first"]["items"]
    assert [i["body"][0]["value"] for i in items] == ["source", "cue", "content"] * 2 + [
        "actor",
        "trigger",
        "recipient",
    ]
    assert items[4] == {
        "id": f"urn:onrecord:{made.statements[1].id}:cue:0",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "cue"},
            {"type": "TextualBody", "purpose": "describing", "value": "indirect statement (say): Bob"},
            {"type": "SpecificResource", "purpose": "linking", "source": f"urn:onrecord:{made.statements[1].id}"},
        ],
        "target": {
            "source": f"urn:onrecord:{made.document.id}",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "warned",
                    "prefix": "Ann Lee, a minister, said Bob "[-32:],
                    "suffix": " of war on Friday.",
                },
                {"type": "TextPositionSelector", "start": 30, "end": 36},
            ],
        },
    }
    assert items[7]["body"][1]["value"] == "asserted event (THREATEN/threat): Bob → Ann Lee"


@settings(max_examples=25)
@given(st.lists(records(), max_size=2))
def test_every_position_gives_the_quoted_words(made: list[Record]) -> None:
    _check(made)


def test_positions_of_words_that_break_cells() -> None:
    _check([summit(), hostile(), record("{S:Zoë} {C:said} {T:“yes” 🗣 %d}.")])


def _check(made: list[Record]) -> None:
    texts = {r.document.url or f"urn:onrecord:{r.document.id}": r.document.text for r in made}
    items = collection(*made)["first"]["items"]
    assert len({i["id"] for i in items}) == len(items) or len(texts) < len(made)
    for item in items:
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, start)
