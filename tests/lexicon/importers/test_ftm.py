from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord import lexicon
from onrecord.errors import LexiconError
from onrecord.lexicon import Organisation
from onrecord.lexicon.importers import read_rows
from onrecord.lexicon.schema import Holder, Row

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WORDS = lexicon.load()


def imported(folder: Path, lines: list[str]) -> tuple[list[Row], list[LexiconError]]:
    path = folder / "entities.ftm.json"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read_rows("ftm", path, WORDS))
    failed = [f for f in found if isinstance(f, LexiconError)]
    return [r for r in found if not isinstance(r, LexiconError)], failed


def entity(schema: str, **properties: list[Any]) -> str:
    return json.dumps({"id": f"x-{schema}", "schema": schema, "properties": properties, "datasets": ["test"]})


def test_persons_with_positions_or_topics(tmp_path: Path) -> None:
    rows, failed = imported(
        tmp_path,
        [
            entity(
                "Person",
                name=["Orla Venn"],
                alias=["O. Venn"],
                country=["no"],
                position=["Minister of Dikes of Sweden", "Mayor"],
            ),
            entity("Person", name=["Bob Roe"], citizenship=["us"], topics=["role.judge"]),
            entity("Person", name=["Cara Lund"], country=["us"]),
            entity("Person", position=["Mayor"]),
        ],
    )
    assert failed == []
    assert [(r.person, r.names, r.office, r.country) for r in rows if isinstance(r, Holder)] == [
        ("Orla Venn", ("O. Venn",), "minister of dikes", "SWE"),
        ("Orla Venn", ("O. Venn",), "mayor", "NOR"),
        ("Bob Roe", (), "judge", "USA"),
    ]


def test_bodies(tmp_path: Path) -> None:
    rows, failed = imported(
        tmp_path,
        [
            entity("PublicBody", name=["Northern Dike Board"], abbreviation=["NDBX"], jurisdiction=["no"]),
            entity("Organization", name=["Dike Friends"], topics=["pol.party"], country=["zz"]),
            entity("Company", name=["Dike Digging"]),
            entity("Vessel", name=["Dike Queen"]),
        ],
    )
    assert failed == []
    assert [(r.key, r.name, r.sector, r.country, r.kind) for r in rows if isinstance(r, Organisation)] == [
        ("x-PublicBody", "Northern Dike Board", "GOV", "NOR", "agency"),
        ("x-Organization", "Dike Friends", "PTY", "", "party"),
        ("x-Company", "Dike Digging", "BUS", "", "company"),
    ]
    assert isinstance(rows[0], Organisation)
    assert rows[0].abbreviations == ("NDBX",)


def test_a_bad_line_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = entity("Company", name=["Dike Digging"])
    rows, failed = imported(tmp_path, ["{", '{"id": "x"}', "", good, "[" * 5_000, "[]"])
    assert [f.line for f in failed] == [1, 2, 5, 6]
    assert len(rows) == 1


values = st.recursive(st.none() | st.booleans() | st.text(max_size=8), lambda v: st.lists(v, max_size=3), max_leaves=5)


@given(
    st.fixed_dictionaries(
        {
            "id": values,
            "schema": st.sampled_from(["Person", "Company", "Vessel"]) | values,
            "properties": values
            | st.dictionaries(st.sampled_from(["name", "alias", "position", "country"]), st.lists(values, max_size=3)),
        }
    )
    | values
)
def test_any_json_gives_rows_and_failures(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    rows, failed = imported(tmp_path_factory.getbasetemp(), [json.dumps(data)])
    assert all(isinstance(r, Row) for r in rows)
    assert all(f.line == 1 for f in failed)
