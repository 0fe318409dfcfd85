from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given

from onrecord.model import Record, Statement, from_json, to_json
from strategies import records

from factories import document, nested, record, statement


@given(records())
def test_a_record_comes_back_from_json(made: Record) -> None:
    line = to_json(made)
    assert b"\n" not in line
    assert from_json(line) == made
    assert to_json(from_json(line)) == line


def test_json_has_no_spaces_and_the_fields_in_their_order() -> None:
    line = to_json(nested())
    assert line == json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":")).encode()
    assert tuple(json.loads(line)) == Record.__struct_fields__


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        from_json(to_json(nested()).replace(b'"mentions"', b'"mansions"', 1))


def test_speakers_are_entities_or_else_the_source() -> None:
    made = nested()
    assert [made.speakers(s) for s in made.statements] == [("Ann Lee",), ("Bob",)]
    unresolved = msgspec.structs.replace(made.statements[0], speaker=())
    assert made.speakers(unresolved) == ("Ann Lee",)
    assert made.speakers(msgspec.structs.replace(unresolved, source=())) == ()


def test_entity() -> None:
    made = nested()
    assert made.entity(made.entities[1].id) is made.entities[1]
    with pytest.raises(KeyError):
        made.entity("n-1")


def test_a_statement_has_content() -> None:
    with pytest.raises(ValueError, match="without content"):
        statement(document("Ann said."), source="Ann", cue="said", content=())
    line = msgspec.json.encode(msgspec.to_builtins(nested().statements[0]) | {"content": []})
    with pytest.raises(msgspec.ValidationError, match="without content"):
        msgspec.json.decode(line, type=Statement)


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        record("Nothing was said.").model = "other"  # type: ignore[misc]  # the point of the test
