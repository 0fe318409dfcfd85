from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.lexicon.stance import load_stance
from onrecord.verify import check
from stance_cases import marked_entities, mistakes, read

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

FOLDER = Path(__file__).parent.parent / "cases"
TUNED, UNSEEN = (
    tuple(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["cases"]) for name in ("stance", "stance_unseen")
)


def share_right(cases: tuple[str, ...], pipeline: Pipeline) -> float:
    return sum(not mistakes(case, pipeline) for case in cases) / len(cases)


def test_there_are_enough_cases_and_no_empty_ones() -> None:
    assert len(TUNED) >= 120
    assert len(UNSEEN) >= 80
    assert [case for case in TUNED if not marked_entities(case)] == []


def test_stance_of_the_cases_it_was_tuned_on(rules_pipeline: Pipeline) -> None:
    assert share_right(TUNED, rules_pipeline) >= 0.96


def test_stance_of_cases_it_was_not_tuned_on(rules_pipeline: Pipeline) -> None:
    assert share_right(UNSEEN, rules_pipeline) >= 0.8


def test_every_class_of_the_lexicon_does_what_its_examples_say(rules_pipeline: Pipeline) -> None:
    wrong = [
        (of.name, case, found)
        for of in load_stance().classes
        for case in (*of.examples, *of.counter_examples)
        if (found := mistakes(case, rules_pipeline))
    ]
    assert wrong == []


def test_whom_the_cue_aims_at_comes_first(rules_pipeline: Pipeline) -> None:
    record, _ = read("{S:Chile} {C:accused} {T:{N:Peru} of bombing a school in Bolivia}.", rules_pipeline)
    (statement,) = record.statements
    assert record.entity(statement.about[0]).name == "Peru"
    assert [s.entity for s in statement.stance] == list(statement.about)
    assert [e.exact for e in statement.stance[0].evidence] == ["accused"]
    check(record)


@pytest.mark.parametrize("case", [TUNED[0], TUNED[-3], UNSEEN[0]])
def test_a_record_with_stances_holds(case: str, rules_pipeline: Pipeline) -> None:
    check(read(case, rules_pipeline)[0])


def test_places_and_owners_in_passing_are_not_what_it_is_about(rules_pipeline: Pipeline) -> None:
    record, _ = read("{S:Chile} {C:said} {T:Peru had met Bolivia in Kenya}.", rules_pipeline)
    names = [record.entity(i).name for i in record.statements[0].about]
    assert names == ["Peru", "Bolivia"]


def test_a_stance_told_inside_belongs_to_the_inner_statement(rules_pipeline: Pipeline) -> None:
    record, _ = read("{S1:Chile} {C1:said} {T1:{S2:Peru} {C2:condemned} {T2:Bolivia}}.", rules_pipeline)
    outer, inner = record.statements
    assert inner.within == outer.id
    assert {s.stance for s in outer.stance} <= {"neutral"}
    assert [s.stance for s in inner.stance] == ["oppose"]
