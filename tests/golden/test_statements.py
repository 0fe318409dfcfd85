"""Twelve invented reports, read line by line: every statement, and nothing else, apart from what is known to differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from golden import differences as golden
from onrecord import verify

if TYPE_CHECKING:
    from onrecord import Record


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    """The reports, read once."""
    return golden.records()


def test_there_are_twelve() -> None:
    assert len(golden.SLUGS) == 12


@pytest.mark.parametrize("slug", golden.SLUGS)
def test_expected_words_stand_in_the_report(slug: str) -> None:
    text = golden.report(slug).read_text("utf-8")
    for number, row in enumerate(golden.expected_events(slug), 1):
        assert row["number"] == number
        assert [w for w in row["trigger"].split(" … ") if w not in text] == []
    for number, row in enumerate(golden.expected(slug), 1):
        assert row["number"] == number
        venue = [row["venue"]] if row["venue"] else []
        assert [w for w in (*row["source"], *row["cue"], *row["content"], *venue) if w not in text] == []


@pytest.mark.parametrize("slug", golden.SLUGS)
def test_a_report_is_read_as_expected(slug: str, records: dict[str, Record]) -> None:
    lines = golden.differences(golden.expected(slug), golden.found(records[slug]))
    lines += golden.event_differences(records[slug], slug)
    assert "\n".join(lines) == "\n".join(golden.known(slug))


@pytest.mark.parametrize("slug", golden.SLUGS)
def test_a_record_holds(slug: str, records: dict[str, Record]) -> None:
    assert list(verify.faults(records[slug])) == []


def test_differences_of_events_are_named(records: dict[str, Record]) -> None:
    slug = "council-debate"
    events = [replace(e, modality="future") if n == 0 else e for n, e in enumerate(records[slug].events[:-1])]
    lines = golden.event_differences(replace(records[slug], events=tuple(events)), slug)
    assert lines[0] == "event 1 modality: expected asserted, found future"
    assert lines[-1].startswith("event 5 not found: The representative of Algeria / urged / ")


def test_differences_are_named() -> None:
    want = golden.expected(golden.SLUGS[0])
    wrong = [
        want[0] | {"act": "deny"},
        *want[2:],
        want[1] | {"number": 99, "content": ["something else"], "cue": ["no"]},
    ]
    lines = golden.differences(want, wrong)
    assert lines[0].startswith("1 act: expected ")
    assert lines[1].startswith("2 not found: ")
    assert lines[-1].startswith("too many: ")
