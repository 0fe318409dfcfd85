"""What the reports of a run come from: inputs cut into pieces, numbered, in batches of limited size."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from onrecord import documents
from onrecord.documents import Piece
from onrecord.model import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.config import Config
    from onrecord.documents import Input
    from onrecord.model import Record

#: A report before the work on it.
Report = Piece | Document | Failure


class Ticket(NamedTuple):
    """Where a report stands.

    Attributes:
        source: its input; None for a failure that belongs to no input.
        number: counts the reports and failures of the input, from 1.
        reached: bytes of the input, as it lies, that were taken up to its end.
    """

    source: Input | None
    number: int
    reached: int


class Outcome(NamedTuple):
    """What became of a report: a record or a failure, and where it stood."""

    ticket: Ticket
    result: Record | Failure


class Waiting(NamedTuple):
    """A report that has not been worked on."""

    ticket: Ticket
    report: Report

    @property
    def size(self) -> int:
        """How many bytes it holds, about."""
        if isinstance(self.report, Piece):
            return self.report.size
        return 0 if isinstance(self.report, Failure) else len(self.report.text)


class Feed:
    """The reports of some inputs, in order.

    Args:
        inputs: what `documents.discover` gives.
        config: limits and names of fields.
        stdin: where the input `-` is read from.
        done: how many reports of an input to pass over, from its start; -1 for all of them.
        stop: asked before each report; true ends the feed.
    """

    def __init__(
        self,
        inputs: Iterable[Input | Failure],
        config: Config,
        *,
        stdin: BinaryIO | None = None,
        done: Callable[[Input], int] = lambda _: 0,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._config = config
        self._stdin = stdin
        self._done = done
        self._stop = stop
        self._reports = self._all(inputs)

    def __iter__(self) -> Iterator[Waiting]:
        return self._reports

    def batch(self, *, most: int, most_bytes: int) -> list[Waiting]:
        """The next reports: up to `most`, fewer once they hold `most_bytes`; none at the end."""
        found: list[Waiting] = []
        size = 0
        for waiting in self._reports:
            found.append(waiting)
            size += waiting.size
            if len(found) == most or size >= most_bytes:
                break
        return found

    def _all(self, inputs: Iterable[Input | Failure]) -> Iterator[Waiting]:
        for item in inputs:
            if self._stop():
                return
            if isinstance(item, Failure):
                yield Waiting(Ticket(None, 1, 0), item)
                continue
            passed = self._done(item)
            if passed < 0:
                continue
            for number, cut in enumerate(documents.cuts(item, config=self._config, stdin=self._stdin), start=1):
                if number <= passed:
                    continue
                if self._stop():
                    return
                yield Waiting(Ticket(item, number, cut.reached), cut.report)
