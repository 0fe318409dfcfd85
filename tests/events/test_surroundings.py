"""When and where events were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factories import document

if TYPE_CHECKING:
    from onrecord.model import Event, Record
    from onrecord.pipeline import Pipeline


def first(pipeline: Pipeline, text: str) -> tuple[Record, Event]:
    record = pipeline(document(text))
    assert record.events, text
    return record, record.events[0]


@pytest.mark.parametrize(
    ("text", "value", "how"),
    [
        ("Iran accused Israel of sabotage on May 2.", "2024-05-02", "stated"),
        ("Iran accused Israel of sabotage.", "2024-05-06", "publication"),
        ("Iran accused Israel, saying that ships had been searched since January.", "2024-05-06", "publication"),
        ("Iran accused Israel, which had left in March, of sabotage.", "2024-05-06", "publication"),
    ],
)
def test_an_event_has_the_date_of_its_own_clause(rules_pipeline: Pipeline, text: str, value: str, how: str) -> None:
    _, event = first(rules_pipeline, text)
    assert event.date is not None
    assert (event.date.value, event.date.how) == (value, how)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels attacked Russian troops in Ukraine near Kharkiv.", "Kharkiv"),
        ("Norway accused Iceland at a meeting in Geneva.", "Geneva"),
        ("Norway accused Iceland.", None),
    ],
)
def test_an_event_was_at_the_smallest_place_of_its_clause(
    rules_pipeline: Pipeline, text: str, place: str | None
) -> None:
    record, event = first(rules_pipeline, text)
    assert (record.entity(event.place).name if event.place else None) == place


def test_what_the_first_paragraphs_tell_is_the_lead(rules_pipeline: Pipeline) -> None:
    record = rules_pipeline(document("Iran accused Israel.\nIt rained.\nIt snowed.\nNorway praised Iceland."))
    assert [event.lead for event in record.events] == [True, False]
