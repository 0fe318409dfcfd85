from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from onrecord.documents import lines, patterns

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "documents_lines.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["byline"], ids=lambda case: case["line"])
def test_a_byline(case: dict[str, object]) -> None:
    found = lines.byline(str(case["line"]))
    assert found is not None
    assert (found.names, found.outlet) == (case.get("names", ""), case.get("outlet", ""))
    assert (found.day.day if found.day else None) == case.get("day")


@pytest.mark.parametrize("line", CASES["no_byline"][0]["lines"])
def test_no_byline(line: str) -> None:
    assert lines.byline(line) is None


@pytest.mark.parametrize("case", CASES["dateline"], ids=lambda case: case["text"])
def test_a_dateline(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = lines.dateline(text)
    assert found is not None
    assert text[: found.end] == case["dateline"]
    assert found.agency == case.get("agency", "")
    assert (found.day.day if found.day else None) == case.get("day")


@pytest.mark.parametrize("text", CASES["no_dateline"][0]["texts"])
def test_no_dateline(text: str) -> None:
    assert lines.dateline(text) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Reporting by Ola Finch; Editing by Per Moss", "Ola Finch"),
        ("(Additional reporting by Ola Finch in Halden; Writing by Per Moss.)", "Ola Finch in Halden"),
        ("Editing by Per Moss", ""),
    ],
)
def test_a_credit(line: str, names: str) -> None:
    found = lines.credit(line)
    assert found is not None
    assert found.names == names


def test_no_credit() -> None:
    assert lines.credit("Reporting by the agency showed that the crossing was closed. It did not say why.") is None


@pytest.mark.parametrize("entry", patterns.line_patterns(), ids=lambda entry: entry.examples[0])
def test_a_pattern_matches_its_examples_and_not_its_counter_examples(entry: patterns.LinePattern) -> None:
    assert entry.examples
    assert entry.counter_examples
    for example in entry.examples:
        assert entry.compiled().search(example), example
        assert patterns.classify(example) == entry.kind, example
    for example in entry.counter_examples:
        assert not entry.compiled().search(example), example
        assert patterns.classify(example) is None, example


def test_a_long_paragraph_is_body_whatever_it_begins_with() -> None:
    assert patterns.classify("Photo: the crossing") == "caption"
    assert patterns.classify("Photo: the crossing" + " and what lies behind it" * 30) is None


def test_the_tables_have_no_entry_twice_and_no_stray_white_space() -> None:
    table = patterns.outlets()
    for names in (table.agencies, table.words, table.nobody):
        assert all(name == name.strip() and name for name in names)
    assert all(re.fullmatch(r"[\w'’-]+", word) for word in table.words)
    assert not table.nobody & table.agencies
