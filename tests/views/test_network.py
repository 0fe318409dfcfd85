from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.errors import QueryError
from onrecord.model import PloverCode, Record
from onrecord.views.network import Edge, network
from said import DAY, report

from factories import document, entity, event, mention

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onrecord.model import Modality, Quad
    from onrecord.views.network import Network


def ask(folder: Path, records: Iterable[Record], **asked: object) -> Network:
    """What a store of these records tells, after they were compared."""
    with store.open(folder / f"{len(list(folder.iterdir()))}.sqlite", mode="write") as opened:
        for record in records:
            opened.write(record)
        CopyIndex(opened).catch_up()
        return network(opened, **asked)  # type: ignore[arg-type] # what a test asks


def deed(  # noqa: PLR0913 (what events can differ in)
    *actors: tuple[str, str | None],
    on: tuple[str, str | None] | None = None,
    quad: Quad = "4",
    score: float = -5.0,
    modality: Modality = "asserted",
    days: int = 0,
    more: str = "",
) -> Record:
    """A record of one event; parties are names with countries."""
    names = [name for name, _ in (*actors, *([on] if on else []))]
    doc = document(f"{', '.join(names)} met{more}.", published=DAY + dt.timedelta(days=days), location=f"{days}{more}")
    mentions = [mention(doc, name) for name in names]
    countries = [country for _, country in (*actors, *([on] if on else []))]
    people = [entity([m], country=country) for m, country in zip(mentions, countries, strict=True)]
    acting = len(actors)
    made = event(
        doc, trigger="met", actor=people[:acting], actor_words=names[:acting], recipient=people[acting:],
        recipient_words=names[acting:], code=PloverCode("ASSAULT"), modality=modality,
    )  # fmt: skip
    return Record(doc, tuple(mentions), tuple(people), (), "test-model 1", (replace(made, quad=quad, score=score),))


ANN, BO, CARA = ("Ann Lee", "NOR"), ("Bo Roe", "FIN"), ("Cara Dean", "NOR")
TALK = [
    report("they are right", by="Ann Lee", country="NOR", sector="GOV", about="Bo Roe", about_country="FIN", score=0.5),
    report("they are wrong", by="Ann Lee", country="NOR", about="Bo Roe", about_country="FIN", score=-1.0, days=3),
    report("no such ship", by="Cara Dean", country="NOR", about="Bo Roe", about_country="FIN", negated=True),
    report("we are well", by="Cara Dean", country="NOR", about="Oslo", about_country="NOR"),
    report("who knows", by="Cara Dean", country="NOR", about="Somebody"),
]


def ties(found: Network) -> set[tuple[str, str, str, int]]:
    return {(e.source, e.target, e.kind, e.weight) for e in found.edges}


def test_who_speaks_about_whom_by_country(tmp_path: Path) -> None:
    found = ask(tmp_path, TALK)
    assert found.edges == (Edge("NOR", "FIN", "speaks_about", 2, -0.25, support=1, oppose=1),)
    assert [(n.id, n.name, n.statements, n.spoken_of) for n in found.nodes] == [
        ("FIN", "Finland", 0, 2),
        ("NOR", "Norway", 2, 0),
    ]
    assert (found.own, found.unplaced) == (1, 1), "what is left out is told"


def test_by_actor_everybody_is_a_node(tmp_path: Path) -> None:
    found = ask(tmp_path, TALK, unit="actor")
    assert ties(found) == {
        ("person:NOR:ann lee", "organisation:FIN:bo roe", "speaks_about", 2),
        ("person:NOR:cara dean", "organisation:NOR:oslo", "speaks_about", 1),
        ("person:NOR:cara dean", "organisation::somebody", "speaks_about", 1),
    }
    nodes = {n.id: n for n in found.nodes}
    ann = nodes["person:NOR:ann lee"]
    assert (ann.name, ann.country, ann.sector, ann.ref) == ("Ann Lee", "NOR", "GOV", None)
    assert found.unplaced == 0


def test_whoever_a_lexicon_knows_is_one_node_by_the_most_frequent_name(tmp_path: Path) -> None:
    made = [report(f"word{n}", by=by, ref="person:1", days=n) for n, by in enumerate(["Premier", "Ann Lee", "Ann Lee"])]
    found = ask(tmp_path, made, unit="actor")
    assert ties(found) == {("person:1", "organisation::bolt union", "speaks_about", 3)}
    assert {n.id: n.name for n in found.nodes}["person:1"] == "Ann Lee"


DEEDS = [
    deed(ANN, on=BO, more=" at sea"),
    deed(ANN, on=BO, quad="1", score=3.0, days=1),
    deed(ANN, on=BO, modality="future", days=2),
    deed(ANN, BO, quad="1", score=4.0, days=3),
    deed(ANN, CARA, quad="1", days=4),
    deed(ANN, on=CARA, days=5),
    deed(ANN, days=6),
    deed(("Dee", None), on=BO, days=7),
]


def test_who_acts_on_whom_by_country(tmp_path: Path) -> None:
    found = ask(tmp_path, DEEDS)
    there = Edge("NOR", "FIN", "acts_on", 3, 0.6667, verbal_cooperation=2, material_conflict=1)
    assert found.edges == (there, Edge("FIN", "NOR", "acts_on", 1, 4.0, verbal_cooperation=1))
    assert (found.own, found.unplaced) == (1, 1)
    assert [(n.id, n.events, n.received) for n in found.nodes] == [("FIN", 1, 3), ("NOR", 3, 1)]


def test_who_acts_on_whom_by_actor(tmp_path: Path) -> None:
    ann, bo, cara, dee = "person:NOR:ann lee", "person:FIN:bo roe", "person:NOR:cara dean", "person::dee"
    assert ties(ask(tmp_path, DEEDS, unit="actor")) == {
        (ann, bo, "acts_on", 3),
        (bo, ann, "acts_on", 1),
        (ann, cara, "acts_on", 2),
        (cara, ann, "acts_on", 1),
        (dee, bo, "acts_on", 1),
    }


@pytest.mark.parametrize(
    ("asked", "weights"),
    [
        ({}, [3, 2, 1]),
        ({"kind": "speaks_about"}, [2]),
        ({"kind": "acts_on"}, [3, 1]),
        ({"min_weight": 2}, [3, 2]),
        ({"since": DAY + dt.timedelta(days=3)}, [1, 1, 1]),
        ({"until": DAY}, [1, 1]),
        ({"since": DAY - dt.timedelta(days=9), "until": DAY - dt.timedelta(days=8)}, []),
        ({"limit": 1}, [3]),
    ],
)
@pytest.mark.parametrize("unit", ["country", "actor"])
def test_what_is_asked_for(tmp_path: Path, asked: dict[str, object], weights: list[int], unit: str) -> None:
    two = [r for r in (*TALK, *DEEDS) if {e.country for e in r.entities} == {"NOR", "FIN"}]
    assert [e.weight for e in ask(tmp_path, two, unit=unit, **asked).edges] == weights


def test_what_a_limit_leaves_out_is_told(tmp_path: Path) -> None:
    found = ask(tmp_path, (*TALK, *DEEDS), min_weight=2, limit=1)
    assert (found.edge_total, found.lighter, found.beyond, found.node_total) == (3, 1, 1, 2)
    assert [(n.id, n.statements, n.events) for n in found.nodes] == [("FIN", 0, 1), ("NOR", 2, 3)], "of all edges"


@pytest.mark.parametrize("asked", [{"unit": "bloc"}, {"kind": "likes"}, {"copies": "burn"}, {"limit": -1}])
def test_what_cannot_be_asked(tmp_path: Path, asked: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        ask(tmp_path, [], **asked)


LONG = "we will rebuild every house and every pier on the island and the ferries sail again as they did in autumn"
COPIES = [
    report(LONG, outlet=outlet, country="NOR", about_country="FIN") for outlet in ("Post", "Quessa News", "Tarnby")
]


def test_copies_count_once_or_each(tmp_path: Path) -> None:
    once, each = ask(tmp_path, COPIES), ask(tmp_path, COPIES, copies="count")
    assert ([e.weight for e in once.edges], once.copies) == ([1], 2)
    assert ([e.weight for e in each.edges], each.copies) == ([3], 0)


@settings(max_examples=10)
@given(st.permutations(range(len(TALK + DEEDS + COPIES))), st.sampled_from(["country", "actor"]))
def test_the_order_of_reading_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], unit: str
) -> None:
    made = TALK + DEEDS + COPIES
    folder = tmp_path_factory.mktemp("order")
    assert ask(folder, [made[at] for at in order], unit=unit) == ask(folder, made, unit=unit)
