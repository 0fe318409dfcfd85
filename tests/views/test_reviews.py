from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from onrecord import store as stores
from onrecord.errors import QueryError
from onrecord.views.reviews import place, queue

from factories import nested, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.store import Reader


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A store whose findings are doubtful in three degrees, several of each."""
    path = tmp_path_factory.mktemp("reviews") / "store.sqlite"
    with stores.open(path, mode="write") as store:
        for number in range(7):
            made = record(f"{{S:Ann}} {{C:said}} {{T:word {number}}}.", location=f"{number}.txt")
            (said,) = made.statements
            store.write(replace(made, statements=(replace(said, confidence=0.7 + number % 3 / 10),)))
        store.write(nested())
        yield store


@pytest.mark.parametrize("kind", ["", "statement", "event"])
def test_pages_follow_each_other_by_place_as_by_number(reader: Reader, kind: str) -> None:
    everything = queue(reader, kind=kind, limit=100).rows
    assert len(everything) == {"": 10, "statement": 9, "event": 1}[kind]
    for at, row in enumerate(everything):
        assert queue(reader, kind=kind, limit=3, after=place(row)).rows == everything[at + 1 : at + 4]
        before = queue(reader, kind=kind, limit=3, before=place(row), offset=2)
        assert before.rows == everything[max(0, at - 3) : at]
        assert (before.total, before.offset) == (len(everything), 2)


@pytest.mark.parametrize("told", ["0.5", "x s-1", "0.5 s-1; DROP TABLE statements", "nan s-1", "0.5 s-é"])
def test_what_is_no_place(reader: Reader, told: str) -> None:
    with pytest.raises(QueryError):
        queue(reader, after=told)
