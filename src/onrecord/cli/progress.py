"""How far a run is, on stderr: one line that renews itself on a terminal, now and then a line anywhere else."""

import sys
import time
from collections.abc import Iterable
from typing import Self

from onrecord.cli.safe import counted, one_line
from onrecord.documents import Input
from onrecord.model import Failure, Record
from onrecord.scale import Ticket

_ON_TERMINAL, _ELSEWHERE = 0.1, 30.0  # seconds between two drawings


class Progress:
    """Counts reports and words, and estimates the time left where the sizes of the inputs are known."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._start = self._drawn = time.monotonic()
        self._total: int | None = None
        self._reports = self._words = self._failures = 0
        self._done = self._reached = 0  # bytes: of the inputs that are done, of the current one
        self._passed = 0  # bytes among them that an earlier run had read
        self._current: Input | None = None
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def expect(self, inputs: Iterable[Input | Failure]) -> None:
        """What is to be read; without the size of each of them no time left is given."""
        sizes = [i.size for i in inputs if isinstance(i, Input)]
        self._total = sum(s or 0 for s in sizes) if None not in sizes else None

    def reach(self, ticket: Ticket) -> None:
        """So far is the run in its inputs."""
        if ticket.source is None:
            return
        if ticket.source is not self._current:
            self._done += (self._current.size or 0) if self._current else 0
            self._current = ticket.source
            self._passed += ticket.reached if ticket.number > 1 else 0
        self._reached = ticket.reached

    def pass_over(self, source: Input) -> None:
        """An input will not be read, since an earlier run has."""
        if self._total is not None:
            self._total -= source.size or 0

    def advance(self, record: Record) -> None:
        """A report was read and stored."""
        self._reports += 1
        self._words += len(record.document.text.split())
        self.clear()

    def failed(self) -> None:
        """An input or a report was refused."""
        self._failures += 1
        self.clear()

    def say(self, what: str) -> None:
        """Shows a word on what is going on, on a terminal."""
        if self._terminal and not self._quiet:
            self._show(what + " …")

    def draw(self) -> None:
        """Shows how far the run is, if it is time to."""
        now = time.monotonic()
        if self._quiet or now - self._drawn < (_ON_TERMINAL if self._terminal else _ELSEWHERE):
            return
        self._drawn = now
        if self._terminal:
            self._show(self._line(now))
        else:
            sys.stderr.write(f"onrecord: {self._line(now)}\n")

    def clear(self) -> None:
        """Takes the line away, so that others can be written."""
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
            self._shown = False

    def _show(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[2K{one_line(line)}")
        sys.stderr.flush()
        self._shown = True

    def _line(self, now: float) -> str:
        spent = max(now - self._start, 1e-6)
        parts = [counted(self._reports, "report"), f"{self._words / spent:,.0f} words/s"]
        if self._failures:
            parts.append(f"{self._failures:,} failed")
        read = self._done + self._reached
        if self._total and read > self._passed:
            left = max(self._total - read, 0) * spent / (read - self._passed)
            parts += [f"{min(read / self._total, 1):.0%}", f"{_clock(left)} left"]
        return ", ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
