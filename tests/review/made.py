"""A report with two statements and an event, and what reviewers say of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.review.apply import apply
from onrecord.review.changes import Signed

import factories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Record, Span
    from onrecord.review import Entry, Reviewed

START = dt.datetime(2024, 5, 7, 12, tzinfo=dt.UTC)
TEXT = (
    "{S1:Ann Lee} {C1:said} {T1:the road was closed}.\n"
    "{S2:Bob Roe} {C2:denied} {T2:it}.\n"
    "The road was never closed, a spokesman added later."
)


def report(*, model: str = "test-model 1", key: str | None = "https://example.org/road") -> Record:
    """The record as it is read at first."""
    made = factories.record(TEXT, title="Road", key=key, model=model)
    event = factories.event(made.document, trigger="closed", actor=made.entities[:1], actor_words="Ann Lee")
    return replace(made, events=(event,))


def signed(seconds: int = 0, *, by: str = "Kim", note: str = "") -> Signed:
    """A reviewer at a time."""
    return Signed(by, START + dt.timedelta(seconds=seconds), note)


def span(record: Record, words: str, *, nth: int = 0) -> Span:
    """Where words stand in a report."""
    return factories.evidence(record.document.text, words, nth=nth).span


def reviewed(record: Record, entries: Iterable[Entry] = ()) -> Reviewed:
    """The record with entries applied."""
    return apply(record, entries)
