"""What `onrecord watch` remembers, kept beside the records. Every method is one transaction.

Times are seconds since 1970 by the machine's clock, which may jump: a time further ahead than `furthest` was written
while it was wrong, and counts as past.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.store.sqlite import SqliteStore

ItemState = Literal["seen", "fetched", "failed", "given up", "stored"]
AlertState = Literal["waiting", "sent", "given up"]


class Feed(Struct, frozen=True):
    """A feed.

    Attributes:
        url: as it was given.
        address: where it is found now.
        etag: as the server gave it.
        modified: the server's `Last-Modified`.
        due: when it is to be polled next.
        failures: how often polling has failed on end.
        last_status: what came of the last poll.
        gone: the server said that it is gone for good.
    """

    url: str
    address: str
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0
    last_status: str = ""
    gone: bool = False


class Page(Struct, frozen=True):
    """A page that a feed leads to.

    Attributes:
        row: its number, in the order pages were seen.
        url: where it is.
        feed: the feed that named it first.
        state: `seen`; `fetched`, lies in the archive; `failed`, will be tried again; `given up`; `stored`.
        attempts: fetches begun.
        due: when it may be fetched.
        archive: file of the archive, with `start` and `size` of the answer's record in it, in bytes.
    """

    row: int
    url: str
    feed: str
    state: ItemState
    attempts: int
    due: float
    archive: str | None = None
    start: int | None = None
    size: int | None = None


class Waiting(Struct, frozen=True):
    """An alert to be delivered.

    Attributes:
        key: the same for the same finding, rule and target.
        target: where to.
        payload: JSON.
        attempts: deliveries begun.
        due: when it is to be tried.
    """

    key: str
    target: str
    payload: str
    attempts: int
    due: float


class Watching:
    """The memory of a watch.

    Args:
        store: opened for writing.
        furthest: seconds; see the module.
    """

    def __init__(self, store: SqliteStore, *, furthest: float) -> None:
        self._store = store
        self._furthest = furthest

    def add_feeds(self, urls: Iterable[str]) -> None:
        """Remembers feeds; those known already stay as they are.

        Raises:
            StoreError: as for `Writer.write`; so do all methods that change something.
        """
        with self._store.transaction() as db:
            db.executemany(
                "INSERT INTO watch_feeds (url, address) VALUES (?, ?) ON CONFLICT DO NOTHING", ((u, u) for u in urls)
            )

    def due_feeds(self, *, now: float) -> tuple[Feed, ...]:
        """Feeds that are to be polled now, the one that has waited longest first; those that are gone are left out."""
        sql = f"SELECT {_FEED} FROM watch_feeds WHERE NOT gone AND (due <= ? OR due > ?) ORDER BY due, url"  # noqa: S608 (our own names)
        rows = self._store.select(sql, (now, now + self._furthest))
        return tuple(
            msgspec.convert(dict(zip(Feed.__struct_fields__, row, strict=True)), Feed, strict=False) for row in rows
        )

    def keep_feed(self, feed: Feed, *, now: float, items: Iterable[tuple[str, str | None]] = ()) -> int:
        """Remembers how a poll ended, together with the pages it led to; how many of these are new.

        Args:
            feed: as it is now.
            now: the time.
            items: address of each page, and the hash of what the feed calls it.
        """
        with self._store.transaction() as db:
            db.execute(
                "UPDATE watch_feeds SET address = ?, etag = ?, modified = ?, due = ?, failures = ?, last_status = ?, "
                "gone = ?, polled = ? WHERE url = ?",
                (
                    feed.address, feed.etag, feed.modified, feed.due, feed.failures, feed.last_status, int(feed.gone),
                    now, feed.url,
                ),
            )  # fmt: skip
            return sum(
                db.execute(
                    "INSERT INTO watch_items (url, feed, guid_sha256, seen_at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (url, feed.url, guid, now),
                ).rowcount
                for url, guid in items
            )

    def is_known(self, url: str) -> bool:
        """Whether a page was seen before."""
        return bool(self._store.select("SELECT 1 FROM watch_items WHERE url = ?", (url,)))

    def open_pages(self, *, now: float, limit: int = 50_000) -> tuple[Page, ...]:
        """Pages that are due and neither stored nor given up: those in the archive first, then in their order."""
        sql = (
            f"SELECT {_PAGE} FROM watch_items WHERE state IN ('seen', 'fetched', 'failed') "  # noqa: S608 (our own names)
            "AND (due <= ? OR due > ?) ORDER BY state != 'fetched', row LIMIT ?"
        )
        return tuple(Page(*row) for row in self._store.select(sql, (now, now + self._furthest, limit)))

    def keep_page(self, page: Page, *, why: str = "", archive_size: int | None = None) -> None:
        """Remembers what became of a page; with it, up to where its archive is whole."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE watch_items SET state = ?, attempts = ?, due = ?, why = ?, archive = ?, start = ?, size = ? "
                "WHERE row = ?",
                (page.state, page.attempts, page.due, why, page.archive, page.start, page.size, page.row),
            )
            if archive_size is not None:
                db.execute(_KEEP_SIZE, (page.archive, archive_size))

    def note_archive(self, name: str, size: int) -> None:
        """Remembers up to which byte a file of the archive is whole."""
        with self._store.transaction() as db:
            db.execute(_KEEP_SIZE, (name, size))

    def archive_size(self, name: str) -> int | None:
        """Up to which byte a file of the archive is whole; None for one that nothing was noted of."""
        found = self._store.select("SELECT size FROM watch_archives WHERE name = ?", (name,))
        return int(found[0][0]) if found else None

    def leave_host(self, host: str, *, until: float) -> None:
        """Remembers that a host asked to be left alone."""
        with self._store.transaction() as db:
            db.execute(
                "INSERT INTO watch_hosts VALUES (?, ?) ON CONFLICT DO UPDATE SET due = excluded.due", (host, until)
            )

    def hosts_left(self, *, now: float) -> dict[str, float]:
        """Hosts that are to be left alone, each with the time until which."""
        sql = "SELECT host, due FROM watch_hosts WHERE due > ? AND due <= ?"
        return {str(host): float(due) for host, due in self._store.select(sql, (now, now + self._furthest))}

    def queue(self, alerts: Iterable[tuple[str, str, str]], *, now: float) -> int:
        """Puts alerts in line, each as its key, target and payload; one that was in line before is passed over."""
        with self._store.transaction() as db:
            return sum(
                db.execute(
                    "INSERT INTO watch_alerts (key, target, payload, queued_at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (key, target, payload, now),
                ).rowcount
                for key, target, payload in alerts
            )

    def waiting(self, *, now: float, limit: int = 500) -> tuple[Waiting, ...]:
        """Alerts that are due to be delivered, in the order they were put in line."""
        sql = (
            "SELECT key, target, payload, attempts, due FROM watch_alerts "
            "WHERE state = 'waiting' AND (due <= ? OR due > ?) ORDER BY row LIMIT ?"
        )
        return tuple(Waiting(*row) for row in self._store.select(sql, (now, now + self._furthest, limit)))

    def keep_alert(self, alert: Waiting, state: AlertState, *, why: str = "") -> None:
        """Remembers what became of a delivery."""
        with self._store.transaction() as db:
            db.execute(
                "UPDATE watch_alerts SET state = ?, attempts = ?, due = ?, why = ? WHERE key = ?",
                (state, alert.attempts, alert.due, why, alert.key),
            )

    def counts(self) -> dict[str, int]:
        """How many pages there are in each state."""
        return dict(self._store.select("SELECT state, count(*) FROM watch_items GROUP BY state"))


_KEEP_SIZE = "INSERT INTO watch_archives VALUES (?, ?) ON CONFLICT DO UPDATE SET size = excluded.size"
_FEED = ", ".join(Feed.__struct_fields__)
_PAGE = ", ".join(Page.__struct_fields__)
