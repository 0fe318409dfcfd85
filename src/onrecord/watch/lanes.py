"""What is to be fetched, in a lane for each host, so that one host's delay holds up no other."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from onrecord.store.watching import Feed, Page
from onrecord.watch.addresses import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Job = Feed | Page


class Lanes:
    """Jobs by host, those of a host in the order given.

    Args:
        jobs: what is to be fetched.
        left_alone: hosts that are not to be asked.
    """

    def __init__(self, jobs: Iterable[Job], *, left_alone: Iterable[str]) -> None:
        alone = frozenset(left_alone)
        self._lanes: dict[str, deque[Job]] = {}
        for job in jobs:
            host = host_of(address(job))
            if host not in alone:
                self._lanes.setdefault(host, deque()).append(job)

    def __bool__(self) -> bool:
        return bool(self._lanes)

    def __contains__(self, job: Job) -> bool:
        """Whether a job is the first of its lane."""
        lane = self._lanes.get(host_of(address(job)))
        return lane is not None and lane[0] == job

    def next(self, pause: Callable[[str], float]) -> tuple[Job, float]:
        """The job whose host may be asked soonest, and in how many seconds; it stays in its lane.

        Raises:
            ValueError: there is none.
        """
        waits = ((lane[0], pause(address(lane[0]))) for lane in self._lanes.values())
        return min(waits, key=lambda pair: pair[1])

    def done(self, job: Job) -> None:
        """Takes the first job of a lane out; its host comes after the others now."""
        host = host_of(address(job))
        lane = self._lanes.pop(host)
        lane.popleft()
        if lane:
            self._lanes[host] = lane

    def close(self, url: str) -> None:
        """Takes out all jobs of a host."""
        self._lanes.pop(host_of(url), None)


def address(job: Job) -> str:
    """Where a job asks."""
    return job.address if isinstance(job, Feed) else job.url
