from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from onrecord import store
from onrecord.errors import QueryError
from onrecord.views.documents import documents

from factories import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.store import Reader

FIRST = record("{S:Ann} {C:said} {T:yes}.", title="Vote held", key="k", published=dt.date(2024, 1, 1))
SECOND = record("{S:Ann} {C:said} {T:no}.", title="Vote held", key="k", published=dt.date(2024, 1, 1))
LATER = record(
    "Bob sang. {S1:Ann} {C1:said} {T1:no}, {S2:Cy} {C2:agreed} {T2:so}.", published=dt.date(2024, 2, 1), key="j"
)
UNDATED = record("Nothing was said.", published=None, key="i")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        for each in (UNDATED, FIRST, LATER, SECOND):
            opened.write(each)
        yield opened


def test_documents_with_their_counts_latest_first(reader: Reader) -> None:
    page = documents(reader)
    assert [(d.id, d.statements, d.entities, d.version) for d in page.rows] == [
        (LATER.document.id, 2, 2, 1),
        (SECOND.document.id, 1, 1, 2),
        (FIRST.document.id, 1, 1, 1),
        (UNDATED.document.id, 0, 0, 1),
    ]
    assert page.total == 4
    assert page.rows[0].published == dt.date(2024, 2, 1)
    assert page.rows[0].stored_at.tzinfo is not None


def test_documents_with_words_of_title_or_text(reader: Reader) -> None:
    assert [d.id for d in documents(reader, words="sang").rows] == [LATER.document.id]
    assert documents(reader, words="vote").total == 2
    assert [d.id for d in documents(reader, words="vote", limit=1, offset=1).rows] == [FIRST.document.id]


def test_what_cannot_be_asked(reader: Reader) -> None:
    with pytest.raises(QueryError):
        documents(reader, words="-")
    with pytest.raises(QueryError):
        documents(reader, limit=-1)
