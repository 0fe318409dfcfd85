"""A watch over a server that misbehaves, with clocks that only the test moves."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from random import Random
from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from onrecord.config import Config
from onrecord.model import Failure, Record
from onrecord.store.watching import Watching
from onrecord.watch.archive import Archive
from onrecord.watch.assembly import Settings, World, assemble
from onrecord.watch.fetch import Fetcher, Limits
from onrecord.watch.timing import FURTHEST, Pace
from watch.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from onrecord.model import Document
    from onrecord.store import SqliteStore
    from onrecord.watch.alerts import Rule
    from onrecord.watch.matching import Alert
    from onrecord.watch.watcher import Watcher

    Read = Callable[[Iterable[Document | Failure]], Iterator[Record | Failure]]


def at(seconds: float) -> dt.datetime:
    """A moment, given as seconds since 1970."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


START = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC).timestamp()


class Clock:
    """Both clocks of a machine; sleeping moves them."""

    def __init__(self) -> None:
        self.wall = START
        self.steady = 1_000.0
        self.stopped = False

    def now(self) -> float:
        return self.wall

    def forward(self) -> float:
        return self.steady

    def sleep(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def stop(self) -> bool:
        return self.stopped


def at_home(_host: str, _port: int) -> list[str]:
    """Every name is this machine's."""
    return ["127.0.0.1"]


def bare(found: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
    """Records without findings: what a pipeline would find is mostly not the matter."""
    return (one if isinstance(one, Failure) else Record(one) for one in found)


class Desk:
    """Runs watches over one store, one after the other, as a program does that is started again."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self.clock = clock
        self.path = folder / "s.sqlite"
        self.told: list[str] = []
        self.shown: list[Alert] = []
        self.kept: list[Record] = []
        self.failures: list[Failure] = []
        self.rules: tuple[Rule, ...] = ()
        self.read: Read = bare
        self.pace = Pace(interval=900.0, delay=2.0)
        self.limits = Limits(max_bytes=200_000, seconds=60.0, step=5.0)

    def run(self, *feeds: str, limit: int | None = None, once: bool = True) -> Watcher:
        """Watches once, from opening the store to closing it."""
        with ExitStack() as stack:
            store = stack.enter_context(stores.open(self.path, mode="write"))
            memory = Watching(store, furthest=FURTHEST)
            archive = stack.enter_context(
                Archive(self.folder / "archive", sizes=memory.archive_size, note=memory.note_archive)
            )
            watcher = self.assemble(feeds, store, archive)
            watcher.run(once=once, limit=limit)
        return watcher

    def assemble(self, feeds: tuple[str, ...], store: SqliteStore, archive: Archive | None) -> Watcher:
        return assemble(
            feeds, store, archive, config=Config(),
            settings=Settings(pace=self.pace, limits=self.limits, allow_private=True, rules=self.rules),
            keep=lambda outcome: self._keep(store, outcome), show=lambda alert, _: self.shown.append(alert),
            tell=self.told.append, read=self.read,
            world=World(
                now=self.clock.now, forward=self.clock.forward, sleep=self.clock.sleep, stop=self.clock.stop,
                random=Random(1), resolve=at_home,  # noqa: S311 - strews times
            ),
        )  # fmt: skip

    def _keep(self, store: SqliteStore, outcome: Record | Failure) -> Record | None:
        if isinstance(outcome, Failure):
            store.write_failure(outcome)
            self.failures.append(outcome)
            return None
        store.write(outcome)
        self.kept.append(outcome)
        return outcome

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """What the store answers."""
        with stores.open(self.path) as reader:
            return reader.select(sql)

    def states(self) -> list[str]:
        """The states of all pages, in the order they were seen."""
        return [str(row[0]) for row in self.rows("SELECT state FROM watch_items ORDER BY row")]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    return Desk(tmp_path, clock)


@pytest.fixture
def fetcher(clock: Clock) -> Fetcher:
    limits = Limits(max_bytes=200_000, seconds=60.0, step=5.0)
    return Fetcher(limits=limits, allow_private=True, clock=clock.forward, resolve=at_home)
