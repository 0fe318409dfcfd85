"""Reads inputs in this process, or in a pool of processes that each build the pipeline once."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, BinaryIO

from onrecord.documents import Piece
from onrecord.pipeline import Pipeline
from onrecord.scale.feed import Feed, Outcome
from onrecord.scale.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.config import Config
    from onrecord.documents import Input
    from onrecord.model import Document, Failure, Record
    from onrecord.scale.feed import Ticket


def read_all(
    inputs: Iterable[Input | Failure], *, config: Config, stdin: BinaryIO | None = None
) -> Iterator[Record | Failure]:
    """The record or failure of every report in the inputs, in their order; see `outcomes`."""
    return (outcome.result for outcome in outcomes(inputs, config=config, stdin=stdin))


def outcomes(
    inputs: Iterable[Input | Failure],
    *,
    config: Config,
    stdin: BinaryIO | None = None,
    done: Callable[[Input], int] = lambda _: 0,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """The outcome of every report in the inputs, in their order.

    Args:
        inputs: what `documents.discover` gives.
        config: the settings; `workers` above 1 uses that many processes. Then a report that ends the process it is read
            in, or takes it longer than `max_seconds`, is a failure like others.
        stdin: where the input `-` is read from.
        done: how many reports of an input to pass over, from its start; -1 for all of them.
        stop: asked before each report is taken up; once it is true, those that were taken up are the last.

    Raises:
        ModelMissingError: the language model is not installed.
        LexiconError: a lexicon file breaks its schema.
        WorkerError: no process comes to work.
    """
    feed = Feed(inputs, config, stdin=stdin, done=done, stop=stop)
    if config.workers > 1:
        return _pooled(feed, config)
    return _here(feed, Pipeline(config))


def _pooled(feed: Feed, config: Config) -> Iterator[Outcome]:
    with Pool(config, Pipeline, config.workers) as pool:
        yield from pool.run(feed)


def _here(feed: Feed, pipeline: Pipeline) -> Iterator[Outcome]:
    tickets: deque[Ticket] = deque()

    def reports() -> Iterator[Document | Failure]:
        for ticket, report in feed:
            tickets.append(ticket)
            yield report.read() if isinstance(report, Piece) else report

    for result in pipeline.pipe(reports()):
        yield Outcome(tickets.popleft(), result)
