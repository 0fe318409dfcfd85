from __future__ import annotations

import bz2
import gzip
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import lexicon
from onrecord.errors import LexiconError
from onrecord.lexicon import Organisation
from onrecord.lexicon.importers import read_rows, wikidata
from onrecord.lexicon.schema import Holder, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = lexicon.load()
Json = dict[str, Any]


def item(identifier: str) -> Json:
    return {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": identifier}}}


def day(time: str, precision: int = 11) -> Json:
    return {"snaktype": "value", "datavalue": {"type": "time", "value": {"time": time, "precision": precision}}}


def claim(snak: Json, rank: str = "normal", **qualifiers: list[Json]) -> Json:
    return {"mainsnak": snak, "rank": rank, "qualifiers": qualifiers or []}


def entity(identifier: str, label: str | None, *, aliases: list[str] = [], **claims: list[Json]) -> Json:  # noqa: B006 - only read
    return {
        "id": identifier,
        "type": "item",
        "labels": {"en": {"language": "en", "value": label}} if label else [],
        "aliases": {"en": [{"language": "en", "value": a} for a in aliases]},
        "claims": claims,
    }


NORWAY = entity(
    "Q90020", "Vestria", P31=[claim(item("Q6256"))], P298=[claim({"datavalue": {"type": "string", "value": "NOR"}})]
)
OFFICE = entity("Q90001", "Minister of Dikes of Norway", P31=[claim(item("Q294414"))])
PERSON = entity(
    "Q90002",
    "Orla Venn",
    aliases=["O. Venn", "Orla | Venn"],
    P31=[claim(item("Q5"))],
    P27=[claim(item("Q34"), "deprecated"), claim(item("Q90020"))],
    P39=[
        claim(
            item("Q90001"),
            P580=[day("+2001-05-00T00:00:00Z", 10)],
            P582=[day("+2005-00-00T00:00:00Z", 9)],
        ),
        claim(item("Q14212"), P580=[day("+2006-07-08T00:00:00Z")]),
        claim(item("Q99999")),
    ],
)
PAINTER = entity("Q90003", "Bob Roe", P31=[claim(item("Q5"))], P106=[claim(item("Q1028181"))])
JUDGE = entity("Q90004", "Cara Lund", P31=[claim(item("Q5"))], P106=[claim(item("Q16533"))], P27=[claim(item("Q30"))])
PARTY = entity(
    "Q90005",
    "Dike Party",
    aliases=["DPX"],
    P31=[claim(item("Q7278"))],
    P17=[claim(item("Q20"))],
    P571=[claim(day("+1990-01-02T00:00:00Z"))],
    P576=[claim(day("-0044-03-15T00:00:00Z"))],
)
NAMELESS = entity("Q90006", None, P31=[claim(item("Q7278"))])
ALL = [NORWAY, OFFICE, PERSON, PAINTER, JUDGE, PARTY, NAMELESS]
DUMP = "[\n" + ",\n".join(json.dumps(e) for e in ALL) + "\n]\n"


def imported(path: Path) -> tuple[list[Row], list[LexiconError]]:
    found = list(read_rows("wikidata", path, WORDS))
    failed = [f for f in found if isinstance(f, LexiconError)]
    return [r for r in found if not isinstance(r, LexiconError)], failed


def written(tmp_path: Path, data: str | bytes, name: str = "dump.json") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_persons_in_office_and_bodies(tmp_path: Path) -> None:
    rows, failed = imported(written(tmp_path, DUMP))
    assert failed == []
    names = ("O. Venn", "Orla Venn")
    assert [(r.person, r.names, r.office, r.country, r.since, r.until) for r in rows if isinstance(r, Holder)] == [
        ("Orla Venn", names[:1], "minister of dikes", "NOR", "2001-05", "2005"),
        ("Orla Venn", names[:1], "prime minister", "NOR", "2006-07-08", ""),
        ("Cara Lund", (), "judge", "USA", "", ""),
    ]
    (party,) = [r for r in rows if isinstance(r, Organisation)]
    assert (party.key, party.name, party.abbreviations, party.kind) == ("Q90005", "Dike Party", ("DPX",), "party")
    assert (party.sector, party.country, party.since, party.until) == ("PTY", "NOR", "1990-01-02", "")


@pytest.mark.parametrize(
    "form",
    [
        lambda: gzip.compress(DUMP.encode()),
        lambda: bz2.compress(DUMP.encode()),
        lambda: "\n".join(json.dumps(e) for e in ALL),
        lambda: json.dumps(ALL),
        lambda: json.dumps({"entities": {e["id"]: e for e in ALL}}),
        lambda: json.dumps({"entities": {e["id"]: e for e in ALL}}, indent=1),
    ],
    ids=["gzip", "bzip2", "lines", "one array", "answer", "answer over lines"],
)
def test_every_form_of_a_file_gives_the_same_rows(tmp_path: Path, form: Callable[[], str | bytes]) -> None:
    assert imported(written(tmp_path, form(), "other")) == imported(written(tmp_path, DUMP))


def test_answers_of_the_query_service(tmp_path: Path) -> None:
    entities = "http://www.wikidata.org/entity/"
    solutions = [
        {
            "item": entities + "Q90002",
            "itemLabel": "Orla Venn",
            "itemAltLabel": "O. Venn, Venn of the Dikes",
            "positionLabel": "Minister of Dikes of Sweden",
            "country": entities + "Q20",
            "start": "2001-05-06T00:00:00Z",
            "end": "t123",
        },
        {
            "item": entities + "Q90005",
            "itemLabel": "Dike Party",
            "class": entities + "Q7278",
            "country": entities + "Q20",
        },
        {"item": entities + "Q90007", "itemLabel": "Dike Song", "class": entities + "Q7366"},
        {"item": entities + "Q90008"},
    ]
    data = {
        "head": {"vars": ["item"]},
        "results": {"bindings": [{k: {"type": "uri", "value": v} for k, v in s.items()} for s in solutions]},
    }
    for indent in (None, 2):
        rows, failed = imported(written(tmp_path, json.dumps(data, indent=indent)))
        assert failed == []
        person, party = rows
        assert isinstance(person, Holder)
        assert (person.person, person.names) == ("Orla Venn", ("O. Venn", "Venn of the Dikes"))
        assert (person.office, person.country, person.since, person.until) == (
            "minister of dikes", "SWE", "2001-05-06", "",
        )  # fmt: skip
        assert isinstance(party, Organisation)
        assert (party.key, party.sector, party.country) == ("Q90005", "PTY", "NOR")


def test_a_bad_line_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = ["[", "{no json},", json.dumps(PARTY) + ",", "[" * 5_000 + ",", '{"id": 7},', json.dumps(JUDGE), "]"]
    path = written(tmp_path, "\n".join(lines))
    rows, failed = imported(path)
    assert [(f.path, f.line) for f in failed] == [(str(path), 2), (str(path), 4), (str(path), 5)]
    assert len(rows) == 2


def test_files_that_cannot_be_unpacked_or_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"\x1f\x8bnothing", b"BZhnothing", gzip.compress(DUMP.encode())[:-9]):
        with pytest.raises(LexiconError):
            imported(written(tmp_path, data))
    with pytest.raises(LexiconError):
        imported(tmp_path / "none.json")
    monkeypatch.setattr(wikidata, "MAX_RESULT_BYTES", 100)
    with pytest.raises(LexiconError, match="use a dump"):
        imported(written(tmp_path, json.dumps({"entities": {"Q1": PARTY}}, indent=1)))


values = st.recursive(st.none() | st.integers() | st.text(max_size=8), lambda v: st.lists(v, max_size=3), max_leaves=5)


@given(
    st.dictionaries(st.sampled_from(["id", "labels", "aliases", "claims", "entities", "results"]), values)
    | st.builds(lambda p, v: PERSON | {"claims": PERSON["claims"] | {p: v}}, st.sampled_from(["P31", "P39"]), values)
    | values
)
def test_any_json_gives_rows_and_failures(tmp_path_factory: pytest.TempPathFactory, data: object) -> None:
    path = written(tmp_path_factory.getbasetemp(), json.dumps(data))
    with suppress(LexiconError):
        rows, failed = imported(path)
        assert all(isinstance(r, Row) for r in rows)
        assert all(f.line == 1 for f in failed)
