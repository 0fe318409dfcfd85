"""What sites ask robots to keep away from (RFC 9309), kept for a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from protego import Protego

from onrecord.errors import FetchError
from onrecord.watch.addresses import origin_of
from onrecord.watch.fetch import Want

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.watch.fetch import Fetcher

_NAME = "onrecord"  # what a robots.txt calls us
_KEPT = 86_400.0  # seconds
_KEPT_UNKNOWN = 600.0
_MOST_BYTES = 512_000  # what RFC 9309 asks to be read at least; the rest of a longer file is not
_MOST_SITES = 2_000
_OK, _CLIENT_ERRORS = range(200, 300), range(400, 500)
_TOO_MANY = 429


class _Rules(Struct, frozen=True):
    """What was found at a site; `parsed` is None where nothing forbids, `unknown` says why nothing may be fetched."""

    parsed: Protego | None
    until: float
    unknown: str = ""


class Robots:
    """Asks each site once a day.

    A site without the file, or that answers with another error of the 400s, forbids nothing. One whose file cannot be
    reached forbids all until it can.

    Args:
        fetcher: asks for the files.
        clock: a clock that only goes forward, seconds.
        before: is called with the address of each file before it is asked for, to keep the host's delay.
    """

    def __init__(
        self, fetcher: Fetcher, *, clock: Callable[[], float], before: Callable[[str], None] = lambda _: None
    ) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._before = before
        self._sites: dict[str, _Rules] = {}

    def check(self, url: str) -> None:
        """Does nothing for an address that may be fetched.

        Raises:
            FetchError: `robots` or `robots-unknown`.
        """
        rules = self._rules(url)
        if rules.unknown:
            raise FetchError(url, f"robots.txt: {rules.unknown}", code="robots-unknown")
        if rules.parsed is not None and not rules.parsed.can_fetch(url, _NAME):
            raise FetchError(url, "robots.txt forbids it", code="robots")

    def delay(self, url: str) -> float:
        """Seconds between two requests that the site asks for, as far as its file was read; 0 for none."""
        rules = self._sites.get(origin_of(url))
        if rules is None or rules.parsed is None:
            return 0.0
        return float(rules.parsed.crawl_delay(_NAME) or 0.0)

    def _rules(self, url: str) -> _Rules:
        origin = origin_of(url)
        known = self._sites.get(origin)
        if known is None or known.until <= self._clock():
            if len(self._sites) >= _MOST_SITES:
                self._sites.pop(next(iter(self._sites)))
            known = self._sites[origin] = self._fetch(f"{origin}/robots.txt")
        return known

    def _fetch(self, url: str) -> _Rules:
        self._before(url)
        try:
            answer = self._fetcher.get(url, want=Want(max_bytes=_MOST_BYTES, cut=True))
        except FetchError as error:
            if error.code in {"private-address", "port", "bad-url"}:
                raise
            return self._unknown(error.why)
        status = answer.last.status
        if status in _OK:
            text = answer.body.decode("utf-8", "replace").replace("\0", "")
            return _Rules(Protego.parse(text), self._clock() + _KEPT)
        if status in _CLIENT_ERRORS and status != _TOO_MANY:
            return _Rules(None, self._clock() + _KEPT)
        return self._unknown(f"answered with {status}")

    def _unknown(self, why: str) -> _Rules:
        return _Rules(None, self._clock() + _KEPT_UNKNOWN, why)
