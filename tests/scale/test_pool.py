from __future__ import annotations

import json
import multiprocessing
from typing import TYPE_CHECKING

import pytest

import pool_coders
from onrecord import documents
from onrecord.config import Config
from onrecord.errors import ModelMissingError, WorkerError
from onrecord.model import Failure, Record
from onrecord.scale.feed import Feed
from onrecord.scale.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from onrecord.scale import Outcome
    from onrecord.scale.pool import Coder


def archive(folder: Path, number: int, special: Mapping[int, str] = {}) -> Path:
    """A JSONL file with so many reports, some of which hold a command, by their numbers from 1."""
    path = folder / "archive.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(1, number + 1):
            text = f"The minister said on Monday that road {n} would open. {special.get(n, '')}"
            file.write(json.dumps({"text": text}) + "\n")
    return path


def pooled(path: Path, config: Config, build: Callable[[Config], Coder] = pool_coders.obedient) -> list[Outcome]:
    feed = Feed(documents.discover([path]), config)
    with Pool(config, build, config.workers) as pool:
        return list(pool.run(feed))


@pytest.mark.slow
def test_what_kills_or_hangs_fails_alone_and_all_else_comes_in_order(tmp_path: Path) -> None:
    path = archive(tmp_path, 24, {3: pool_coders.KILL, 12: pool_coders.HANG})
    outcomes = pooled(path, Config(workers=2, batch_size=4, max_seconds=8))
    assert [o.ticket.number for o in outcomes] == list(range(1, 25))
    failures = {o.ticket.number: o.result for o in outcomes if isinstance(o.result, Failure)}
    assert {n: (f.code, f.location) for n, f in failures.items()} == {
        3: ("worker-died", f"{path}#line3"), 12: ("too-slow", f"{path}#line12"),
    }  # fmt: skip
    assert failures[3].message.endswith("was ended by signal 9")
    assert all(f"road {o.ticket.number} " in o.result.document.text for o in outcomes if isinstance(o.result, Record))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("build", "error", "said"),
    [
        (pool_coders.not_installed, ModelMissingError, "no_such_model: is not installed"),
        (pool_coders.dies, WorkerError, "ended while they were loading, the last one ended with code 3"),
    ],
)
def test_a_pool_that_cannot_start_says_why(
    tmp_path: Path, build: Callable[[Config], Coder], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        pooled(archive(tmp_path, 2), Config(workers=2), build)
    assert multiprocessing.active_children() == []


def test_leaving_early_ends_the_processes_and_stopping_finishes_what_was_begun(tmp_path: Path) -> None:
    path, config = archive(tmp_path, 40), Config(workers=2, batch_size=4)
    stopped: list[bool] = []
    feed = Feed(documents.discover([path]), config, stop=lambda: bool(stopped))
    numbers = []
    with Pool(config, pool_coders.obedient, 2) as pool:
        for outcome in pool.run(feed):
            numbers.append(outcome.ticket.number)
            stopped.append(True)
    assert numbers == list(range(1, len(numbers) + 1))
    assert 4 <= len(numbers) <= 24  # at most what may be under way
    outcomes = Pool(Config(), pool_coders.obedient, 1).run(Feed(documents.discover([path]), Config()))
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []


def test_the_processes_stay_for_the_next_feed_unless_one_was_left_early(tmp_path: Path) -> None:
    path, config = archive(tmp_path, 6), Config()
    with Pool(config, pool_coders.obedient, 1) as pool:
        used = []
        for _ in range(2):
            assert len(list(pool.run(Feed(documents.discover([path]), config)))) == 6
            used.append({process.pid for process in multiprocessing.active_children()})
        assert len(used[0]) == 1
        assert used[0] == used[1]
        outcomes = pool.run(Feed(documents.discover([path]), config))
        next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]  # it is a generator
        assert multiprocessing.active_children() == []
        assert len(list(pool.run(Feed(documents.discover([path]), config)))) == 6
    assert multiprocessing.active_children() == []
