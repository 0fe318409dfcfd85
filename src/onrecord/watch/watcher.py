"""The watch: polls feeds, fetches what is new, archives it, has it read and stored, and sends alerts.

Every step is remembered in the store once it is done and not before. Whenever the process ends, nothing is lost: a page
is fetched again if the archive did not have it yet, and read again from the archive if the store did not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from onrecord.errors import FetchError
from onrecord.model import Failure
from onrecord.store.watching import Feed
from onrecord.watch.hosts import StoppedError
from onrecord.watch.lanes import Lanes, address
from onrecord.watch.pages import document_of, will_be_tried_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.config import Config
    from onrecord.model import Document, Record
    from onrecord.store.watching import Page, Watching
    from onrecord.watch.archive import Archive
    from onrecord.watch.delivery import Courier
    from onrecord.watch.hosts import Hosts
    from onrecord.watch.lanes import Job
    from onrecord.watch.matching import Matcher
    from onrecord.watch.pages import PageFetcher
    from onrecord.watch.polling import Poller

_ROUND = 30.0  # seconds after which what has become due meanwhile is looked at
_IDLE = 30.0
_MOST_READINGS = 15  # attempts at a page in all; one that ends the process each time is given up


class Parts(NamedTuple):
    """What a watch is made of.

    Attributes:
        memory: of feeds, pages and alerts.
        hosts: delays.
        poller: polls feeds.
        pages: fetches pages; None polls only.
        archive: what was fetched.
        courier: delivers alerts.
        matcher: finds what is to be told; None for no alerts.
        read: makes records of documents, such as `Pipeline.pipe`.
        keep: stores what became of a document; the record if it is stored.
        config: for reading.
    """

    memory: Watching
    hosts: Hosts
    poller: Poller
    pages: PageFetcher | None
    archive: Archive | None
    courier: Courier | None
    matcher: Matcher | None
    read: Callable[[Iterable[Document | Failure]], Iterator[Record | Failure]]
    keep: Callable[[Record | Failure], Record | None]
    config: Config


class Clocks(NamedTuple):
    """The times of a watch.

    Attributes:
        now: the time, seconds since 1970.
        forward: a clock that only goes forward, seconds.
        wait: sleeps for so many seconds; whether it did, and was not ended since the watch is to end.
        stop: whether the watch is to end.
    """

    now: Callable[[], float]
    forward: Callable[[], float]
    wait: Callable[[float], bool]
    stop: Callable[[], bool]


class Tally:
    """What a watch has come to so far."""

    def __init__(self) -> None:
        self.polled = 0
        self.new = 0
        self.fetched = 0
        self.stored = 0
        self.passed_over = 0
        self.alerts = 0
        self.failed = 0


class Watcher:
    """Watches feeds.

    Args:
        feeds: addresses of those to be polled; others that the store remembers are left alone.
        parts: what it is made of.
        clocks: its times.
        tell: is told of each failure in a line.
    """

    def __init__(self, feeds: Sequence[str], parts: Parts, clocks: Clocks, *, tell: Callable[[str], None]) -> None:
        self._feeds = frozenset(feeds)
        self._parts = parts
        self._clocks = clocks
        self._tell = tell
        self._pending: list[Page] = []
        self._done: set[tuple[type, str]] = set()  # of a watch that tries everything once
        self._once = False
        self._limit: int | None = None
        self.tally = Tally()
        parts.memory.add_feeds(feeds)

    def run(self, *, once: bool, limit: int | None = None) -> None:
        """Watches until it is told to stop.

        Args:
            once: poll every feed that is due and try every page that is due once, then end.
            limit: end after so many pages.

        Raises:
            StoreError: the store cannot be written.
            OSError: the archive cannot be written.
        """
        self._once, self._limit = once, limit
        while not self._clocks.stop():
            worked = self._round()
            self._read_pending()
            self._deliver()
            if worked:
                continue
            if once or self._is_enough():
                return
            self._clocks.wait(_IDLE)

    def _round(self) -> bool:
        """Does what is due, for a while; whether there was anything."""
        begun = self._clocks.forward()
        jobs = [job for job in self._due() if _key(job) not in self._done]
        lanes = Lanes(jobs, left_alone=self._parts.hosts.left_alone())
        worked = bool(lanes) or bool(self._pending)
        while lanes and not self._clocks.stop() and self._clocks.forward() - begun < _ROUND:
            job, pause = lanes.next(self._parts.hosts.pause)
            if pause > 0 and self._pending:
                self._read_pending()
            elif pause > 0:
                self._clocks.wait(pause)
            else:
                self._do(job, lanes)
        return worked

    def _due(self) -> Iterator[Job]:
        memory, now = self._parts.memory, self._clocks.now()
        yield from (feed for feed in memory.due_feeds(now=now) if feed.url in self._feeds)
        if self._parts.pages is None:
            return
        pages = memory.open_pages(now=now)
        self._pending = [page for page in pages if page.state == "fetched"]
        if not self._is_enough():
            yield from (page for page in pages if page.state != "fetched")

    def _do(self, job: Job, lanes: Lanes) -> None:
        if not isinstance(job, Feed) and self._is_enough():
            lanes.done(job)
            return
        try:
            if isinstance(job, Feed):
                self._poll(job)
            else:
                self._fetch(job)
        except StoppedError:
            return
        except FetchError as error:
            if error.code == "busy":
                lanes.close(address(job))
        if job in lanes:
            lanes.done(job)
        if self._once:
            self._done.add(_key(job))

    def _poll(self, feed: Feed) -> None:
        self.tally.polled += 1
        try:
            self.tally.new += self._parts.poller.poll(feed)
        except FetchError as error:
            self.tally.failed += 1
            self._tell(f"feed {feed.url} [{error.code}] {error.why}")
            raise

    def _fetch(self, page: Page) -> None:
        if self._parts.pages is None:
            return
        try:
            fetched = self._parts.pages.fetch(page)
        except FetchError as error:
            self._note_refusal(page, error)
            raise
        self.tally.fetched += 1
        self._pending.append(fetched)
        if len(self._pending) >= self._parts.config.batch_size:
            self._read_pending()

    def _note_refusal(self, page: Page, error: FetchError) -> None:
        if error.code == "robots":
            self.tally.passed_over += 1
            self._tell(f"page {page.url} passed over: {error.why}")
        elif will_be_tried_again(replace(page, attempts=page.attempts + 1), error):
            self.tally.failed += 1
            self._tell(f"page {page.url} [{error.code}] {error.why}; it will be tried again")
        else:
            self.tally.failed += 1
            self._parts.keep(Failure(page.url, "watch", error.code, error.why, error.remedy))

    def _read_pending(self) -> None:
        """Reads the pages that lie in the archive, stores what is in them, and puts alerts in line."""
        pages, self._pending = self._pending, []
        while pages:
            batch, pages = pages[: self._parts.config.batch_size], pages[self._parts.config.batch_size :]
            self._read([page for page in map(self._begin, batch) if page is not None])

    def _begin(self, page: Page) -> Page | None:
        """Counts an attempt at reading a page, before it may end the process; None gives the page up."""
        begun = replace(page, attempts=page.attempts + 1)
        if begun.attempts <= _MOST_READINGS:
            self._parts.memory.keep_page(begun)
            return begun
        why = "reading it has ended the program again and again"
        self.tally.failed += 1
        self._parts.keep(Failure(page.url, "watch", "stage-error", why, "please report this with the page"))
        self._parts.memory.keep_page(replace(begun, state="given up"), why=why)
        return None

    def _read(self, batch: Sequence[Page]) -> None:
        found = [(page, document) for page in batch if (document := self._document(page)) is not None]
        outcomes = self._parts.read(document for _, document in found)
        for (page, _), outcome in zip(found, outcomes, strict=True):
            record = self._parts.keep(outcome)
            if record is None:
                self.tally.failed += 1
                why = outcome.code if isinstance(outcome, Failure) else "unverified"
                self._parts.memory.keep_page(replace(page, state="given up"), why=why)
                continue
            if self._parts.matcher is not None and self._parts.courier is not None:
                self.tally.alerts += self._parts.courier.queue(self._parts.matcher(record))
            self._parts.memory.keep_page(replace(page, state="stored"))
            self.tally.stored += 1

    def _document(self, page: Page) -> Document | Failure | None:
        """The document of a page; None when the archive has lost it, and it is to be fetched again."""
        if self._parts.archive is None:
            return None
        try:
            return document_of(page, self._parts.archive, config=self._parts.config)
        except OSError as error:
            self._tell(f"page {page.url} is to be fetched again: {error}")
            lost = replace(page, state="seen", archive=None, start=None, size=None)
            self._parts.memory.keep_page(lost, why="the archive has lost it")
            return None

    def _deliver(self) -> None:
        if self._parts.courier is not None:
            self.tally.failed += self._parts.courier.deliver()

    def _is_enough(self) -> bool:
        return self._limit is not None and self.tally.fetched >= self._limit


def _key(job: Job) -> tuple[type, str]:
    return (type(job), job.url)
