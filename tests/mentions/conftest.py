"""The stage under test on plain text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from onrecord.pipeline import Pipeline

from factories import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Mention


@pytest.fixture(scope="session")
def mentions_of(pipeline: Pipeline) -> Callable[..., tuple[Mention, ...]]:
    """Mentions of a text as a report of 24 February 2023 (a Friday), or of `published`."""
    short = Pipeline(pipeline.config, stages=pipeline.stages[:2])

    def read(text: str, published: dt.date | None = dt.date(2023, 2, 24)) -> tuple[Mention, ...]:
        return short(document(text, published=published)).mentions

    return read
