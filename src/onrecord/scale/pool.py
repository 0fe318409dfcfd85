"""Processes that read, each a batch at a time. One that dies or hangs costs its batch, which is tried one by one."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Protocol, Self

from onrecord.documents import Piece
from onrecord.errors import OnrecordError, WorkerError
from onrecord.model import Failure
from onrecord.scale.feed import Outcome, Waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from onrecord.config import Config
    from onrecord.model import Document, Record
    from onrecord.scale.feed import Feed, Report

#: Batches for each worker that are waiting, under way or not taken yet; more would only hold memory.
_AHEAD = 3
#: A batch is no longer filled when it holds so many bytes, and none is begun while all of them hold so many.
_BATCH_BYTES, _ALL_BYTES = 4_000_000, 64_000_000
#: Processes in a row that end before they have taken a batch; then something is wrong with all of them.
_MOST_BAD_STARTS = 3
_LOADING_SECONDS = 600  # for a process to start and load the models


class Coder(Protocol):
    """What a worker builds: `onrecord.pipeline.Pipeline`."""

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
        """A record or failure for each document, in order."""
        ...


@dataclass(eq=False, slots=True)
class _Batch:
    """Some reports on their way.

    Attributes:
        waiting: the reports.
        alone: whether it is a report whose batch, or first attempt, ended a process.
        results: one for each report, once the batch is done.
    """

    waiting: Sequence[Waiting]
    alone: bool = False
    results: list[Record | Failure] | None = None

    @property
    def size(self) -> int:
        return sum(w.size for w in self.waiting)


@dataclass(eq=False, slots=True)
class _Worker:
    """A process: loading until it is `ready`, then idle or at work on `batch`, since `since`."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    since: float
    ready: bool = False
    batch: _Batch | None = None

    def end(self) -> None:
        """Kills the process, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass(slots=True)
class Pool:
    """Maps feeds of reports over processes; the outcomes come in the order of the feed.

    A context manager: the processes stay for the next feed, and end with the block.

    Args:
        config: the settings.
        build: makes the pipeline in a worker; an importable function.
        processes: how many workers, each with its own pipeline.
    """

    config: Config
    build: Callable[[Config], Coder]
    processes: int
    _workers: list[_Worker] = field(default_factory=list)
    _order: deque[_Batch] = field(default_factory=deque)  # as the outcomes are to come
    _todo: deque[_Batch] = field(default_factory=deque)
    _bad_starts: int = 0

    def run(self, feed: Feed) -> Iterator[Outcome]:
        """The outcome of every report.

        A report that ends the process it is read in, twice, becomes a Failure `worker-died`; one that takes longer than
        `max_seconds` a Failure `too-slow`.

        Raises:
            WorkerError: no process comes to work.
            OnrecordError: what the pipeline raised when it was built.
        """
        ended = False
        try:
            while self._fill(feed):
                while self._order and self._order[0].results is not None:
                    yield from self._take(feed)
                if self._order:
                    self._turn(block=True)
            ended = True
        finally:
            if not ended:  # something is under way that nobody waits for
                self.close()

    def close(self) -> None:
        """Ends the processes, whatever they are at; another feed starts new ones."""
        for worker in self._workers:
            worker.end()
        for left in (self._workers, self._order, self._todo):
            left.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, feed: Feed) -> Iterator[Outcome]:
        """The outcomes of the first batch; between two of them the workers are looked after."""
        batch = self._order.popleft()
        for waiting, result in zip(batch.waiting, batch.results or (), strict=True):
            yield Outcome(waiting.ticket, result)
            self._fill(feed)
            self._turn(block=False)

    def _fill(self, feed: Feed) -> bool:
        """Takes batches from the feed as far as the limits allow; whether anything is under way."""
        while len(self._order) < _AHEAD * self.processes and sum(b.size for b in self._order) < _ALL_BYTES:
            found = feed.batch(most=self.config.batch_size, most_bytes=_BATCH_BYTES)
            if not found:
                break
            batch = _Batch(found)
            self._order.append(batch)
            self._todo.append(batch)
        return bool(self._order)

    def _turn(self, *, block: bool) -> None:
        """Hands batches out, and takes in what is done."""
        free = sum(w.batch is None for w in self._workers)
        for _ in range(min(len(self._todo) - free, self.processes - len(self._workers))):
            self._workers.append(_start(self.config, self.build))
        for worker in self._workers:
            if worker.ready and worker.batch is None and self._todo:
                self._hand_out(worker, self._todo.popleft())
        ready = wait([w.pipe for w in self._workers], self._patience() if block else 0)
        for worker in [w for w in self._workers if w.pipe in ready]:
            self._hear(worker)
        for worker in [w for w in self._workers if time.monotonic() > w.since + self._limit(w)]:
            self._lose(worker, hung=True)

    def _patience(self) -> float:
        """Seconds until the first worker has taken too long."""
        now = time.monotonic()
        ends = [w.since + self._limit(w) - now for w in self._workers if w.batch or not w.ready]
        return max(0.0, min(ends, default=1.0)) + 0.01

    def _limit(self, worker: _Worker) -> float:
        """Seconds that a worker may take for what it is at."""
        if not worker.ready:
            return _LOADING_SECONDS
        return self.config.max_seconds if worker.batch else float("inf")

    def _hand_out(self, worker: _Worker, batch: _Batch) -> None:
        worker.batch, worker.since = batch, time.monotonic()
        with contextlib.suppress(OSError):  # it has just died, which the next turn sees
            worker.pipe.send([w.report for w in batch.waiting])

    def _hear(self, worker: _Worker) -> None:
        """Takes what a worker sends: its results, that it is ready, or why it never will be."""
        try:
            told = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker, hung=False)
            return
        if isinstance(told, OnrecordError):
            raise told
        if worker.batch is not None:
            _deliver(worker.batch, told)
        worker.batch, worker.ready, self._bad_starts = None, True, 0

    def _lose(self, worker: _Worker, *, hung: bool) -> None:
        """Gives a worker up, and sees to its batch."""
        worker.end()
        self._workers.remove(worker)
        if worker.batch is not None:
            self._retry(worker.batch, why=_why(worker, hung=hung, seconds=self.config.max_seconds))
            return
        self._bad_starts += not worker.ready
        if self._bad_starts == _MOST_BAD_STARTS:
            why = f"{_MOST_BAD_STARTS} processes ended while they were loading, the last one {_ending(worker)}"
            raise WorkerError(why, remedy="use fewer --workers, or --workers 1 to see more of the cause")

    def _retry(self, batch: _Batch, *, why: tuple[str, str]) -> None:
        """Tries each report of a lost batch by itself; one that was by itself already has failed."""
        if batch.alone:
            _deliver(batch, [_failure(batch.waiting[0], *why)])
            return
        singles = [_Batch([waiting], alone=True) for waiting in batch.waiting]
        at = self._order.index(batch)
        self._order.remove(batch)
        for place, single in enumerate(singles, start=at):
            self._order.insert(place, single)
        self._todo.extendleft(reversed(singles))


def _deliver(batch: _Batch, results: list[Record | Failure]) -> None:
    batch.results = results
    # The reports are not needed any more, only where they stood.
    batch.waiting = [Waiting(w.ticket, Failure("", "", "", "")) for w in batch.waiting]


def _why(worker: _Worker, *, hung: bool, seconds: int) -> tuple[str, str]:
    """Code and message of a report's failure."""
    if hung:
        return "too-slow", f"not read after {seconds} seconds"
    return "worker-died", f"the process that read it {_ending(worker)}"


def _ending(worker: _Worker) -> str:
    code = worker.process.exitcode or 0
    return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"


def _failure(waiting: Waiting, code: str, message: str) -> Failure:
    report = waiting.report
    if isinstance(report, Failure):
        return report
    if isinstance(report, Piece):
        return Failure(report.location, "scale", code, message, _REMEDIES[code])
    return Failure(report.origin.location, "scale", code, message, _REMEDIES[code], report.id)


_REMEDIES = {
    "worker-died": "read it with more memory, or please report this with the document; the run went on",
    "too-slow": "raise the setting max_seconds, or please report this with the document; the run went on",
}


def _start(config: Config, build: Callable[[Config], Coder]) -> _Worker:
    context = multiprocessing.get_context("spawn")  # forking a process that holds threads of a library can hang
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, config, build), daemon=True)
    with _interrupts_blocked():
        process.start()
    theirs.close()
    return _Worker(process, ours, time.monotonic())


@contextlib.contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Processes started here never see Ctrl-C, which a terminal sends to all: it is for the parent to act on."""
    resource_tracker.ensure_running()  # else the first start would do it, and take the block away again
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, config: Config, build: Callable[[Config], Coder]) -> None:
    """The life of a worker: until the parent closes the pipe or is gone."""
    with contextlib.suppress(EOFError, OSError):
        try:
            pipeline = build(config)
        except OnrecordError as error:
            pipe.send(error)
            return
        pipe.send(None)
        while True:
            reports: list[Report] = pipe.recv()
            read = (r.read() if isinstance(r, Piece) else r for r in reports)
            pipe.send(list(pipeline.pipe(read)))
