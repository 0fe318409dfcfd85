from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from onrecord import store
from onrecord.views.search import search
from onrecord.views.statements import StatementView, statements

from factories import nested, record

if TYPE_CHECKING:
    from pathlib import Path


def test_statements_in_reading_order() -> None:
    outer, inner = statements(nested())
    assert (outer.speaker, outer.content, outer.published) == ("Ann Lee", "Bob warned of war", dt.date(2024, 5, 6))
    assert (inner.speaker, inner.content, inner.within, inner.said_on) == ("Bob", "of war", outer.id, "2024-05-03")


def test_a_report_without_statements() -> None:
    assert statements(record("Nothing was said.")) == ()


def test_a_search_gives_the_same_rows(tmp_path: Path) -> None:
    made = nested()
    with store.open(tmp_path / "store.db", mode="write") as opened:
        opened.write(made)
        found = {hit.id: hit for hit in search(opened).rows}
    for view in statements(made):
        assert {n: getattr(found[view.id], n) for n in StatementView.__struct_fields__} == msgspec.structs.asdict(view)
