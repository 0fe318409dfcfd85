from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.errors import QueryError
from onrecord.model import Date, Topic
from onrecord.views.positions import positions
from onrecord.views.stats import Count
from said import DAY, report

from factories import PROVENANCE, nested

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onrecord.model import Record
    from onrecord.views.positions import Positions

MONTH = Date("2024-03", "publication")


def ask(folder: Path, records: Iterable[Record], actor: str = "Ann Lee", **subject: object) -> Positions:
    """What a store of these records tells; `copies` has them compared first."""
    path = folder / f"{len(list(folder.iterdir()))}.sqlite"
    compared = subject.pop("copies", False)
    with store.open(path, mode="write") as opened:
        for record in records:
            opened.write(record)
        if compared:
            CopyIndex(opened).catch_up()
        return positions(opened, actor, **subject)  # type: ignore[arg-type] # what a test asks


def said_days(found: Positions) -> list[str]:
    return [str(row.day) for row in found.statements.rows]


def test_statements_are_told_with_day_act_stance_and_report(tmp_path: Path) -> None:
    found = ask(
        tmp_path,
        [
            report("we stand with them", score=0.6, act="support", country="NOR", sector="GOV"),
            report("they broke their word", score=-0.4, act="accuse", days=3),
            report("nothing of that", by="Bo Roe"),
        ],
    )
    assert said_days(found) == ["2024-05-09", "2024-05-06"]
    first = found.statements.rows[1]
    assert (first.speaker, first.country, first.sector, first.act) == ("Ann Lee", "NOR", "GOV", "support")
    assert (first.towards, first.stance, first.score) == ("Bolt Union", "support", 0.6)
    assert (first.content, first.outlet, first.dated) == ("we stand with them", "Lorvik Post", "report")
    assert (found.first, found.last) == (first, found.statements.rows[0])
    assert (found.whole.statements, found.whole.support, found.whole.oppose) == (2, 1, 1)
    assert found.whole.acts == (Count("accuse", 1), Count("support", 1))


ALL = [
    report("the harbour stays open", by="Ann Lee", country="NOR", sector="GOV"),
    report("no harbour was closed", by="Norway", kind="country", country="NOR", ref="country:NOR", act="deny"),
    report("prices rise", by="Cara Dean", country="NOR", sector="CVL", days=2),
    report("we are neighbours", by="Finland", kind="country", country="FIN", about="Oslo", about_country="NOR"),
    report("talks go on", by="Bo Roe", country="NOR", sector="GOV", source="the Harbour Ministry's spokesman", days=1),
    report("it was a feint", by="Harbour Ministry", kind="organisation", country="NOR", sector="GOV", days=5),
]


@pytest.mark.parametrize(
    ("actor", "asked", "contents"),
    [
        ("Ann Lee", {}, {"the harbour stays open"}),
        ("lee", {}, {"the harbour stays open"}),
        ("Norway", {"official": True, "until": DAY + dt.timedelta(1)},
         {"the harbour stays open", "no harbour was closed", "talks go on"}),
        ("NOR", {"words": "prices"}, {"prices rise"}),
        ("NOR", {"words": "harbour clos*"}, {"no harbour was closed"}),
        ("Finland", {"on": "Norway"}, {"we are neighbours"}),
        ("Finland", {"on": "Oslo"}, {"we are neighbours"}),
        ("Finland", {"on": "Bolt Union"}, set()),
        ("harbour ministry", {}, {"talks go on", "it was a feint"}),
        ("harbour ministry spokesman", {}, {"talks go on"}),
        ("Norway", {"since": DAY + dt.timedelta(days=2)}, {"prices rise", "it was a feint"}),
        ("Norway", {"until": DAY, "official": True}, {"the harbour stays open", "no harbour was closed"}),
        ("' OR 1=1 --", {}, set()),
        ("%", {}, set()),
    ],
)  # fmt: skip
def test_who_and_what_is_asked_for(tmp_path: Path, actor: str, asked: dict[str, object], contents: set[str]) -> None:
    found = ask(tmp_path, ALL, actor, **asked)
    assert {row.content for row in found.statements.rows} == contents
    assert found.whole.statements == len(contents)


def test_a_topic(tmp_path: Path) -> None:
    made = report("the harbour stays open")
    topic = Topic("military", "context", made.statements[0].id, 0.8, PROVENANCE, made.statements[0].content)
    records = [replace(made, topics=(topic,)), report("prices rise", days=1)]
    assert [r.content for r in ask(tmp_path, records, topic="military").statements.rows] == ["the harbour stays open"]


def test_somebody_whom_a_lexicon_knows_is_found_under_other_names(tmp_path: Path) -> None:
    records = [report("yes", by="Ann Lee", ref="person:1"), report("no", by="Premier Lee-Dahl", ref="person:1", days=1)]
    assert ask(tmp_path, records, "Ann Lee").whole.statements == 2


def test_an_office_is_not_who_only_speaks_of_somebody(tmp_path: Path) -> None:
    aide = report("she is well", by="Bo Roe", sector="GOV", source="an aide to Bolt Union")
    assert ask(tmp_path, [aide], "aide to Bolt Union").whole.statements == 1
    person = replace(aide, entities=tuple(replace(e, kind="person") for e in aide.entities))
    person = _with_ids(person)
    assert ask(tmp_path, [person], "Bolt Union").whole.statements == 0


def _with_ids(record: Record) -> Record:
    """The record with the ids that its entities have as persons."""
    from onrecord.model import entity_id  # noqa: PLC0415 - used here alone

    new = {e.id: entity_id(e.document_id, e.kind, e.mentions[0]) for e in record.entities}
    (made,) = record.statements
    made = replace(
        made,
        speaker=tuple(new[i] for i in made.speaker),
        about=tuple(new[i] for i in made.about),
        stance=tuple(replace(s, entity=new[s.entity]) for s in made.stance),
    )
    return replace(record, entities=tuple(replace(e, id=new[e.id]) for e in record.entities), statements=(made,))


def test_a_nested_statement_is_the_inner_speakers_and_says_who_reports_it(tmp_path: Path) -> None:
    (row,) = ask(tmp_path, [nested()], "Bob").statements.rows
    assert (row.content, row.speaker, row.reported_by) == ("of war", "Bob", "Ann Lee")
    assert (str(row.day), row.dated) == ("2024-05-03", "statement")
    (row,) = ask(tmp_path, [nested()], "Ann Lee").statements.rows
    assert (row.content, row.reported_by) == ("Bob warned of war", None)


def test_what_is_not_dated_is_listed_apart(tmp_path: Path) -> None:
    found = ask(tmp_path, [report("yes", day=None), report("no", score=-0.5)])
    assert [row.content for row in found.statements.rows] == ["no"]
    assert [row.content for row in found.undated.rows] == ["yes"]
    assert found.undated.rows[0].dated is None
    assert (found.whole.statements, [p.statements for p in found.periods]) == (2, [1])


def test_periods_and_the_longer_time_of_what_has_no_day(tmp_path: Path) -> None:
    records = [
        report("one"),
        report("two", days=1, act="deny", negated=True),
        report("three", days=40, score=0.5),
        report("four", said_on=MONTH),
        report("five", said_on=Date("2024", "publication")),
    ]
    told = {p.period: p.statements for p in ask(tmp_path, records).periods}
    assert told == {"2024": 1, "2024-03": 1, "2024-05": 2, "2024-06": 1}
    assert list(told) == ["2024", "2024-03", "2024-05", "2024-06"], "in order"
    by_day = ask(tmp_path, records, by="day").periods
    assert [p.period for p in by_day] == ["2024", "2024-03", "2024-05-06", "2024-05-07", "2024-06-15"]
    assert [p.negated for p in by_day] == [0, 0, 0, 1, 0]
    assert [p.period for p in ask(tmp_path, records, by="week").periods][2:] == ["2024-W19", "2024-W24"]
    assert [p.period for p in ask(tmp_path, records, by="year").periods] == ["2024"]
    with pytest.raises(QueryError, match="is no period"):
        ask(tmp_path, records, by="decade")


LONG = " and the ferries sail again as they did before the storms of last autumn took the piers away from the town"


def test_copies_count_once_and_how_many_there_are_is_told(tmp_path: Path) -> None:
    words = "we will rebuild every house on the island" + LONG
    records = [report(words, outlet=outlet, score=0.5) for outlet in ("Lorvik Post", "Quessa News", "Tarnby Times")]
    apart, together = ask(tmp_path, records), ask(tmp_path, records, copies=True)
    assert (apart.whole.statements, apart.left_out, apart.uncompared) == (3, 0, 3)
    assert (together.whole.statements, together.left_out, together.uncompared) == (1, 2, 0)
    assert together.statements.rows[0].copies == 2
    assert apart.phrases.total == 1
    assert together.phrases.total == 0


def test_lists_are_cut_and_say_how_long_they_are(tmp_path: Path) -> None:
    found = ask(tmp_path, [report(f"word{n}", days=n) for n in range(5)], limit=2, offset=1)
    assert said_days(found) == ["2024-05-09", "2024-05-08"]
    assert (found.statements.total, found.whole.statements) == (5, 5)
    assert str(found.first and found.first.day) == "2024-05-06"
    with pytest.raises(QueryError):
        ask(tmp_path, [], limit=-1)


def test_nobody(tmp_path: Path) -> None:
    found = ask(tmp_path, [], "Nobody")
    assert (found.whole.statements, found.first, found.periods, found.phrases.total) == (0, None, (), 0)
    with pytest.raises(QueryError):
        ask(tmp_path, [], " ")


MIXED = [
    report("we support the harbour treaty", score=0.6, act="support"),
    report("we reject the harbour treaty", score=-0.6, act="reject", days=9),
    report("the harbour treaty must be kept", score=0.7, days=9, outlet="Quessa News"),
    report("the harbour treaty must be kept for ever", by="Lee", days=20, said_on=MONTH),
    report("nothing", day=None),
]


@settings(max_examples=20)
@given(st.permutations(range(len(MIXED))))
def test_the_order_of_reading_changes_nothing(tmp_path_factory: pytest.TempPathFactory, order: list[int]) -> None:
    told = ask(tmp_path_factory.mktemp("order"), [MIXED[at] for at in order], "Lee", copies=True)
    again = ask(tmp_path_factory.mktemp("order"), MIXED, "Lee", copies=True)
    assert msgspec.json.encode(told) == msgspec.json.encode(again)
    assert told.reversals.total > 0
    assert told.phrases.total > 0
