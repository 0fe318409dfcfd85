"""Puts a watch together."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.store.watching import Watching
from onrecord.watch.alerts import Rule
from onrecord.watch.delivery import Courier
from onrecord.watch.fetch import Fetcher, Limits
from onrecord.watch.hosts import Hosts
from onrecord.watch.matching import Matcher
from onrecord.watch.network import Resolve, system_resolve
from onrecord.watch.pages import PageFetcher
from onrecord.watch.polling import Poller
from onrecord.watch.robots import Robots
from onrecord.watch.timing import FURTHEST, Pace
from onrecord.watch.watcher import Clocks, Parts, Watcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.config import Config
    from onrecord.model import Document, Failure, Record
    from onrecord.pipeline import Pipeline
    from onrecord.store import SqliteStore
    from onrecord.watch.archive import Archive
    from onrecord.watch.matching import Alert

_SLICE = 0.5  # seconds that a wait goes on for after the watch was told to end
_WEBHOOK = Limits(max_bytes=1_000_000, seconds=20.0, step=10.0)


class Settings(Struct, frozen=True):
    """How to watch.

    Attributes:
        pace: how often servers are asked.
        limits: of one fetch.
        allow_private: fetch from private networks and unusual ports too.
        contact: an address or page for those whose servers are asked.
        rules: for alerts.
    """

    pace: Pace = Pace()
    limits: Limits = Limits()
    allow_private: bool = False
    contact: str = ""
    rules: tuple[Rule, ...] = ()


class World(Struct, frozen=True):
    """What lies outside: clocks, sleep, chance and the names of hosts.

    Attributes:
        now: the time, seconds since 1970.
        forward: a clock that only goes forward, seconds.
        sleep: for so many seconds.
        stop: whether the watch is to end.
        random: strews times.
        resolve: finds the addresses of a host name.
    """

    now: Callable[[], float] = time.time
    forward: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    stop: Callable[[], bool] = bool  # which is never true
    random: Random = field(default_factory=Random)
    resolve: Resolve = system_resolve

    def wait(self, seconds: float) -> bool:
        """Sleeps; whether it was not ended since the watch is to end."""
        end = self.forward() + seconds
        while (left := end - self.forward()) > 0:
            if self.stop():
                return False
            self.sleep(min(left, _SLICE))
        return not self.stop()


def assemble(  # noqa: PLR0913 - what a watch is made of
    feeds: Sequence[str],
    store: SqliteStore,
    archive: Archive | None,
    *,
    config: Config,
    settings: Settings,
    keep: Callable[[Record | Failure], Record | None],
    show: Callable[[Alert, str], None],
    tell: Callable[[str], None],
    read: Callable[[Iterable[Document | Failure]], Iterator[Record | Failure]] | None = None,
    world: World | None = None,
) -> Watcher:
    """A watch, ready to run.

    Args:
        feeds: addresses of feeds.
        store: opened for writing.
        archive: takes the pages; without it feeds are polled and no page is fetched.
        config: for reading.
        settings: for watching.
        keep: stores what became of a document; the record if it is stored.
        show: writes an alert to standard output, with its key.
        tell: is told of each failure in a line.
        read: makes records of documents; the standard pipeline, built when it is first needed, without it.
        world: clocks and the like; the machine's own without it.
    """
    world = world or World()
    memory = Watching(store, furthest=FURTHEST)
    limits = replace(settings.limits, max_bytes=min(settings.limits.max_bytes, config.max_bytes))
    fetcher = Fetcher(
        limits=limits, allow_private=settings.allow_private, contact=settings.contact, clock=world.forward,
        resolve=world.resolve,
    )  # fmt: skip
    hosts = Hosts(memory, settings.pace, clock=world.forward, now=world.now, wait=world.wait)
    robots = hosts.robots = Robots(fetcher, clock=world.forward, before=hosts.before)

    def may(url: str) -> None:
        robots.check(url)
        hosts.before(url)

    poller = Poller(
        memory, fetcher, hosts, may=may, interval=settings.pace.interval, now=world.now, random=world.random
    )
    pages = None
    if archive is not None:
        pages = PageFetcher(memory, archive, fetcher, hosts, may=may, now=world.now, random=world.random)
    webhooks = Fetcher(limits=_WEBHOOK, allow_private=True, clock=world.forward, resolve=world.resolve)
    courier = Courier(memory, webhooks, now=world.now, random=world.random, show=show, tell=tell)
    parts = Parts(
        memory, hosts, poller, pages, archive, courier, Matcher(settings.rules) if settings.rules else None,
        read or _Reader(config), keep, config,
    )  # fmt: skip
    return Watcher(feeds, parts, Clocks(world.now, world.forward, world.wait, world.stop), tell=tell)


class _Reader:
    """The standard pipeline, built when the first document comes: it takes seconds."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._pipeline: Pipeline | None = None

    def __call__(self, found: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
        if self._pipeline is None:
            from onrecord.pipeline import Pipeline  # noqa: PLC0415 - loads the language model's library

            self._pipeline = Pipeline(self._config)
        return self._pipeline.pipe(found)
