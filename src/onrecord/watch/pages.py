"""Fetches pages into the archive, and makes documents of what lies there."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import documents
from onrecord.errors import FetchError
from onrecord.model import Failure
from onrecord.watch.answers import TRANSIENT, check_status
from onrecord.watch.fetch import Want
from onrecord.watch.timing import backoff

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from onrecord.config import Config
    from onrecord.model import Document
    from onrecord.store.watching import Page, Watching
    from onrecord.watch.archive import Archive
    from onrecord.watch.fetch import Fetcher
    from onrecord.watch.hosts import Hosts

_FIRST_WAIT = 300.0  # seconds after the first failure
_MOST_ATTEMPTS = 10  # over two days and more
_MOST_NOT_FOUND = 3  # a page may be announced a little before it is there
_WANTED = Want(kinds=frozenset({"text/html", "application/xhtml+xml", "text/plain"}))
_ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.8"


class PageFetcher:
    """Fetches one page after the other.

    Args:
        memory: of pages.
        archive: takes what was fetched.
        fetcher: fetches.
        hosts: are left alone where they ask for it.
        may: raises FetchError for an address that must not be fetched.
        now: the time, seconds since 1970.
        random: strews times.
    """

    def __init__(  # noqa: PLR0913 - what fetching needs
        self,
        memory: Watching,
        archive: Archive,
        fetcher: Fetcher,
        hosts: Hosts,
        *,
        may: Callable[[str], None],
        now: Callable[[], float],
        random: Random,
    ) -> None:
        self._memory = memory
        self._archive = archive
        self._fetcher = fetcher
        self._hosts = hosts
        self._may = may
        self._now = now
        self._random = random

    def fetch(self, page: Page) -> Page:
        """Fetches a page into the archive; the page as it is then remembered.

        Raises:
            FetchError: it was not fetched; whether it will be tried again is remembered.
            StoppedError: the watch is to end.
            OSError: the archive cannot be written.
        """
        page = replace(page, attempts=page.attempts + 1)
        try:
            answer = self._fetcher.get(page.url, headers={"Accept": _ACCEPT}, may=self._may, want=_WANTED)
            check_status(answer.last, now=self._now())
        except FetchError as error:
            self._remember_failure(page, error)
            raise
        today = dt.datetime.fromtimestamp(self._now(), dt.UTC).date()
        place = self._archive.add(answer.exchanges, today=today)
        fetched = replace(page, state="fetched", archive=place.name, start=place.start, size=place.size, due=0.0)
        self._memory.keep_page(fetched, archive_size=place.end)
        return fetched

    def _remember_failure(self, page: Page, error: FetchError) -> None:
        wait = max(backoff(page.attempts, self._random, first=_FIRST_WAIT), error.retry_after or 0.0)
        if error.code == "busy":
            self._hosts.leave(error.url, wait)
        again = will_be_tried_again(page, error)
        failed = replace(page, state="failed" if again else "given up", due=self._now() + wait)
        self._memory.keep_page(failed, why=f"{error.code}: {error.why}"[:500])


def will_be_tried_again(page: Page, error: FetchError) -> bool:
    """Whether a page is not given up after this refusal; `page.attempts` counts it."""
    most = _MOST_NOT_FOUND if error.code == "not-found" else _MOST_ATTEMPTS
    return error.code in TRANSIENT and page.attempts < most


def document_of(page: Page, archive: Archive, *, config: Config) -> Document | Failure:
    """The document of a page that was fetched, or why there is none.

    Its location is the archive's file with the first byte of the record; that of a failure is the page's address.

    Raises:
        OSError: the archive has lost it.
    """
    if page.archive is None or page.start is None or page.size is None:
        message = f"{page.url} was not archived"
        raise OSError(message)
    data = archive.read(page.archive, page.start, page.size)
    found = next(iter(documents.from_bytes(data, location=page.url, config=config)))
    if isinstance(found, Failure):
        return replace(found, location=page.url)
    location = f"{page.archive}#byte{page.start}"
    return replace(found, origin=replace(found.origin, location=location))
