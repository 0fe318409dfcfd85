"""A store after what happens to machines. `bench/faults.py` does the same more often."""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import fault_harness as harness
from fault_writer import report
from onrecord import store
from onrecord.model import Failure

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_kills(tmp_path: Path) -> None:
    assert harness.kills(tmp_path, times=4) == ("kill -9 while writing", 4, 4, 0, 0)


@pytest.mark.slow
def test_a_full_disk(tmp_path: Path) -> None:
    assert harness.full_disk(tmp_path, sizes=(50_000, 900_000, 3_000_000)) == ("full disk", 3, 3, 0, 0)


@pytest.mark.slow
def test_two_writers(tmp_path: Path) -> None:
    assert harness.two_writers(tmp_path, count=40) == ("two writers", 1, 1, 0, 0)


def test_power_cuts(tmp_path: Path) -> None:
    assert harness.power_cuts(tmp_path, times=8) == ("power cut", 8, 8, 0, 0)


@pytest.mark.slow
def test_damaged_pages(tmp_path: Path) -> None:
    read, repaired = harness.corrupt_pages(tmp_path, every=9)
    assert read.tried > 10
    assert read == ("damaged page: found", read.tried, read.tried, 0, 0)
    assert repaired == ("damaged page: repaired", read.tried, read.tried, 0, 0)


def test_a_read_only_store(tmp_path: Path) -> None:
    assert harness.read_only_store(tmp_path) == ("read-only file or folder", 2, 2, 0, 0)


def test_a_locked_store(tmp_path: Path) -> None:
    assert harness.locked(tmp_path) == ("locked store", 1, 1, 0, 0)


class JumpingClock(dt.datetime):
    """A clock that is set to another year each time somebody looks."""

    years = itertools.cycle((2030, 1999, 2024, 1970))

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]  # a plain time is enough
        return dt.datetime(next(cls.years), 1, 1, tzinfo=tz)


def test_a_clock_that_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.sqlite"
    with store.open(path, mode="write") as kept:
        for name in ("sqlite", "writing"):
            module = sys.modules.get(f"onrecord.store.{name}")
            if module is not None:
                monkeypatch.setattr(module, "dt", SimpleNamespace(datetime=JumpingClock, UTC=dt.UTC))
        kept.write(report(0))
        kept.write(report(1))
        for code in ("empty", "binary"):
            kept.write_failure(Failure("a", "documents", code, "no text"))
        assert [r.document.id for r in kept.records()] == [report(n).document.id for n in (0, 1)]
        times = [f.at.year for f in kept.failures()]
        assert len(set(times)) == 2
        assert times == sorted(times)
    assert harness.state(path).sound
