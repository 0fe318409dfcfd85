"""Refusals as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Failure

if TYPE_CHECKING:
    from onrecord.errors import DocumentError

STAGE = "documents"


def failure(error: DocumentError) -> Failure:
    """The record of a refusal."""
    return Failure(error.location, STAGE, error.code, error.why, error.remedy)
