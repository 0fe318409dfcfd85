from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.quotations import Quoted, cluster, quotations

from factories import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.corpus.quotations import Quotation
    from onrecord.model import StatementKind
    from onrecord.store import SqliteStore

FULL = "We will answer every attack on our harbours, and those who ordered it will pay a heavy price for it"
OTHER = "The budget that parliament passed last night gives the fishermen of the north nothing at all"
DAY = dt.date(2024, 5, 6)


def said(words: str, *, by: str = "Ann Lee", number: int = 0, day: str | None = "2024-05-06") -> Quoted:
    persons = frozenset({by.rsplit(maxsplit=1)[-1].casefold()}) if by else frozenset[str]()
    return Quoted(
        f"s-{number}", f"d-{number}", words, by or None, persons, frozenset(), "Post", None, day, f"d-{number}"
    )


def clusters(*found: Quoted) -> list[list[int]]:
    return [sorted(int(each.statement_id[2:]) for each in together) for together in cluster(found)]


@pytest.mark.parametrize(
    "form",
    [
        FULL,
        FULL.upper() + "!",
        "those who ordered it will pay a heavy price",
        "We will answer every attack … those who ordered it will pay a heavy price for it",
        "We will answer every attack on [the country’s] harbours",
        "We shall respond to every attack on our harbours, and those who gave the order will pay a heavy price",
        "and those who ordered it will pay a dear price for it",
    ],
)
def test_forms_of_a_quotation_are_together(form: str) -> None:
    assert clusters(said(FULL), said(OTHER, number=1), said(form, number=2)) == [[0, 2], [1]]


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        "We will answer every question that the committee has on the budget of the navy and its ports",
        "We will pay what the market asks for such a price",
        "We will not comment on that",
    ],
)
def test_other_quotations_are_apart(other: str) -> None:
    assert clusters(said(FULL), said(other, number=1)) == [[0], [1]]


def test_a_fragment_does_not_tie_two_quotations_together() -> None:
    one = "Peace will come to this valley soon, because the farmers on both banks of the river want to sow again"
    two = "Peace will come to this valley soon, my father used to tell the guests who sat at his table every winter"
    fragment = "Peace will come to this valley soon"
    together = clusters(said(one), said(two, number=1), said(fragment, number=2))
    assert sorted(map(len, together)) == [1, 2]


def test_the_same_words_of_another_speaker_must_be_nearly_all_there() -> None:
    assert clusters(said(FULL), said(FULL, by="Bob Roe", number=1)) == [[0, 1]]
    assert clusters(said(FULL), said("those who ordered it will pay", by="Bob Roe", number=1)) == [[0], [1]]
    assert clusters(said(FULL), said("those who ordered it will pay", by="", number=1)) == [[0, 1]]


def test_set_phrases_need_rare_words_in_a_large_store() -> None:
    phrase = "it is what it is and we will see what we will do about it"
    many = [said(f"{phrase} in place{n} with thing{n}", number=n, by=f"Person{n}") for n in range(40)]
    assert len(clusters(*many)) == 40


@given(st.lists(st.sampled_from([FULL, OTHER, FULL[:60], FULL[20:], OTHER[10:], "a b c d"]), max_size=8), st.randoms())
def test_the_order_of_the_reports_does_not_matter(words: list[str], chance: object) -> None:
    found = [said(each, number=number) for number, each in enumerate(words)]
    mixed = found[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis' own kind of random numbers
    assert sorted(clusters(*found)) == sorted(clusters(*mixed))
    assert sorted(n for together in clusters(*found) for n in together) == list(range(len(words)))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[SqliteStore]:
    with store.open(tmp_path / "store.sqlite", mode="write") as opened:
        yield opened


def put(  # noqa: PLR0913 (what a report of a quotation can differ in)
    kept: SqliteStore,
    words: str,
    *,
    by: str = "Ann Lee",
    outlet: str,
    days: int = 0,
    kind: StatementKind = "direct",
) -> str:
    quoted = f'{{T:"{words}"}},' if kind == "direct" else f"{{T:{words}}}"
    made = record(f"{quoted} {{S:{by}}} {{C:said}}.", outlet=outlet, published=DAY + dt.timedelta(days=days))
    kept.write(replace(made, statements=tuple(replace(s, kind=kind) for s in made.statements)))
    return made.document.id


def all_of(kept: SqliteStore, **asked: object) -> Sequence[Quotation]:
    return quotations(kept, **asked).rows  # type: ignore[arg-type] # what the test asks


def test_first_appearance_spread_and_wordings_are_told(kept: SqliteStore) -> None:
    put(kept, FULL, outlet="Tarnby Times", days=1)
    first = put(kept, "those who ordered it will pay a dear price", outlet="Lorvik Post")
    put(
        kept,
        "that “those who ordered it will pay a heavy price” and that all was well",
        outlet="Quessa News",
        days=3,
        kind="mixed",
    )
    put(kept, OTHER, outlet="Lorvik Post")
    put(kept, FULL, outlet="Digest", kind="indirect")
    (found,) = all_of(kept)
    assert found.words == FULL
    assert (found.reports, found.outlets, found.wordings, found.copy_groups) == (3, 3, 3, 3)
    assert (found.first_day, found.last_day) == (DAY, DAY + dt.timedelta(days=3))
    assert (found.speakers, found.disputed) == (("Ann Lee",), False)
    assert found.appearances[0].document_id == first
    assert found.id == found.appearances[0].statement_id
    assert found.appearances[2].words == "those who ordered it will pay a heavy price"
    texts = [[c.text for c in a.changes if c.operation == "added"] for a in found.appearances]
    assert texts == [["dear"], [], []]


def test_two_speakers_are_flagged(kept: SqliteStore) -> None:
    put(kept, FULL, outlet="Lorvik Post")
    put(kept, FULL, by="Bob Roe", outlet="Tarnby Times")
    (found,) = all_of(kept)
    assert found.disputed
    assert set(found.speakers) == {"Ann Lee", "Bob Roe"}


def test_copies_count_once_in_the_number_of_copy_groups(kept: SqliteStore) -> None:
    for outlet in ("Lorvik Post", "Tarnby Times"):
        put(kept, FULL, outlet=outlet)
    assert all_of(kept)[0].copy_groups == 2
    CopyIndex(kept).catch_up()
    assert all_of(kept)[0].copy_groups == 1


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({}, 1),
        ({"fewest": 1}, 2),
        ({"fewest": 3}, 0),
        ({"words": "PRICE heavy"}, 1),
        ({"words": "budget"}, 0),
        ({"words": "budget", "fewest": 1}, 1),
        ({"speaker": "lee"}, 1),
        ({"speaker": "Roe"}, 0),
    ],
)
def test_what_is_asked_for(kept: SqliteStore, asked: dict[str, object], total: int) -> None:
    put(kept, FULL, outlet="Lorvik Post")
    put(kept, FULL, outlet="Tarnby Times")
    put(kept, OTHER, by="Bob Roe", outlet="Lorvik Post")
    found = quotations(kept, **asked)  # type: ignore[arg-type] # as above
    assert (found.total, len(found.rows)) == (total, total)


def test_a_page_says_how_large_the_whole_is(kept: SqliteStore) -> None:
    put(kept, FULL, outlet="Lorvik Post")
    put(kept, OTHER, outlet="Lorvik Post")
    page = quotations(kept, fewest=1, limit=1, offset=1)
    assert (len(page.rows), page.total) == (1, 2)
