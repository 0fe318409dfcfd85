from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord import store
from onrecord.errors import NotInStoreError, QueryError
from onrecord.views.actors import actors, profile
from onrecord.views.dyads import Balance, Side, dyads, side

from factories import nested, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import Reader

ROAD = record(
    "{S1:Ann Lee} {C1:said} {T1:the road was built}. {S2:Cara} {C2:said} {T2:no}. {S3:Ann Lee} {C3:said} {T3:yes}.",
    country="NOR", sector="GOV", location="road.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with store.open(tmp_path_factory.mktemp("actors") / "store.db", mode="write") as opened:
        for each in (nested(), ROAD):
            opened.write(each)
        yield opened


def test_who_speaks_most_comes_first(reader: Reader) -> None:
    page = actors(reader)
    assert [(a.name, a.statements, a.documents) for a in page.rows] == [
        ("Ann Lee", 3, 2),
        ("Bob", 1, 1),
        ("Cara", 1, 1),
    ]
    assert page.total == 3
    assert page.rows[0].country == "NOR"
    assert [a.name for a in actors(reader, limit=1, offset=1).rows] == ["Bob"]


@pytest.mark.parametrize(
    ("name", "found"), [("lee", ["Ann Lee"]), ("Le", []), ("%", []), ("_", []), ("ann lee", ["Ann Lee"])]
)
def test_actors_are_found_by_words_of_their_names(reader: Reader, name: str, found: list[str]) -> None:
    assert [a.name for a in actors(reader, name=name).rows] == found


def test_all_about_one(reader: Reader) -> None:
    ann = profile(reader, name="Ann Lee")
    assert (ann.actor.statements, ann.actor.documents, ann.actor.sector) == (3, 2, "GOV")
    assert ann.totals == {"said": 3, "spoken_of": 0, "done": 0, "received": 1}
    assert [s.content for s in ann.said if s.document_id == ROAD.document.id] == ["the road was built", "yes"]
    assert [(c.value, c.count) for c in ann.subjects] == [("Bob", 1)]
    assert [e.type for e in ann.received] == ["THREATEN"]
    assert sum(c.count for c in ann.months) == 3


def test_who_is_spoken_of(reader: Reader) -> None:
    bob = profile(reader, name="Bob", most=1)
    assert [(c.value, c.count) for c in bob.spoken_of_by] == [("Ann Lee", 1)]
    assert [e.actor for e in bob.done] == ["Bob"]
    assert len(bob.said) == 1


@pytest.mark.parametrize("asked", [{"name": "Nobody"}, {"ref": "country:XXX"}, {"name": "' OR 1=1 --"}])
def test_nobody(reader: Reader, asked: dict[str, str]) -> None:
    with pytest.raises(NotInStoreError):
        profile(reader, **asked)  # type: ignore[arg-type]  # `most` is not among them


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Norway", Side("Norway", "country", "NOR")),
        ("NO", Side("NO", "country", "NOR")),
        ("NOR", Side("NOR", "country", "NOR")),
        ("Ann", Side("Ann", "actor", "Ann")),
        ("Bob Roe", Side("Bob Roe", "actor", "Bob Roe")),
    ],
)
def test_sides(asked: str, found: Side) -> None:
    assert side(asked) == found


def test_a_side_must_be_named() -> None:
    with pytest.raises(QueryError):
        side(" ")


def test_what_two_do_to_each_other(reader: Reader) -> None:
    there, back = dyads(reader, side("Bob"), side("Ann Lee"))
    assert [(e.actor, e.recipient) for e in there.events] == [("Bob", "Ann Lee")]
    assert (there.event_count, there.statement_count) == (1, 0)
    assert there.months == (Balance("2024-05", verbal_cooperation=1),)
    assert (back.event_count, back.statement_count) == (0, 1)
    assert back.months == (Balance("2024-05", neutral=1),)
    assert back.statements[0].content == "Bob warned of war"
