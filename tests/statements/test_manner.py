from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from factories import document

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "manner.toml").read_text("utf-8"))["case"]
DEFAULTS = {
    "commitment": "neutral", "polarity": "neutral", "negated": False, "tense": None, "anonymous": None, "venue": None,
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_manner(case: dict[str, Any], rules_pipeline: Pipeline) -> None:
    (statement,) = rules_pipeline(document(case["text"])).statements
    found = {name: getattr(statement, name) for name in DEFAULTS}
    found["venue"] = statement.venue.exact if statement.venue else None
    assert found == {**DEFAULTS, **{name: value for name, value in case.items() if name != "text"}}


def test_a_venue_holds_for_the_same_speaker_until_a_new_date(rules_pipeline: Pipeline) -> None:
    text = "Orla Venn said in an interview on Monday that the port was closed.\nVenn added that it would open in May.\n"
    text += "On Tuesday, Venn said the port was open."
    venues = [s.venue.exact if s.venue else None for s in rules_pipeline(document(text)).statements]
    assert venues == ["in an interview", "in an interview", None]


def test_a_venue_goes_on_past_what_others_are_said_to_say(rules_pipeline: Pipeline) -> None:
    text = "Orla Venn said in an interview that Tilo Brandt had claimed that the port was closed.\n"
    text += "Venn added that it would open in May."
    venues = [s.venue.exact if s.venue else None for s in rules_pipeline(document(text)).statements]
    assert venues == ["in an interview", None, "in an interview"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Orla Venn told the pilots to leave the port.", "demand"),
        ("Orla Venn told the pilots that the port was closed.", "say"),
        ("Orla Venn reminded the pilots to leave the port.", "demand"),
    ],
)
def test_an_infinitive_makes_a_demand(text: str, act: str, rules_pipeline: Pipeline) -> None:
    (statement,) = rules_pipeline(document(text)).statements
    assert statement.act == act


def test_a_role_with_a_name_beside_it_is_named(rules_pipeline: Pipeline) -> None:
    record = rules_pipeline(document("A spokesman, Peter Miller, said that the port was closed."))
    (statement,) = record.statements
    assert record.speakers(statement) == ("Peter Miller",)
    assert statement.anonymous is None
