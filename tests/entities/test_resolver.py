from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Entity, Record

    Read = Callable[[str], Record]

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "entities.toml").read_text(encoding="utf-8"))["case"]


def words(record: Record, entity: Entity) -> list[str]:
    by_id = {m.id: m.evidence.exact for m in record.mentions}
    return [by_id[i] for i in entity.mentions]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_case(case: dict[str, Any], read: Read) -> None:
    record = read(case["text"])
    named = {e.name: e for e in record.entities}
    for expected in case.get("entity", ()):
        assert expected["name"] in named
        entity = named[expected["name"]]
        assert entity.kind == expected.get("kind", "person" if entity.kind == "person" else entity.kind)
        for field in ("country", "sector", "ref"):
            if field in expected:
                assert getattr(entity, field) == expected[field], field
        if "mentions" in expected:
            assert words(record, entity) == expected["mentions"]
    taken = {i for e in record.entities for i in e.mentions}
    for exact in case.get("unresolved", ()):
        assert [m.evidence.exact for m in record.mentions if m.evidence.exact == exact and m.id not in taken] == [exact]


def test_a_mention_belongs_to_at_most_one_entity_and_all_are_in_text_order(read: Read) -> None:
    record = read("\n\n".join(c["text"] for c in CASES))
    position = {m.id: n for n, m in enumerate(record.mentions)}
    members = [[position[i] for i in e.mentions] for e in record.entities]
    flat = [n for m in members for n in m]
    assert len(flat) == len(set(flat))
    assert all(m and m == sorted(m) for m in members)
    assert [m[0] for m in members] == sorted(m[0] for m in members)
    assert len({e.id for e in record.entities}) == len(record.entities)


def test_the_rule_that_joined_is_named(read: Read) -> None:
    record = read("Mrs. Tanaka spoke. She was late.")
    (entity,) = record.entities
    assert entity.provenance.rule == "single-name+pronoun-person"


def test_the_role_is_the_words_that_introduce(read: Read) -> None:
    record = read("Siri Larsen, the Norwegian prime minister, declined.")
    (person,) = (e for e in record.entities if e.kind == "person")
    assert person.role is not None
    assert person.role.exact == "the Norwegian prime minister"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(CASES), st.integers(1, 5))
def test_leading_blank_lines_change_no_entity(read: Read, case: dict[str, Any], lines: int) -> None:
    def bare(text: str) -> list[tuple[object, ...]]:
        record = read(text)
        return [(e.kind, e.name, e.country, e.sector, e.ref, words(record, e)) for e in record.entities]

    assert bare("\n" * lines + case["text"]) == bare(case["text"])
