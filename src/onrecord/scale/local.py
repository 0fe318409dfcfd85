"""Reads inputs in this process, or in a pool of processes that each build the pipeline once."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from onrecord import documents
from onrecord.model import Document, Failure
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from onrecord.config import Config
    from onrecord.documents import Input
    from onrecord.model import Record

#: Batches in the hands of each worker; more would only hold memory.
_AHEAD = 2


def read_all(
    inputs: Iterable[Input | Failure], *, config: Config, stdin: BinaryIO | None = None
) -> Iterator[Record | Failure]:
    """The record or failure of every report in the inputs, in their order.

    Args:
        inputs: what `documents.discover` gives.
        config: the settings; `workers` above 1 uses that many processes.
        stdin: where the input `-` is read from.

    Raises:
        ModelMissingError: the language model is not installed.
        LexiconError: a lexicon file breaks its schema.
    """
    reports = _documents(inputs, config, stdin)
    if config.workers == 1:
        return Pipeline(config).pipe(reports)
    return _pool(reports, config)


def _documents(
    inputs: Iterable[Input | Failure], config: Config, stdin: BinaryIO | None
) -> Iterator[Document | Failure]:
    for item in inputs:
        if isinstance(item, Failure):
            yield item
        else:
            yield from documents.read(item, config=config, stdin=stdin)


def _pool(reports: Iterator[Document | Failure], config: Config) -> Iterator[Record | Failure]:
    """Batches go out in order and come back in order; a few are under way for each worker."""
    context = multiprocessing.get_context("spawn")  # forking a process that holds threads of a library can hang
    with ProcessPoolExecutor(config.workers, context, _build, (config,)) as pool:
        waiting: deque[Future[list[Record | Failure]]] = deque()
        try:
            while batch := list(islice(reports, config.batch_size)):
                waiting.append(pool.submit(_work, batch))
                if len(waiting) > _AHEAD * config.workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


class _Worker:
    """What one process of the pool keeps between batches."""

    pipeline: Pipeline | None = None


def _build(config: Config) -> None:
    _Worker.pipeline = Pipeline(config)


def _work(batch: list[Document | Failure]) -> list[Record | Failure]:
    if _Worker.pipeline is None:
        message = "the pool's process was not set up"
        raise RuntimeError(message)
    return list(_Worker.pipeline.pipe(batch))
