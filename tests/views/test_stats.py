from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from onrecord import store
from onrecord.model import Failure
from onrecord.views.stats import Count, stats

from factories import record

if TYPE_CHECKING:
    from pathlib import Path


def test_an_empty_store(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        empty = stats(opened)
    assert (empty.documents, empty.statements, empty.first_published, empty.kinds) == (0, 0, None, ())


def test_counts(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        opened.write(record("{S1:Ann} {C1:said} {T1:yes}. {S2:Ann} {C2:said} {T2:no}.", country="IRN", outlet=None))
        opened.write(record("{S:Bob} {C:denied} {T:it}.", act="deny", published=dt.date(2023, 1, 2), location="b"))
        opened.write_failure(Failure("c", "documents", "empty", "c: empty"))
        counted = stats(opened)
        assert stats(opened, most=1).acts == (Count("say", 2),)
    assert (counted.documents, counted.statements, counted.entities, counted.failures) == (2, 3, 2, 1)
    assert (counted.first_published, counted.last_published) == (dt.date(2023, 1, 2), dt.date(2024, 5, 6))
    assert counted.acts == (Count("say", 2), Count("deny", 1))
    assert counted.speakers == (Count("Ann", 2), Count("Bob", 1))
    assert counted.countries == (Count("IRN", 2), Count(None, 1))
    assert set(counted.outlets) == {Count(None, 1), Count("Example Daily", 1)}
