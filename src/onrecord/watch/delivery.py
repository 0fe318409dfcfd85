"""Delivers alerts: they stand in line in the store until they have arrived, and none is lost when the program ends.

An alert can arrive twice when the program ends between its delivery and the note of it; the same `key` tells.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import FetchError
from onrecord.watch.addresses import web_url
from onrecord.watch.alerts import STDOUT
from onrecord.watch.matching import Alert
from onrecord.watch.timing import backoff, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from onrecord.store.watching import Waiting, Watching
    from onrecord.watch.fetch import Exchange, Fetcher
    from onrecord.watch.matching import Told

_MOST_ATTEMPTS = 30  # over two weeks and more
_AT_ONCE = 500
_SUCCESS = range(200, 300)
_WORTH_TRYING = frozenset({408, 425, 429})
_SERVER_ERRORS = range(500, 600)


class Courier:
    """Puts alerts in line and takes them where they go.

    Args:
        memory: holds the line.
        fetcher: sends to webhooks; it may be allowed private addresses, since `load_alerts` lets through https and
            this machine alone.
        now: the time, seconds since 1970.
        random: strews the times of further attempts.
        show: writes an alert to standard output.
        tell: is told what could not be delivered.
    """

    def __init__(  # noqa: PLR0913 - what deliveries need
        self,
        memory: Watching,
        fetcher: Fetcher,
        *,
        now: Callable[[], float],
        random: Random,
        show: Callable[[Alert, str], None],
        tell: Callable[[str], None],
    ) -> None:
        self._memory = memory
        self._fetcher = fetcher
        self._now = now
        self._random = random
        self._show = show
        self._tell = tell

    def queue(self, told: Iterable[Told]) -> int:
        """Puts alerts in line, once for each target; how many were not in line before."""
        lines = []
        for alert, targets in told:
            payload = msgspec.json.encode(alert).decode()
            lines += [(key_of(alert, target), target, payload) for target in targets]
        return self._memory.queue(lines, now=self._now()) if lines else 0

    def deliver(self) -> int:
        """Takes the alerts that are due where they go; how many did not arrive.

        After a failure no more is sent to the same target in this round.
        """
        failed: dict[str, Waiting] = {}
        missed = 0
        while waiting := self._memory.waiting(now=self._now(), limit=_AT_ONCE):
            for alert in waiting:
                before = failed.get(alert.target)
                if before is not None:
                    later = msgspec.structs.replace(alert, due=before.due)
                    self._memory.keep_alert(later, "waiting", why="waits for the one before it")
                    continue
                problem = self._send(alert)
                if problem is not None:
                    missed += 1
                    failed[alert.target] = problem
        return missed

    def _send(self, alert: Waiting) -> Waiting | None:
        """Delivers one alert; gives it with the time of the next attempt when its target does not take any now."""
        tried = msgspec.structs.replace(alert, attempts=alert.attempts + 1)
        try:
            self._hand_over(tried)
        except OSError as error:
            wait: float | None = None
            why = f"cannot be written: {error.strerror or error}"
        except FetchError as error:
            wait, why = error.retry_after, error.why
        else:
            self._memory.keep_alert(tried, "sent")
            return None
        given_up = tried.attempts >= _MOST_ATTEMPTS
        due = self._now() + (backoff(tried.attempts, self._random) if wait is None else max(wait, 1.0))
        tried = msgspec.structs.replace(tried, due=due)
        self._memory.keep_alert(tried, "given up" if given_up else "waiting", why=why)
        self._tell(f"alert to {alert.target} not delivered{', given up' if given_up else ''}: {why}")
        return tried

    def _hand_over(self, alert: Waiting) -> None:
        """Takes an alert to its target.

        Raises:
            OSError: the file cannot be written.
            FetchError: the webhook did not take it.
        """
        told = msgspec.json.decode(alert.payload, type=Alert)
        if alert.target == STDOUT:
            self._show(told, alert.key)
        elif "://" in alert.target:
            self._post(alert, alert_json(told, alert.key))
        else:
            _append(Path(alert.target), alert_json(told, alert.key))

    def _post(self, alert: Waiting, body: bytes) -> None:
        headers = {"Content-Type": "application/json", "Idempotency-Key": alert.key}
        answer = self._fetcher.post(web_url(alert.target), body, headers)
        if answer.status not in _SUCCESS:
            raise FetchError(
                alert.target, f"the webhook answered {answer.status}", code="server-error",
                retry_after=_wait(answer, self._now()),
            )  # fmt: skip


def alert_json(alert: Alert, key: str) -> bytes:
    """An alert as one line of JSON, with its key."""
    return msgspec.json.encode({"key": key} | msgspec.structs.asdict(alert))


def alert_line(alert: Alert) -> str:
    """An alert in a line for people."""
    whom = f" \u2192 {alert.whom}" if alert.whom else ""
    source = ", ".join(filter(None, (alert.outlet, alert.published, alert.url)))
    return f"{alert.rule}: {alert.who or 'not named'} [{alert.what}]{whom}: {alert.words} ({source or alert.title})"


def key_of(alert: Alert, target: str) -> str:
    """The same for the same finding, rule and target, whenever it is found."""
    of = msgspec.json.encode((alert.rule, alert.document_id, alert.id, target))
    return "a-" + hashlib.sha256(of).hexdigest()[:32]


def _wait(answer: Exchange, now: float) -> float | None:
    if answer.status in _WORTH_TRYING or answer.status in _SERVER_ERRORS:
        return retry_after(answer.header("retry-after"), now=now)
    return None


def _append(path: Path, line: bytes) -> None:
    """Adds a line to a file, after what a crash may have left of one, and waits until it is on the disk."""
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            line = line if file.read() == b"\n" else b"\n" + line
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
