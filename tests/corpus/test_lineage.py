from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import lexicon, store
from onrecord.corpus.agencies import Agencies
from onrecord.corpus.copies import CopyIndex
from onrecord.corpus.lineage import lineage
from onrecord.errors import NotInStoreError
from onrecord.model import Block, Claim, Document, Record, Span

import factories

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.store import SqliteStore

WIRE = (
    "The harbour of Lorvik will stay closed until Friday, its master Bob Roe said, after a freighter ran aground.\n"
    "Two tugs tried to pull the ship free in the night but gave up at dawn when the wind rose, the coast guard said.\n"
    "Ferries to Tarnby leave from the old quay as long as the fairway is blocked, and lorries are sent by road."
)
ADDED = "People in the town told this newspaper that the quay should have been dredged years ago."
DAY = dt.date(2024, 5, 6)


@pytest.fixture(scope="module")
def agencies() -> Agencies:
    return Agencies(lexicon.load().organisations.values())


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[SqliteStore]:
    with store.open(tmp_path / "store.sqlite", mode="write") as opened:
        yield opened


def with_dateline(dateline: str, text: str = WIRE, **facts: object) -> Document:
    whole = f"{dateline} {text}"
    first = len(dateline) + 1
    blocks = [Block("dateline", Span(0, len(dateline)))]
    for line in text.split("\n"):
        blocks.append(Block("paragraph", Span(first, first + len(line))))
        first += len(line) + 1
    return factories.document(whole, blocks=blocks, **facts)  # type: ignore[arg-type] # keywords of a factory


@pytest.mark.parametrize(
    ("document", "credited", "own"),
    [
        (with_dateline("LORVIK (Reuters) -"), "Reuters", None),
        (with_dateline("LORVIK, May 6 (AP) —"), "Associated Press", None),
        (factories.document(WIRE, byline="AP via Lorvik Post"), "Associated Press", None),
        (factories.document(WIRE, byline="Ann Lee, AFP"), "Agence France-Presse", None),
        (factories.document(f"LORVIK (Interfax) {WIRE}"), "Interfax", None),
        (factories.document(WIRE, outlet="Reuters"), "Reuters", "Reuters"),
        (factories.document(WIRE, url="https://www.reuters.com/world/ship"), None, "Reuters"),
        (factories.document(WIRE, url="https://apnews.com/article/ship"), None, "Associated Press"),
        (factories.document(WIRE, byline="Ann Apperley"), None, None),
        (factories.document(WIRE.replace("Roe said", "Roe told Reuters")), None, None),
        (factories.document(WIRE, url="https://reuters.example/a"), None, "Reuters"),
        (factories.document("x", byline=None, outlet=None), None, None),
    ],
)
def test_agencies(agencies: Agencies, document: Document, credited: str | None, own: str | None) -> None:
    assert agencies.credited(document) == credited
    assert agencies.own(document) == own


def test_an_outlet_told_by_a_dateline_alone_is_no_page_of_the_agency(agencies: Agencies) -> None:
    document = replace(factories.document(WIRE, outlet="Reuters"), claims=(Claim("outlet", "Reuters", "dateline"),))
    assert agencies.credited(document) == "Reuters"
    assert agencies.own(document) is None


def put(kept: SqliteStore, *documents: Document, agencies: Agencies) -> None:
    index = CopyIndex(kept, agencies=agencies)
    for document in documents:
        kept.write(Record(document))
        index.add(document)


def test_the_agencys_own_report_is_the_original_whenever_it_was_read(kept: SqliteStore, agencies: Agencies) -> None:
    early = with_dateline("LORVIK (Reuters) -", outlet="Lorvik Post", published=DAY)
    own = factories.document(WIRE, outlet="Reuters", published=DAY + dt.timedelta(days=1))
    put(kept, early, own, agencies=agencies)
    found = lineage(kept, early.id, agencies=agencies)
    assert (found.group_id, found.original_id, found.agency, found.total) == (early.id, own.id, "Reuters", 2)
    assert [member.is_original for member in found.members] == [True, False]
    assert lineage(kept, own.id, agencies=agencies) == found


def test_paragraphs_added_and_cut_are_told(kept: SqliteStore, agencies: Agencies) -> None:
    first, second, third = WIRE.split("\n")
    original = factories.document(WIRE, outlet="Lorvik Post", published=DAY)
    copy = factories.document(
        f"{first.replace('master', 'harbour master')}\n{ADDED}\n{third}\nMore soon.",
        outlet="Tarnby Times",
        published=DAY + dt.timedelta(days=1),
    )
    put(kept, copy, original, agencies=agencies)
    found = lineage(kept, copy.id, agencies=agencies)
    assert found.original_id == original.id
    assert found.group_id == copy.id
    assert found.agency is None
    (_, member) = found.members
    assert (member.added, member.cut) == ((ADDED, "More soon."), (second,))
    assert 0 < member.of_document < 1


def test_a_group_larger_than_asked_for_says_so(kept: SqliteStore, agencies: Agencies) -> None:
    documents = [factories.document(WIRE, outlet=f"Outlet {n}", published=DAY) for n in range(5)]
    put(kept, *documents, agencies=agencies)
    found = lineage(kept, documents[4].id, agencies=agencies, limit=3)
    assert (len(found.members), found.total) == (3, 5)


def test_a_report_that_was_not_compared_has_no_lineage(kept: SqliteStore, agencies: Agencies) -> None:
    with pytest.raises(NotInStoreError):
        lineage(kept, "d-0", agencies=agencies)
