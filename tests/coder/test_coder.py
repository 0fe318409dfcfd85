from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord import events
from onrecord.coder import CodedEvent, Coder, GivenAgent, GivenName, code
from onrecord.errors import DocumentError

TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "coder.toml").read_text(encoding="utf-8"))


@cache
def coder(*, announcing: bool) -> Coder:
    return Coder(
        actors=[GivenName(name, given) for name, given in TABLE["actors"].items()],
        agents=[GivenAgent(name, given) for name, given in TABLE["agents"].items()],
        announcing=announcing,
    )


def codes(coded: tuple[CodedEvent, ...]) -> list[str]:
    return [f"{e.source} {e.event} {e.target}" for e in coded]


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["text"])
def test_sentences_with_given_actors(case: dict[str, Any]) -> None:
    assert sorted(codes(coder(announcing=case.get("announcing", True)).code(case["text"]))) == sorted(case["codes"])


def test_several_sentences_in_their_order() -> None:
    told = coder(announcing=True).code_all(["Norway accused Iceland.", "It rained.", "Ghana praised Norway."])
    assert [codes(each) for each in told] == [["NRW 112 ICE"], [], ["GHN 051 NRW"]]


def test_without_given_actors_those_of_the_lexicon() -> None:
    told = code("France's foreign minister accused the Iranian army.")
    assert [(e.source[:3], e.plover, e.target[:3]) for e in told] == [("FRA", "ACCUSE", "IRN")]


def test_the_coder_is_found_beside_the_stage() -> None:
    assert events.code is code
    with pytest.raises(AttributeError, match="decode"):
        _ = events.decode


def test_a_prefix_stands_before_the_actor() -> None:
    made = Coder(actors=[GivenName("Norway", "NRW")], agents=[GivenAgent("charity", "NGO", None, "prefix")])
    assert codes(made.code("The Norway charity closed.")) == []
    assert codes(made.code("An Norway charity praised Norway.")) == ["NGONRW 051 NRW"]


def test_plurals_may_be_given() -> None:
    made = Coder(
        actors=[GivenName("Norway", "NRW"), GivenName("Iceland", "ICE")],
        agents=[GivenAgent("serviceman", "MIL", ("servicefolk",))],
    )
    assert codes(made.code("Norway servicefolk attacked Iceland.")) == ["NRWMIL 190 ICE"]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(1989, 1, 1), ["OLD 111 ICE"]),
        (dt.date(1995, 1, 1), ["MID 111 ICE"]),
        (dt.date(2005, 1, 1), ["NEW 111 ICE"]),
        (None, ["NEW 111 ICE"]),
    ],
)
def test_a_name_has_the_code_of_its_time(day: dt.date | None, told: list[str]) -> None:
    made = Coder(
        actors=[
            GivenName("Norway", "OLD"),
            GivenName("Norway", "MID", dt.date(1990, 1, 1), dt.date(1999, 12, 31)),
            GivenName("Norway", "NEW", dt.date(2000, 1, 1)),
            GivenName("Iceland", "ICE"),
        ]
    )
    assert codes(made.code("Norway criticised Iceland.", published=day)) == told


def test_a_name_is_nobody_after_its_time() -> None:
    made = Coder(actors=[GivenName("Norway", "NRW", until=dt.date(1999, 12, 31)), GivenName("Iceland", "ICE")])
    assert codes(made.code("Norway shelled Iceland.", published=dt.date(2000, 1, 1))) == ["--- 194 ICE"]
    assert codes(made.code("Norway shelled Iceland.", published=dt.date(1999, 12, 31))) == ["NRW 194 ICE"]


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(DocumentError):
        coder(announcing=True).code("  ")


def test_modality_and_words_are_told() -> None:
    (told,) = coder(announcing=False).code("Norway might attack Iceland.")
    assert (told.modality, told.trigger, told.plover) == ("hypothetical", "attack", "ASSAULT")
