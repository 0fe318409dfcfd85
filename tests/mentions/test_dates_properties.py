"""What holds of the dates of any text."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.lexicon.time_words import load_time_words
from onrecord.mentions.dates import DateFinder
from onrecord.mentions.tokens import Tokens
from onrecord.model import Analysis, Name, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = (
    "the", "a", "an", "last", "next", "this", "that", "same", "Friday", "Monday", "March", "May", "Feb.", "19",
    "30", "2013", "1990s", "'90s", "10", "10:30", "p.m.", "GMT", "of", ",", ".", "-", "(", ")", "two", "few",
    "several", "days", "day", "week", "weekend", "month", "months", "year", "years", "quarter", "third", "half",
    "first", "century", "ago", "earlier", "later", "before", "after", "from", "now", "once", "soon", "every",
    "daily", "noon", "midnight", "on", "in", "by", "until", "early", "late", "mid", "summer", "spring", "fall",
    "Christmas", "Eve", "yesterday", "tonight", "morning", "old", "times", "twice", "end", "and", "to", "9/11",
    "3/14/2013", "02", "attack", "sept", "long", "overnight", "Thanksgiving", "Easter", "through", "–", "2013–2015",
    "26–27", "5th", "time", "point", "those", "ended", "decade", "decades", "period", "years-long", "quarter-century",
    "over",
)  # fmt: skip
_FIND = DateFinder(load_time_words())
_VALUE = re.compile(
    r"(PAST|PRESENT|FUTURE)_REF|PT?[\dX.]+(D|W|M|Q|Y|DE|CE|H|S)|XXXX-(WXX-[1-7]|XX-XX|\d\d(-\d\d)?|Q[1-4]|SP|SU|FA|WI)(T.*)?"
    r"|\d{2,4}|\d{4}-(\d\d|Q[1-4]|H[12]|W\d\d(-WE)?|SP|SU|FA|WI|\d\d-\d\d(T(MO|AF|EV|NI|\d\d:\d\d(Z|[+-]\d\d:\d\d)?))?)"
)


def tokens_of(words: Sequence[str], pos: Sequence[str], *, dated: bool) -> Tokens:
    starts = [sum(len(w) + 1 for w in words[:i]) for i in range(len(words))]
    size = len(words)
    return Tokens.of(
        Analysis(
            document_id="d",
            model="m",
            start=tuple(starts),
            end=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
            text=tuple(words),
            lemma=tuple(w.lower() for w in words),
            pos=tuple(pos),
            tag=("NN",) * size,
            dep=("dep",) * size,
            head=tuple(max(0, i - 1) for i in range(size)),
            sentences=(Sentence(0, size, 0),),
            names=(Name(0, size, "DATE"),) if dated else (),
        )
    )


@st.composite
def texts(draw: st.DrawFn) -> Tokens:
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25))
    tags = st.sampled_from(["NOUN", "PROPN", "VERB", "ADV", "ADJ", "NUM", "ADP", "DET"])
    pos = draw(st.lists(tags, min_size=len(words), max_size=len(words)))
    return tokens_of(words, pos, dated=draw(st.booleans()))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(texts(), st.none() | st.dates())
def test_dates_are_in_order_apart_and_well_formed(tokens: Tokens, published: dt.date | None) -> None:
    end = 0
    for found in _FIND(tokens, published):
        assert end <= found.first < found.last <= len(tokens)
        assert found.value is None or _VALUE.fullmatch(found.value), found
        end = found.last


@given(texts(), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_the_same_text_has_the_same_dates(tokens: Tokens, published: dt.date) -> None:
    assert list(_FIND(tokens, published)) == list(_FIND(tokens, published))


@pytest.mark.parametrize(
    "words", ["noon", "10 p.m.", "March and", "May 3 to", "overnight", "In March , April ,", "the end of"]
)
def test_dates_beside_dates_without_end_are_read(words: str) -> None:
    repeated = words.split() * 2_000
    found = list(_FIND(tokens_of(repeated, ["PROPN"] * len(repeated), dated=True), dt.date(2013, 3, 22)))
    assert all(0 <= f.first < f.last <= len(repeated) for f in found)
