from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Record
from onrecord.store.rows import days, speaker_rows, statement_rows

from factories import document, entity, mention, nested, statement

PUBLISHED = dt.date(2024, 5, 6)


@pytest.mark.parametrize(
    ("timex", "first", "last"),
    [
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024-02-29T10:00", "2024-02-29", "2024-02-29"),
        ("2024-02-29TEV", "2024-02-29", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-W01", "2024-01-01", "2024-01-07"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        (None, "2024-05-06", "2024-05-06"),
        ("FUTURE_REF", "2024-05-06", "2024-05-06"),
        ("2023-02-30", "2024-05-06", "2024-05-06"),
        ("2023-W60", "2024-05-06", "2024-05-06"),
        ("0000", "2024-05-06", "2024-05-06"),
        ("9999-12", "2024-05-06", "2024-05-06"),
        ("2024-02-29\n", "2024-05-06", "2024-05-06"),
        ("٢٠٢٤", "2024-05-06", "2024-05-06"),
    ],
)
def test_days(timex: str | None, first: str, last: str) -> None:
    assert days(timex, PUBLISHED) == (first, last)


def test_no_day_at_all() -> None:
    assert days("PAST_REF", None) == (None, None)


@given(st.from_regex(r"[0-9]{4}(-(W[0-9]{2}|[0-9]{2}(-[0-9]{2})?))?", fullmatch=True))
def test_days_are_in_order(timex: str) -> None:
    first, last = days(timex, PUBLISHED)
    assert first is not None
    assert last is not None
    assert dt.date.fromisoformat(first) <= dt.date.fromisoformat(last)


def test_statement_rows() -> None:
    outer, inner = statement_rows(nested())
    assert (outer.speaker, outer.source, outer.cue, outer.content) == (
        "Ann Lee",
        "Ann Lee",
        "said",
        "Bob warned of war",
    )
    assert (outer.position, outer.within, outer.said_on, outer.first_day) == (0, None, None, "2024-05-06")
    assert (inner.position, inner.within, inner.said_on, inner.last_day) == (1, outer.id, "2024-05-03", "2024-05-03")


def test_several_speakers_and_pieces() -> None:
    doc = document("Ann and Bob said yes, and no.")
    ann, bob = mention(doc, "Ann"), mention(doc, "Bob")
    pair = entity([ann], country="IRN", sector="GOV"), entity([bob], country="IRN", sector="MIL")
    both = statement(doc, source=["Ann", "Bob"], cue="said", content=["yes", "no"], speaker=pair)
    made = Record(doc, (ann, bob), pair, (both,))
    (row,) = statement_rows(made)
    assert (row.speaker, row.country, row.sector, row.content) == ("Ann; Bob", "IRN", "GOV; MIL", "yes … no")
    assert [(s.position, s.entity_id) for s in speaker_rows(made)] == [(0, pair[0].id), (1, pair[1].id)]


def test_without_speaker_the_source_stands_in() -> None:
    doc = document("Officials said no. It rained, reports say.")
    named = statement(doc, source="Officials", cue="said", content="no")
    unnamed = statement(doc, content="It rained")
    rows = statement_rows(Record(doc, statements=(named, unnamed)))
    assert [row.speaker for row in rows] == ["Officials", None]
    assert rows[1].cue is None
