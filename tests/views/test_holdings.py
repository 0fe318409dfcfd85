from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.model import Failure
from onrecord.views.holdings import Month, holdings, numbers, readers
from onrecord.views.stats import Count
from said import report

from factories import nested, record

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.views.holdings import Holdings

LONG = "we will rebuild every house and every pier on the island and the ferries sail again as they did in autumn"


def share(found: Holdings, of: str, having: str) -> tuple[int, int, float]:
    return next((s.count, s.total, s.share) for s in found.shares if (s.of, s.having) == (of, having))


def test_an_empty_store(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        empty = holdings(opened)
    assert (empty.reports, empty.first_published, empty.months) == (0, None, ())
    assert {t.different for t in empty.tallies} == {0}
    assert {s.share for s in empty.shares} == {0.0}


def test_what_is_in_a_store(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        for outlet in ("Lorvik Post", "Quessa News"):
            opened.write(report(LONG, outlet=outlet, days=40, score=0.5))
        opened.write(replace(nested(), model="other 1"))
        opened.write(record("{S:Ann} {C:said} {T:yes}.", published=None, outlet=None))
        opened.write_failure(Failure("c", "documents", "empty", "c: empty"))
        waiting = holdings(opened).uncompared
        CopyIndex(opened).catch_up()
        found = holdings(opened, most=1)
        made_by = readers(opened.records())
    assert (found.reports, found.statements, found.events, found.failures) == (4, 5, 1, 1)
    assert (found.copy_groups, found.copies, found.uncompared, waiting) == (1, 1, 0, 4)
    assert (str(found.first_published), str(found.last_published)) == ("2024-05-06", "2024-06-15")
    assert share(found, "reports", "an outlet") == (3, 4, 0.75)
    assert share(found, "statements", "a day of their own") == (1, 5, 0.2)
    assert share(found, "statements", "a stance") == (2, 5, 0.4)
    assert share(found, "events", "a place") == (1, 1, 1.0)
    assert found.months == (Month("2024-05", 1, 2, 1), Month("2024-06", 2, 2, 0), Month(None, 1, 1, 0))
    tallies = {t.name: t for t in found.tallies}
    models = tallies["models"]
    assert (models.listed, models.different, models.others) == ((Count("test-model 1", 3),), 2, 1)
    assert tallies["failures"].listed == (Count("empty", 1),)
    assert tallies["outlets"].different == 4, "no outlet is a value too"
    assert made_by.listed == (Count("onrecord 0, lexicon none", 4),)


def test_later_versions_of_a_report_are_counted(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        for words in ("one", "two"):
            opened.write(record(f"{{S:Ann}} {{C:said}} {{T:{words}}}.", key="same", location=words))
        assert (holdings(opened).reports, holdings(opened).versions) == (2, 1)


def test_nothing_is_lost_in_a_list_that_is_cut(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        for n in range(4):
            opened.write(report(f"word{n}", by=f"Name{n}", days=n))
        for most in range(6):
            for tally in holdings(opened, most=most).tallies:
                listed = sum(count.count for count in tally.listed)
                whole = {"event types": 0, "failures": 0}.get(tally.name, 4)
                assert (len(tally.listed), listed + tally.others) == (min(most, tally.different), whole)


def test_as_rows(tmp_path: Path) -> None:
    with store.open(tmp_path / "store.db", mode="write") as opened:
        opened.write(report("yes"))
        rows = list(numbers(holdings(opened)))
    assert ("reports", None, 1) in rows
    assert ("first published", "2024-05-06", None) in rows
    assert ("statements by month", "2024-05", 1) in rows
    assert ("speakers", "Ann Lee", 1) in rows
    assert ("speakers: not listed", None, 0) in rows
