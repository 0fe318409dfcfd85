from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.corpus.occurrences_joining import join, same_party, same_place
from onrecord.corpus.occurrences_told import Side, Told, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

ANYONE = Side(anyone=True)
LEE, ROE = (Side(classes=("STATE",), names=(name,)) for name in ("lee", "roe"))
KYIV = Where("kyiv", "city", "UKR", "Kyiv City", (50.45, 30.52))
AIRPORT = Where("boryspil airport", "airport", "UKR", "Kyiv Oblast", (50.345, 30.69))
ODESA = Where("odesa", "city", "UKR", "Odesa Oblast", (46.48, 30.73))
UKRAINE = Where("ukraine", "country", "UKR", "", (49.0, 32.0))
OBLAST = Where("odesa oblast", "region", "UKR", "", (46.9, 30.2))
MAY_6 = dt.date(2024, 5, 6).toordinal()


def told(number: int, day: int | None = 0, **fields: Any) -> Told:  # noqa: ANN401 (fields of many types)
    """What report `number` tells, `day` days after the sixth of May; by one side to the other unless told otherwise."""
    first = None if day is None else MAY_6 + day
    given_fields = {
        "group": f"g-{number}", "modality": "asserted", "wording": "struck 1", "last_day": first, "vague": False,
        "direction": 1, "sides": (ANYONE, ANYONE), **fields,
    }  # fmt: skip
    return Told(event_id=f"e-{number}", document_id=f"d-{number}", first_day=first, **given_fields)


def numbers(block: Iterable[Told]) -> list[list[str]]:
    """The events of each occurrence, sorted."""
    return sorted(sorted(t.event_id for copies in occurrence for t in copies) for occurrence in join(block))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({}, {"day": 1}, False),
        ({}, {"day": 1, "vague": True}, True),
        ({}, {"day": -1, "vague": True}, True),
        ({}, {"day": 2, "vague": True}, False),
        ({"vague": True}, {"day": 1, "vague": True}, True),
        ({}, {"day": -3, "last_day": MAY_6 + 3}, True),
        ({}, {"day": -5, "last_day": MAY_6 + 25}, False),
        ({"last_day": MAY_6 + 30}, {"last_day": MAY_6 + 30}, True),
        ({"day": None}, {"day": None}, False),
        ({"day": None, "group": "g"}, {"day": None, "group": "g"}, True),
        ({}, {"modality": "negated"}, False),
        ({}, {"direction": -1}, False),
        ({}, {"direction": 0}, True),
        ({"where": KYIV}, {}, True),
        ({"where": KYIV}, {"where": ODESA}, False),
        ({"where": KYIV}, {"where": AIRPORT}, True),
        ({"where": KYIV}, {"where": UKRAINE}, True),
        ({"sides": (LEE, ANYONE)}, {"sides": (ANYONE, ANYONE)}, True),
        ({"sides": (LEE, ANYONE)}, {"sides": (ROE, ANYONE)}, False),
        ({"group": "g"}, {"group": "g", "day": 3, "vague": True}, True),
        ({"group": "g"}, {"group": "g", "day": 3, "wording": "shelled 1"}, False),
        ({"group": "g", "wording": "struck 2"}, {"group": "g", "day": 3}, False),
    ],
)
def test_two_reports_tell_the_same_or_not(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert len(join([told(1, **one), told(2, **other)])) == (1 if same else 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (KYIV, KYIV, True),
        (KYIV, Where("kyiv", "", "UKR"), True),
        (OBLAST, ODESA, True),
        (ODESA, OBLAST, True),
        (OBLAST, KYIV, False),
        (UKRAINE, Where("warsaw", "city", "POL", "", (52.2, 21.0)), False),
        (Where("the front"), Where("the harbour"), False),
    ],
)
def test_places(one: Where, other: Where, same: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert same_place(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Side(), Side(), True),
        (Side(classes=("STATE",)), Side(classes=("REB",)), False),
        (Side(classes=("STATE",)), Side(), True),
        (Side(classes=("REB",), names=("org:a",)), Side(classes=("REB",), names=("org:b",)), False),
        (Side(classes=("REB",), names=("org:a",)), Side(classes=("REB",)), True),
        (ANYONE, Side(classes=("REB",), names=("org:a",)), True),
        (LEE, Side(classes=("STATE",), names=("lee", "roe")), True),
    ],
)
def test_parties(one: Side, other: Side, same: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert same_party(one, other) is same
    assert same_party(other, one) is same


def test_what_says_less_joins_the_one_that_is_nearest() -> None:
    said_less = told(3, 0, vague=True)
    assert numbers([said_less, told(1, -1), told(2, 0)]) == [["e-1"], ["e-2", "e-3"]]
    assert numbers([told(3, 0), told(1, 0, where=KYIV), told(2, 0, where=ODESA)]) == [["e-1", "e-3"], ["e-2"]]


def test_days_of_publication_do_not_chain_through_a_week() -> None:
    week = [told(n, n, vague=True) for n in range(6)]
    assert numbers(week) == [["e-0", "e-1"], ["e-2", "e-3"], ["e-4", "e-5"]]


def test_what_counts_for_the_others_comes_first() -> None:
    exact, vague, copied = told(3, 0, where=KYIV), told(1, 1, vague=True), told(2, 4, vague=True, group="g-1")
    ((first, second),) = join([copied, vague, exact])
    assert (first, second) == ((exact,), (vague, copied))


SIDES = st.builds(
    Side, st.booleans(), st.sampled_from([(), ("STATE",), ("REB",)]), st.sampled_from([(), ("lee",), ("roe",)])
)


@st.composite
def blocks(draw: st.DrawFn) -> list[Told]:
    """What a few reports of some copy groups tell within some days."""
    return [
        told(
            number, draw(st.integers(0, 4) | st.none()), group=draw(st.sampled_from("abcdef")),
            modality=draw(st.sampled_from(["asserted", "negated"])), vague=draw(st.booleans()),
            wording=draw(st.sampled_from(["struck 1", "hit 1"])), direction=draw(st.sampled_from([-1, 0, 1])),
            sides=(draw(SIDES), draw(SIDES)), where=draw(st.sampled_from([None, KYIV, AIRPORT, ODESA, UKRAINE])),
        )
        for number in range(draw(st.integers(0, 9)))
    ]  # fmt: skip


@settings(max_examples=50)
@given(blocks().flatmap(lambda block: st.tuples(st.just(block), st.permutations(block))))
def test_the_order_of_reading_makes_no_difference(block: tuple[list[Told], list[Told]]) -> None:
    assert join(block[0]) == join(block[1])


@settings(max_examples=50)
@given(blocks())
def test_every_event_is_in_one_occurrence_and_copies_stay_together(block: list[Told]) -> None:
    found = join(block)
    assert sorted(t.event_id for o in found for copies in o for t in copies) == sorted(t.event_id for t in block)
    same_words = {(t.group, t.modality, t.wording, t.direction) for t in block}
    assert sum(map(len, found)) == len(same_words)
    for occurrence in found:
        assert len({t.modality for copies in occurrence for t in copies}) == 1
        assert {1, -1} - {t.direction for copies in occurrence for t in copies}, "one way, or both, never against"


@settings(max_examples=50)
@given(blocks())
def test_the_names_of_copy_groups_make_no_difference(block: list[Told]) -> None:
    renamed = [replace(t, group=f"x{ord('z') - ord(t.group)}") for t in block]
    assert numbers(renamed) == numbers(block)
