from __future__ import annotations

import json
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.safe import one_line, safe, safe_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text” – ünïcode", "plain “text” – ünïcode"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b31m", "\\x9b31m"),
        ("bell\x07 back\x08", "bell\\x07 back\\x08"),
        ("over\u202ewritten", "over\\u202ewritten"),
        ("half \ud800", "half \\ud800"),
        ("a\r\nb\rc\td", "a\nb\\x0dc\td"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_what_could_steer_a_terminal_becomes_an_escape(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_one_line_has_no_breaks() -> None:
    assert one_line(" a\n b\u2028c\x0bd\t e ") == "a b c d e"


@given(st.text(st.characters()))
def test_nothing_unsafe_is_left(text: str) -> None:
    left = {c for c in safe(text) if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}}
    assert left <= {"\n", "\t"}
    assert not set(one_line(text)) & {"\n", "\t"}


@given(st.text())
def test_json_means_the_same(text: str) -> None:
    line = safe_json(msgspec.json.encode({"text": text}))
    assert json.loads(line) == {"text": text}
    assert safe(line) == line
