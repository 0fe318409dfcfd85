from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from onrecord.errors import QueryError
from onrecord.views.arrivals import arrivals

import factories

if TYPE_CHECKING:
    from pathlib import Path


def test_the_newest_come_first_with_their_first_statements(tmp_path: Path) -> None:
    records = [
        factories.record(f"{{S1:Ann}} {{C1:said}} {{T1:{n}}}. {{S2:Bob}} {{C2:said}} {{T2:no}}.", location=f"{n}.txt")
        for n in ("one", "two", "three")
    ]
    with stores.open(tmp_path / "s.sqlite", mode="write") as store:
        for record in records:
            store.write(record)
        found = arrivals(store, said=1)
        assert [a.document.location for a in found] == ["three.txt", "two.txt", "one.txt"]
        assert [[s.content for s in a.said] for a in found] == [["three"], ["two"], ["one"]]
        assert arrivals(store, said=1, limit=1) == found[:1]
        assert arrivals(store, said=1, after=found[1].number) == found[:1]
        assert arrivals(store, after=found[0].number) == ()
        with pytest.raises(QueryError):
            arrivals(store, after=-1)
