"""What all tests share: the folder of `factories` on the path, and Hypothesis profiles."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from onrecord.pipeline import Pipeline

sys.path.insert(0, str(Path(__file__).parent))

# No deadline: a test is never about time. `fuzz` is for long runs: HYPOTHESIS_PROFILE=fuzz pytest tests/...
settings.register_profile("default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", settings.get_profile("default"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The standard pipeline, built once: loading the language models takes seconds."""
    from onrecord.pipeline import Pipeline  # noqa: PLC0415 - tests of the model need no pipeline

    return Pipeline()


@pytest.fixture(scope="session")
def rules_pipeline() -> Pipeline:
    """The same with attribution by rules alone."""
    from onrecord.config import Config  # noqa: PLC0415 - as above
    from onrecord.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline(Config(attribution="rules"))
