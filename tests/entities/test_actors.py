"""An actor's words and the codes they stand for; and what the table of office holders adds to a document's entities."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.entities import resolve_actor
from onrecord.entities.codes import Codes, codes, former
from onrecord.lexicon import Lexicon, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Entity, Record

CASES = tomllib.loads((Path(__file__).parent.parent / "cases/actors.toml").read_text(encoding="utf-8"))["case"]
LEXICON = load()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return LEXICON


@pytest.mark.parametrize("case", CASES, ids=[f"{c['text']} {c.get('on', '')}".strip() for c in CASES])
def test_words_stand_for(lexicon: Lexicon, case: dict[str, Any]) -> None:
    found = resolve_actor(case["text"], on=case.get("on"), lexicon=lexicon)
    if case.get("nothing"):
        assert found == ()
        return
    first = found[0]
    assert first.country == case.get("country", "")
    assert first.sectors == tuple(case.get("sectors", ()))
    assert first.cameo == case.get("cameo", "")
    assert first.former == case.get("former", False)
    assert first.metonym == case.get("metonym", False)
    assert first.ref == case.get("ref", first.ref)
    assert all(0 < c.score <= 1 for c in found)
    assert first.entries


def test_rows_that_decided_are_named(lexicon: Lexicon) -> None:
    (found,) = resolve_actor("Barack Obama", on=dt.date(2012, 5, 1), lexicon=lexicon)
    (entry,) = found.entries
    assert lexicon.holders[entry.removeprefix("holder:")].person == "Barack Obama"


def test_hint_gives_the_country_when_the_words_do_not(lexicon: Lexicon) -> None:
    assert resolve_actor("the army", on=None, lexicon=lexicon)[0].cameo == "MIL"
    assert resolve_actor("the army", on=None, lexicon=lexicon, country="PER")[0].cameo == "PERMIL"
    assert resolve_actor("the Chilean army", on=None, lexicon=lexicon, country="PER")[0].cameo == "CHLMIL"


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for found in resolve_actor(text, on=None, lexicon=LEXICON):
        assert found.country == "" or found.country in {*LEXICON.countries, *LEXICON.blocs, "UNO"}
        assert set(found.sectors) <= set(LEXICON.sectors)


@given(st.sampled_from(sorted(LEXICON.roles)), st.sampled_from(["Peruvian", "Kenyan", "Danish"]))
def test_every_role_keeps_its_nationality(role: str, nationality: str) -> None:
    (found,) = resolve_actor(f"the {nationality} {role}", on=dt.date(1980, 1, 1), lexicon=LEXICON)
    own = LEXICON.roles[role].sector or "GOV"
    assert found.country in {"PER", "KEN", "DNK", "UNO", "EUR", "USA", "ISR"}
    assert own in found.sectors or found.sectors


@pytest.mark.parametrize(
    ("row", "country", "expected"),
    [
        (("GOV", "", ""), "IRN", "IRNGOV"),
        (("GOV", "GOVMIL", ""), "USA", "USAGOVMIL"),
        (("JRN", "", ""), "FRA", "FRAMED"),
        (("MED", "", ""), "FRA", "FRAHLH"),
        (("IGO", "", ""), "UNO", "IGOUNO"),
        (("IGO", "", "IGOUNOIAE"), "UNO", "IGOUNOIAE"),
        (("NGO", "", ""), "", "NGO"),
        (("SOC", "NGOHRI", ""), "KGZ", "NGOKGZHRI"),
        (("", "", ""), "PER", "PER"),
    ],
)
def test_cameo_string(lexicon: Lexicon, row: tuple[str, str, str], country: str, expected: str) -> None:
    sector, own, actor = row
    assert codes(sector, own, lexicon, actor=actor).cameo(country) == expected


def test_former_officials_are_an_elite_but_former_farmers_are_not() -> None:
    assert former(Codes(("GOV",), ("GOV",))).sectors == ("ELI",)
    assert former(Codes(("AGR",), ("AGR",))).sectors == ("AGR",)


def test_every_sector_and_role_has_codes(lexicon: Lexicon) -> None:
    assert len(lexicon.roles) >= 600
    without = {s.code for s in lexicon.sectors.values() if not s.cameo}
    assert without == {"IGO", "NGO", "NGM", "MNC", "PRE", "UNK"}
    for role in lexicon.roles.values():
        assert len(role.cameo) % 3 == 0, role.surface


# --- in a document, published 2024-05-06 ------------------------------------------------------------------------------


def entity(record: Record, name: str) -> Entity:
    return next(e for e in record.entities if e.name == name)


def test_somebody_never_introduced_is_known_by_the_office(read: Callable[[str], Record]) -> None:
    found = entity(read("Pedro Sánchez said on Monday that talks would go on."), "Pedro Sánchez")
    assert (found.country, found.sector, found.cameo) == ("ESP", "GOV", "ESPGOV")
    assert found.ref == "person:ESP/Pedro Sánchez"
    assert found.provenance.entry is not None
    assert found.provenance.entry.startswith("holder:Pedro Sánchez/prime minister/ESP/")
    assert found.provenance.rule.endswith("+office-table")


def test_somebody_who_left_the_office_is_a_former_elite(read: Callable[[str], Record]) -> None:
    found = entity(read("Mariano Rajoy said on Monday that talks would go on."), "Mariano Rajoy")
    assert (found.country, found.sectors, found.cameo, found.former) == ("ESP", ("ELI",), "ESPELI", True)


def test_what_the_text_says_wins(read: Callable[[str], Record]) -> None:
    found = entity(read("Australian swimmer Pedro Sánchez won a medal."), "Pedro Sánchez")
    assert (found.country, found.sector, found.ref) == (None, None, None)
    found = entity(read("The Mexican farmer Pedro Sánchez planted maize."), "Pedro Sánchez")
    assert (found.country, found.sector, found.ref) == ("MEX", "AGR", None)


def test_unknown_people_stay_unknown(read: Callable[[str], Record]) -> None:
    found = entity(read("Jarvo Quellenby said that it rained."), "Jarvo Quellenby")
    assert (found.country, found.sectors, found.cameo, found.candidates) == (None, (), None, ())


def test_an_unnamed_holder_has_candidates(read: Callable[[str], Record]) -> None:
    found = read("The Spanish prime minister said that it rained.").entities[0]
    assert found.ref is None
    assert [(c.ref, c.country) for c in found.candidates] == [("person:ESP/Pedro Sánchez", "ESP")]


def test_codes_of_things(read: Callable[[str], Record]) -> None:
    record = read("Iran said that the IAEA was wrong. A US defense secretary disagreed.")
    assert entity(record, "Iran").cameo == "IRN"
    assert entity(record, "International Atomic Energy Agency").cameo == "IGOUNOIAE"
    assert next(e for e in record.entities if e.kind == "person").sectors == ("GOV", "MIL")
