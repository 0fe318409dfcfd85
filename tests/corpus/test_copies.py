from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from notices import copied, series
from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.errors import NotInStoreError, StoreError
from onrecord.model import Record
from onrecord.views.copies import copy_groups, copy_links, uncompared

import factories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.model import Document
    from onrecord.store import SqliteStore

TEXT = (
    "The harbour of Lorvik will stay closed until Friday, its master Bob Roe said, after a freighter with 12 men on "
    "board ran aground in the fairway.\n"
    "Two tugs tried to pull the ship free in the night but gave up at dawn. Divers found a tear of 9 metres in the "
    "hull, the coast guard said.\n"
    "Ferries to Tarnby leave from the old quay as long as the fairway is blocked, and lorries are sent by road."
)
OTHER = (
    "Voters in Quessa go to the polls on Sunday to choose a council of 31 seats. Polls give the party of mayor Oda "
    "Kleist a lead of six points over the farmers' league of her old rival, who wants to lower the tax on land."
)
DAY = dt.date(2024, 5, 6)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[SqliteStore]:
    with store.open(tmp_path / "store.sqlite", mode="write") as opened:
        yield opened


def put(
    kept: SqliteStore, text: str, *, outlet: str = "Lorvik Post", days: int | None = 0, url: str | None = None
) -> Document:
    published = None if days is None else DAY + dt.timedelta(days=days)
    document = factories.document(
        text, outlet=outlet, published=published, url=url, location=f"{outlet}-{days}-{len(text)}"
    )
    kept.write(Record(document))
    return document


def group(kept: SqliteStore, document: Document) -> str:
    return str(kept.select("SELECT group_id FROM copies WHERE document_id = ?", (document.id,))[0][0])


@pytest.mark.parametrize(
    ("text", "days", "kind"),
    [
        (TEXT, 0, "exact"),
        (TEXT.upper(), 400, "exact"),
        (TEXT, None, "exact"),
        (f"OSLO (Reuters) - {TEXT}\nFollow us on every channel there is.", 1, "near"),
        (TEXT.rpartition("\n")[0], 0, "near"),
        (TEXT.rpartition("\n")[0], None, "near"),
        (f"{OTHER}\n{TEXT.partition(chr(10))[0]}", 0, "part"),
        (TEXT.replace("12 men", "13 men"), 0, "near"),
        (TEXT.rpartition("\n")[0], 30, None),
        (OTHER, 0, None),
    ],
)
def test_a_copy_is_matched_as_it_comes_in(kept: SqliteStore, text: str, days: int | None, kind: str | None) -> None:
    index = CopyIndex(kept)
    first, second = put(kept, TEXT), put(kept, text, outlet="Tarnby Times", days=days)
    assert index.add(first) == ()
    found = index.add(second)
    assert [(m.document_id, m.other_id, m.kind) for m in found] == ([(second.id, first.id, kind)] if kind else [])
    assert group(kept, second) == (first.id if kind else second.id)
    assert index.add(second) == found, "adding it again changes nothing"


def test_another_text_at_the_same_address_is_a_version_however_late(kept: SqliteStore) -> None:
    index = CopyIndex(kept)
    first = put(kept, TEXT, url="https://lorvik.example/ship")
    second = put(kept, OTHER, url="https://lorvik.example/ship", days=90)
    index.add(first)
    assert [m.kind for m in index.add(second)] == ["version"]
    assert group(kept, second) == first.id


def test_a_pipe_is_no_address(kept: SqliteStore) -> None:
    index = CopyIndex(kept)
    for text in (TEXT, OTHER):
        document = factories.document(text, key="-", location="-")
        kept.write(Record(document))
        assert index.add(document) == ()


def test_a_round_up_is_linked_with_what_it_holds_and_not_grouped(kept: SqliteStore) -> None:
    index = CopyIndex(kept)
    first, second = put(kept, TEXT), put(kept, OTHER, outlet="Quessa News")
    rest = "\n".join(pair.one.text for pair in series(9, seed=4))
    third = put(kept, f"{TEXT}\n{OTHER}\n{rest}", outlet="Digest")
    for document in (first, second):
        index.add(document)
    found = index.add(third)
    assert {m.other_id for m in found} == {first.id, second.id}
    assert {m.kind for m in found} == {"part"}
    assert group(kept, third) == third.id
    assert copy_groups(kept).total == 0
    assert [link.document_id for link in copy_links(kept, first.id)] == [third.id]


def test_groups_keep_the_id_of_their_first_report_and_are_never_joined(kept: SqliteStore) -> None:
    index = CopyIndex(kept)
    parts = TEXT.split("\n")
    first, second = put(kept, "\n".join(parts[:1])), put(kept, "\n".join(parts[1:]), outlet="Quessa News")
    whole = put(kept, TEXT, outlet="Tarnby Times")
    for document in (first, second, whole):
        index.add(document)
    assert group(kept, first) == first.id
    assert group(kept, second) == second.id
    assert group(kept, whole) == second.id, "it shares more with the second"
    assert len(copy_links(kept, whole.id)) == 2


def test_a_report_must_be_in_the_store(kept: SqliteStore) -> None:
    with pytest.raises(NotInStoreError):
        CopyIndex(kept).add(factories.document(TEXT))
    assert kept.select("SELECT count(*) FROM copies") == [(0,)]


def test_a_store_opened_for_reading_is_not_added_to(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.sqlite", mode="write") as kept:
        document = put(kept, TEXT)
    with store.open(tmp_path / "store.sqlite") as reader, pytest.raises(StoreError, match="opened for reading"):
        CopyIndex(reader).add(document)


def test_catching_up_gives_what_adding_as_they_come_in_gives(tmp_path: Path) -> None:
    reports = [r for pair in [*copied(20, seed=5), *series(20, seed=6)] for r in (pair.one, pair.other)]
    found = []
    for name, at_once in (("a", True), ("b", False)):
        with store.open(tmp_path / name, mode="write") as kept:
            index = CopyIndex(kept)
            for number, report in enumerate(reports):
                document = factories.document(
                    report.text, outlet=report.outlet, published=report.day, location=f"{number}.txt"
                )
                kept.write(Record(document))
                if not at_once:
                    index.add(document)
            assert uncompared(kept) == (len(set(reports)) if at_once else 0)
            assert index.catch_up() == (len(set(reports)) if at_once else 0)
            found.append([kept.select(sql) for sql in TABLES])
    assert found[0] == found[1]
    assert found[0][1], "there are matches"


TABLES = (
    "SELECT * FROM copies ORDER BY 1",
    "SELECT * FROM copy_matches ORDER BY 1",
    "SELECT * FROM copy_bands ORDER BY 1, 2, 3",
)


def test_a_new_index_goes_on_where_the_last_one_stopped(kept: SqliteStore) -> None:
    first = put(kept, TEXT)
    CopyIndex(kept).add(first)
    second = put(kept, TEXT, outlet="Tarnby Times")
    assert [m.other_id for m in CopyIndex(kept).add(second)] == [first.id]


def test_the_store_verifies_with_its_copies(kept: SqliteStore) -> None:
    for outlet in ("Lorvik Post", "Tarnby Times"):
        put(kept, TEXT, outlet=outlet)
    CopyIndex(kept).catch_up()
    assert not [fault for fault in kept.audit() if not isinstance(fault, Record)]
    (found,) = copy_groups(kept).rows
    assert (found.reports, found.outlets, found.first_day) == (2, 2, DAY)
