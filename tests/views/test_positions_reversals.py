from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord import store
from onrecord.model import Date
from onrecord.views.positions import positions
from said import report

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Record
    from onrecord.views.positions_reversals import Reversal

DRAFT = "the draft law on ports"


def turned(folder: Path, *records: Record, actor: str = "Lee", on: str = "", words: str = "") -> tuple[Reversal, ...]:
    with store.open(folder / "store.sqlite", mode="write") as opened:
        for record in records:
            opened.write(record)
        return positions(opened, actor, on=on, words=words).reversals.rows


def test_from_support_to_opposition_with_both_statements(tmp_path: Path) -> None:
    (found,) = turned(
        tmp_path, report("we like them", score=0.8), report("they fail us", score=-0.4, days=3), report("so", days=4)
    )
    assert (found.kind, found.by, found.subject, found.voice) == ("reversal", "stance", "Bolt Union", "Ann Lee")
    assert (found.before.content, found.after.content) == ("we like them", "they fail us")
    assert (str(found.before.day), str(found.after.day)) == ("2024-05-06", "2024-05-09")
    assert found.score == pytest.approx(0.9 * 0.6 * 0.6)


def test_only_the_last_statement_that_takes_a_side_counts(tmp_path: Path) -> None:
    found = turned(
        tmp_path,
        report("one", score=0.5),
        report("two", score=-0.5, days=1),
        report("three", days=2),
        report("four", score=-0.5, days=3),
        report("five", score=0.5, days=4),
    )
    assert [(row.before.content, row.after.content) for row in found] == [("one", "two"), ("four", "five")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"about": "Cape League"}),
        ({}, {"by": "Bo Lee"}),
        ({}, {"negated": True}),
        ({}, {"said_on": Date("2024-05", "publication")}),
        ({}, {"day": None}),
        ({"days": 1}, {"about_country": "NOR", "about": "Cape League"}),
    ],
)
def test_no_reversal(tmp_path: Path, one: dict[str, object], other: dict[str, object]) -> None:
    records = (
        report("we like them", score=0.8, **one),  # type: ignore[arg-type] # what statements differ in
        report("they fail us", **{"score": -0.8, "days": 4, **other}),  # type: ignore[arg-type] # as above
    )
    assert turned(tmp_path, *records) == ()


def test_one_days_different_reports_are_conflicting_and_turn_nothing(tmp_path: Path) -> None:
    found = turned(
        tmp_path,
        report("we like them", score=0.8),
        report("they fail us", score=-0.8, outlet="Quessa News"),
        report("we like them still", score=0.5, days=2),
    )
    assert [(row.kind, row.before.content, row.after.content) for row in found] == [
        ("conflicting", "we like them", "they fail us")
    ]


@pytest.mark.parametrize(
    ("first", "then", "kinds"),
    [
        ("deny", "promise", ["reversal"]),
        ("agree", "reject", ["reversal"]),
        ("agree", "promise", []),
        ("deny", "say", []),
        ("reject", "deny", []),
    ],
)
def test_from_a_no_to_a_yes_on_the_same_matter(tmp_path: Path, first: str, then: str, kinds: list[str]) -> None:
    found = turned(
        tmp_path,
        report(f"signing {DRAFT}", act=first),  # type: ignore[arg-type] # acts, all of them
        report("fish and bread", act=then, days=1),  # type: ignore[arg-type]
        report(f"they sign {DRAFT}", act=then, days=2),  # type: ignore[arg-type]
    )
    assert [(row.kind, row.by) for row in found] == [(kind, "act") for kind in kinds]
    assert all(row.after.content == f"they sign {DRAFT}" for row in found)


def test_acts_of_one_day_conflict_only_in_different_reports(tmp_path: Path) -> None:
    found = turned(
        tmp_path, report(f"signing {DRAFT}", act="deny"), report(f"sign {DRAFT}", act="promise", outlet="Quessa News")
    )
    assert [(row.kind, row.before.act, row.after.act) for row in found] == [("conflicting", "promise", "deny")]


def test_stance_and_act_of_one_pair_are_one_row_and_clear_ones_come_first(tmp_path: Path) -> None:
    found = turned(
        tmp_path,
        report(f"we sign {DRAFT}", act="promise", score=0.7),
        report(f"to sign {DRAFT}", act="reject", score=-0.7, days=1),
        report("thanks for the bread", score=0.2, days=2),
    )
    assert [row.by for row in found] == ["stance and act", "stance"]
    assert found[0].score > found[1].score


def test_words_are_a_subject_of_their_own(tmp_path: Path) -> None:
    records = (
        report(f"signing {DRAFT}", act="deny", about="Bolt Union"),
        report(f"they sign {DRAFT}", act="promise", about="Cape League", days=1),
    )
    assert turned(tmp_path, *records) == ()
    (found,) = turned(tmp_path, words="draft law")
    assert found.subject == "draft law"


def test_a_state_speaks_with_one_voice_and_a_name_with_its_fuller_form(tmp_path: Path) -> None:
    records = (
        report("we like them", by="Ann Lee", country="NOR", sector="GOV", score=0.5),
        report("they fail us", by="Bo Roe", country="NOR", sector="MIL", score=-0.5, days=1),
        report("all is well", by="Lee", country="NOR", sector="GOV", score=-0.5, days=2),
        report("they are right", by="Cara Dean", country="NOR", score=0.5, days=3),
    )
    assert [(row.voice, row.after.speaker) for row in turned(tmp_path, *records, actor="Norway")] == [("NOR", "Bo Roe")]
    assert [(row.voice, row.after.speaker) for row in turned(tmp_path, actor="Lee")] == [("Ann Lee", "Lee")]


def test_a_voice_has_its_most_frequent_name(tmp_path: Path) -> None:
    records = [report(f"word{n}", by=by, days=n) for n, by in enumerate(["Lee", "Ann Lee", "Lee"])]
    with store.open(tmp_path / "store.sqlite", mode="write") as opened:
        for record in records:
            opened.write(record)
        assert {row.voice for row in positions(opened, "Lee").statements.rows} == {"Lee"}


def test_of_a_country_only_who_speaks_for_it_is_one_subject(tmp_path: Path) -> None:
    records = [
        report("we like them", about="Finland", about_country="FIN", score=0.5),
        report("they fail us", about="Helsinki Rowers", about_country="FIN", score=-0.5, days=1),
    ]
    assert turned(tmp_path, *records, on="Finland") == ()
