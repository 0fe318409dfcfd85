"""Names and the places of the gazetteer that they stand for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.entities.places import as_place, place_of
from onrecord.eval.places import NEAR_KM, FoundPlace, GoldPlace, distance, found_places
from onrecord.lexicon import Lexicon, load
from onrecord.lexicon.gazetteer import GazetteerRow

from factories import document, entity, mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Entity, Record

CASES = tomllib.loads((Path(__file__).parent.parent / "cases/places.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def place_entity(record: Record, words: str) -> Entity:
    ids = {m.id for m in record.mentions if m.evidence.exact.removeprefix("the ") == words}
    return next(e for e in record.entities if ids.intersection(e.mentions))


def test_there_are_150() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("case", CASES, ids=[f"{(c.get('place') or [c.get('none')])[0]}: {c['text']}" for c in CASES])
def test_where(case: dict[str, Any], read: Callable[[str], Record], lexicon: Lexicon) -> None:
    text = case["text"]
    found = {text[f.start : f.end]: f for f in found_places(read(text), lexicon.gazetteer)}
    if "none" in case:
        assert case["none"] not in found
        return
    words, country, latitude, longitude = case["place"]
    assert words in found
    assert distance(GoldPlace(0, 1, lat=latitude, lon=longitude), found[words]) <= NEAR_KM
    assert (found[words].country or "") == country


def test_a_place_tells_where_it_is(read: Callable[[str], Record]) -> None:
    place = place_entity(read("The bakers of Lviv in Ukraine met."), "Lviv").place
    assert place is not None
    assert (place.name, place.kind, place.country, place.geonames) == ("Lviv", "city", "UKR", 702550)
    assert place.region == "Lvivska oblast"
    assert place.score > 0.9


def test_a_country_is_a_country(read: Callable[[str], Record]) -> None:
    for name in ("Kenya", "Chad", "Jordan", "Turkey", "Georgia"):
        found = place_entity(read(f"Diplomats of {name} met on Monday."), name)
        assert (found.kind, found.place.kind if found.place else None) == ("country", "country")


def test_all_mentions_of_a_name_are_one_place(read: Callable[[str], Record]) -> None:
    found = place_entity(read("A barn burned in Paris, Texas. The fire left Paris dark."), "Paris")
    assert len(found.mentions) == 2
    assert found.country == "USA"


def test_an_unknown_place_is_where_the_text_is(read: Callable[[str], Record]) -> None:
    found = place_entity(read("Kenya closed the border. In the village of Xaqorru, Kenyan nurses waited."), "Xaqorru")
    assert (found.country, found.place) == ("KEN", None)


def test_an_obscure_namesake_elsewhere_is_not_taken(read: Callable[[str], Record]) -> None:
    found = place_entity(read("Haiti is poor. Haitians in the town of St. Nicolas waited, Haiti said."), "St. Nicolas")
    assert found.place is None or found.place.country == "HTI"


def test_a_group_of_states_is_no_division_of_its_name(read: Callable[[str], Record]) -> None:
    record = read("The West accused Iran. The Middle East waited.")
    places = {e.name: e.place and e.place.kind for e in record.entities}
    assert places == {"the West": None, "Iran": "country", "the Middle East": "area"}


def test_a_seat_of_government_is_the_city(lexicon: Lexicon) -> None:
    doc = document("Moscow said no.")
    seat = mention(doc, "Moscow", kind="country", value="RUS", metonym=True)
    rows = {h.row.kind: h.row for h in lexicon.gazetteer.named("Russia") if h.row.country == "RUS"}
    state = entity([seat], kind="country", name="Russia", country="RUS")
    assert place_of(seat, state, lexicon.gazetteer) is None

    state = msgspec.structs.replace(state, place=as_place(rows["country"], "", score=1.0))
    place = place_of(seat, state, lexicon.gazetteer)
    assert place is not None
    assert (place.name, place.kind) == ("Moscow", "city")


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distances_are_those_of_a_sphere(a: float, b: float, c: float, d: float) -> None:
    there = distance(GoldPlace(0, 1, lat=a, lon=b), FoundPlace(0, 1, c, d, None))
    back = distance(GoldPlace(0, 1, lat=c, lon=d), FoundPlace(0, 1, a, b, None))
    assert 0 <= there <= 20016
    assert there == pytest.approx(back, abs=1e-3)


def test_rows_of_our_own_have_no_number() -> None:
    row = GazetteerRow("o:hormuz", "Hormuz", "strait", "", "", "", 26.6, 56.4, 1)
    assert as_place(row, "", score=1.0).geonames is None
