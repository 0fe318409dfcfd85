"""The stage under test on plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.pipeline import Pipeline

from factories import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Record


@pytest.fixture(scope="session")
def read(pipeline: Pipeline) -> Callable[[str], Record]:
    """The record of a text, up to its entities."""
    last = [s.name for s in pipeline.stages].index("entities")
    short = Pipeline(pipeline.config, stages=pipeline.stages[: last + 1])
    return lambda text: short(document(text))
