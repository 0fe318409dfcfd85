from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.views.words import match_expression

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("", ""),
        ("  \n", ""),
        ("talks", '"talks"'),
        ("talks failed", '"talks" "failed"'),
        ('"talks had failed"', '"talks had failed"'),
        ("“talks had” failed", '"talks had" "failed"'),
        ('"talks had', '"talks had"'),
        ('a"b c"d', '"a" "b c" "d"'),
        ("sanction*", '"sanction*"*'),
        ('"sanction*"', '"sanction*"'),
        ("talks - failed", '"talks" "failed"'),
        ("NEAR(a b)", '"NEAR(a" "b)"'),
        ("a AND NOT b", '"a" "AND" "NOT" "b"'),
        ("content:x ^y {z}", '"content:x" "^y" "{z}"'),
        ("nul\0byte", '"nul byte"'),
    ],
)
def test_expression(typed: str, expression: str) -> None:
    assert match_expression(typed) == expression


@pytest.mark.parametrize(
    ("typed", "why"), [("-", "no letter"), ('""', "no letter"), ("* ?", "no letter"), ("a " * 65, "more than")]
)
def test_what_cannot_be_searched(typed: str, why: str) -> None:
    with pytest.raises(QueryError, match=why):
        match_expression(typed)


def test_half_a_surrogate_pair() -> None:
    with pytest.raises(QueryError, match="surrogate"):
        match_expression("a \udce9")


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE words USING fts5 (content, speaker)")
        db.execute("INSERT INTO words VALUES ('secret', '')")
        yield db


PIECES = [*"\"'()*:^{}+-\0ax“ ", " AND ", " OR ", " NOT ", "NEAR(", "secret", "content:", "speaker : "]


@given(typed=st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_words_are_never_syntax(index: sqlite3.Connection, typed: str) -> None:
    try:
        expression = match_expression(typed)
    except QueryError:
        return
    if expression:
        sql = "SELECT count(*) FROM words WHERE words MATCH ?"
        ((found,),) = index.execute(sql, (f"content : ({expression})",))
        assert not found or "s" in typed.casefold()
