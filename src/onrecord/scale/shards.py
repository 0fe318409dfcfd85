"""One input, read into Parquet shards: the unit of work of a cluster. What is there already is not made again."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from onrecord.scale.feed import Feed
from onrecord.store.parquet import Row, shards_of, write_shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onrecord.documents import Input
    from onrecord.scale.feed import Outcome
    from onrecord.scale.pool import Pool
    from onrecord.store.parquet import Shard


def read_input(  # noqa: PLR0913 - what there is to say of the work
    source: Input, folder: Path, *, pool: Pool, settings: str, most: int, tell: Callable[[], None] = lambda: None
) -> list[Shard]:
    """Reads an input in the processes of a pool, writes its shards, and describes all of them.

    Args:
        source: the input.
        folder: where the shards go, and where those that an earlier attempt completed are found.
        pool: reads, with its settings.
        settings: their fingerprint.
        most: reports in a shard.
        tell: called after each report.

    Raises:
        OSError: the folder cannot be written to.
        WorkerError: no process comes to work.
        OnrecordError: what the pipeline raised when it was built.
    """
    identity = f"{_changed(source)}:{settings}:{most}"
    shards = shards_of(folder, source=source.location, identity=identity)
    if shards and shards[-1].last:
        return shards
    done = sum(s.records + s.failures for s in shards)
    waiting = _told(pool.run(Feed([source], pool.config, done=lambda _: done)), tell)
    ahead = next(waiting, None)
    while not shards or not shards[-1].last:
        rows = [] if ahead is None else [ahead, *islice(waiting, most - 1)]
        ahead = next(waiting, None)
        shards.append(
            write_shard(rows, folder, source=source.location, identity=identity, first=done + 1, last=ahead is None)
        )
        done += len(rows)
    return shards


def _changed(source: Input) -> str:
    """Size and time of change, which differ once the file does."""
    if source.path is None:
        return f"{source.size}:{source.changed}"
    try:
        stat = source.path.stat()
    except OSError:
        return ""
    return f"{stat.st_size}:{stat.st_mtime_ns}"


def _told(outcomes: Iterator[Outcome], tell: Callable[[], None]) -> Iterator[Row]:
    for outcome in outcomes:
        tell()
        yield Row(outcome.ticket.number, outcome.result)
