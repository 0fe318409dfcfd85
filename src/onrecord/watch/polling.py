"""Polls feeds, and remembers the pages that they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.errors import FetchError
from onrecord.watch.answers import check_status, validator
from onrecord.watch.feeds import feed_items
from onrecord.watch.fetch import Want
from onrecord.watch.timing import backoff, strewn

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from onrecord.store.watching import Feed, Watching
    from onrecord.watch.fetch import Fetcher
    from onrecord.watch.hosts import Hosts

_UNCHANGED = 304
_WANTED = Want(max_bytes=8_000_000)
_TRIES_AT_NEW_ADDRESS = 3
_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


class Poller:
    """Polls one feed after the other.

    Args:
        memory: of feeds and pages.
        fetcher: fetches them.
        hosts: are left alone where they ask for it.
        may: raises FetchError for an address that must not be fetched.
        interval: seconds between two polls.
        now: the time, seconds since 1970.
        random: strews times.
    """

    def __init__(  # noqa: PLR0913 - what polling needs
        self,
        memory: Watching,
        fetcher: Fetcher,
        hosts: Hosts,
        *,
        may: Callable[[str], None],
        interval: float,
        now: Callable[[], float],
        random: Random,
    ) -> None:
        self._memory = memory
        self._fetcher = fetcher
        self._hosts = hosts
        self._may = may
        self._interval = interval
        self._now = now
        self._random = random

    def poll(self, feed: Feed) -> int:
        """Polls a feed, and remembers when to come back; how many new pages it leads to.

        Raises:
            FetchError: it could not be polled.
            StoppedError: the watch is to end.
        """
        try:
            return self._poll(feed)
        except FetchError as error:
            self._remember_failure(feed, error)
            raise

    def _poll(self, feed: Feed) -> int:
        validators = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        headers = {"Accept": _ACCEPT, **{name: value for name, value in validators.items() if value}}
        answer = self._fetcher.get(feed.address, headers=headers, may=self._may, want=_WANTED)
        now = self._now()
        polled = replace(
            feed, due=now + strewn(self._interval, self._random), failures=0, last_status=str(answer.last.status)
        )
        if answer.last.status == _UNCHANGED and (feed.etag or feed.modified):
            return self._memory.keep_feed(polled, now=now)
        check_status(answer.last, now=now)
        items = feed_items(answer.body, url=answer.last.url)
        polled = replace(
            polled,
            address=answer.moved or feed.address,
            etag=validator(answer.last, "etag"),
            modified=validator(answer.last, "last-modified"),
        )
        return self._memory.keep_feed(polled, now=now, items=((item.url, item.guid_sha256) for item in items))

    def _remember_failure(self, feed: Feed, error: FetchError) -> None:
        now, failures = self._now(), feed.failures + 1
        wait = max(backoff(failures, self._random), error.retry_after or 0.0)
        if error.code == "busy":
            self._hosts.leave(error.url, wait)
        lost = feed.address != feed.url and failures >= _TRIES_AT_NEW_ADDRESS  # then look where it was given
        self._memory.keep_feed(
            replace(
                feed,
                address=feed.url if lost else feed.address,
                etag=None if lost else feed.etag,
                modified=None if lost else feed.modified,
                due=now + wait,
                failures=failures,
                last_status=f"{error.code}: {error.why}"[:500],
                gone=error.code == "gone",
            ),
            now=now,
        )
