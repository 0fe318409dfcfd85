"""Which hosts may be asked now, and when the others may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import FetchError
from onrecord.watch.addresses import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.store.watching import Watching
    from onrecord.watch.robots import Robots
    from onrecord.watch.timing import Pace

_MOST_HOSTS = 10_000


class StoppedError(Exception):
    """The watch is to end, and ended a wait."""


class Hosts:
    """Keeps the delay between requests to a host, and leaves those alone that asked for it.

    The delay is measured by a clock that only goes forward; what a host asked for outlives the process, and is kept by
    the machine's clock.

    Args:
        memory: of hosts that asked to be left alone.
        pace: the delays.
        clock: a clock that only goes forward, seconds.
        now: the time, seconds since 1970.
        wait: sleeps for so many seconds; whether it did, and was not ended since the watch is to end.
    """

    def __init__(
        self,
        memory: Watching,
        pace: Pace,
        *,
        clock: Callable[[], float],
        now: Callable[[], float],
        wait: Callable[[float], bool],
    ) -> None:
        self._memory = memory
        self._pace = pace
        self._clock = clock
        self._now = now
        self._wait = wait
        self._asked: dict[str, float] = {}
        self.robots: Robots | None = None

    def before(self, url: str) -> None:
        """Waits until a host may be asked again, and notes that it is asked.

        Raises:
            FetchError: `busy`: it asked to be left alone for longer.
            StoppedError: the watch is to end.
        """
        until = self.left_alone().get(host_of(url))
        if until is not None:
            left = until - self._now()
            raise FetchError(url, "its host asked to be left alone", code="busy", retry_after=left)
        pause = self.pause(url)
        if pause > 0 and not self._wait(pause):
            raise StoppedError
        if len(self._asked) >= _MOST_HOSTS:
            self._asked = {h: t for h, t in self._asked.items() if self._clock() - t < self._pace.longest_delay}
        self._asked[host_of(url)] = self._clock()

    def pause(self, url: str) -> float:
        """Seconds until the host of an address may be asked again."""
        asked = self._asked.get(host_of(url))
        if asked is None:
            return 0.0
        wanted = self.robots.delay(url) if self.robots is not None else 0.0
        delay = max(self._pace.delay, min(wanted, self._pace.longest_delay) if wanted > 0 else 0.0)
        return max(asked + delay - self._clock(), 0.0)

    def leave(self, url: str, seconds: float) -> None:
        """Remembers that the host of an address asks to be left alone."""
        self._memory.leave_host(host_of(url), until=self._now() + seconds)

    def left_alone(self) -> dict[str, float]:
        """Hosts that asked to be left alone, each with the time until which."""
        return self._memory.hosts_left(now=self._now())
