"""Settings, lexicons, lists, alerts and exports that are made to break their readers: each ends in a clear error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import config
from onrecord.errors import OnrecordError, QueryError, VerifyError
from onrecord.export import jsonl
from onrecord.lexicon.entries import read_entries
from onrecord.lexicon.load import table_of
from onrecord.lexicon.schema import CountryName, read_table
from onrecord.model import to_json
from onrecord.store import parquet
from onrecord.views.words import like_pattern, match_expression
from onrecord.watch.alerts import load_alerts
from onrecord.watch.lists import feed_urls

from factories import nested

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEEP = 100_000
BROKEN = {
    "an array": b"a = " + b"[" * DEEP,
    "inline tables": b"a = " + b"{a=" * DEEP,
    "a dotted key": b"a" + b".a" * DEEP + b" = 1",
    "a dotted key in quotes": b"a" + b' . "a"' * DEEP + b" = 1",
    "a dotted table": b"[" + b"a." * DEEP + b"a]",
    "digits": b"a = " + b"9" * DEEP,
    "no such day": b"a = 2023-02-31",
    "a string without end": b'a = "' + b"x" * DEEP,
    "half a surrogate": b"a = '\xed\xa0\x80'",
    "not UTF-8": b"\xff\xfe\xfa",
    "NUL": b"a\0b = 1",
    "a long line": b"a" * 1_000_000,
    "a cell beyond all bounds": b"surface,iso3,kind,source\n" + b"x" * 200_000 + b",USA,name,me\n",
    "a quoted cell without end": b'surface,iso3,kind,source\n"' + b"x" * 200_000,
    "NUL in a cell": b"surface,iso3,kind,source\na\0,USA,name\n",
    "many columns": b",".join(b"c%d" % n for n in range(50_000)),
    "elements": b"<outline>" * DEEP,
    "entities": b'<!DOCTYPE o [<!ENTITY a "ha">]><opml/>',
    "arrays in JSON": b"[" * DEEP + b"]" * DEEP,
    "an entry of the log": b'{"review":' * DEEP,
    "half a surrogate in JSON": b'{"document": "\\ud800"}',
    "a number in JSON": b'{"document": ' + b"9" * DEEP + b"}",
    "a Parquet file's marks": b"PAR1" * 100,
}
READERS: dict[str, Callable[[Path], object]] = {
    "settings": lambda path: config.load(file=path, environ={}),
    "a lexicon's table": lambda path: (table_of(path), read_table(path, CountryName)),
    "a lexicon's entries": lambda path: read_entries(path, "entry"),
    "alerts": load_alerts,
    "a list of feeds": lambda path: feed_urls([str(path)]),
    "an export": lambda path: list(jsonl.read_all(path)),
    "shards": lambda path: list(parquet.read_rows(path)),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused(reader: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(BROKEN[name])
    with pytest.raises(OnrecordError):
        READERS[reader](path)


@pytest.mark.parametrize(
    "columns", [{"a": [1]}, {"number": ["x"], "location": ["y"], "record": [3], "failure": [None]}, {"number": [1]}]
)
def test_a_table_of_other_columns_is_refused(columns: dict[str, list[object]], tmp_path: Path) -> None:
    arrow, writer = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    writer.write_table(arrow.table(columns), path)
    with pytest.raises(OnrecordError):
        list(parquet.read_rows(path))


@given(data=st.data())
def test_an_export_that_was_tampered_with_is_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    line = to_json(nested())
    at = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != line[at]))
    path = tmp_path_factory.getbasetemp() / "tampered.jsonl"
    path.write_bytes(line[:at] + bytes([byte]) + line[at + 1 :] + b"\n")
    try:
        (record,) = jsonl.read_all(path)
    except OnrecordError:
        return
    assert record != nested()  # another report that holds in itself, such as one with another title


def test_words_that_are_not_in_the_text_are_found(tmp_path: Path) -> None:
    path = tmp_path / "moved.jsonl"
    first = nested().mentions[0].evidence.exact
    path.write_bytes(to_json(nested()).replace(f'"exact":"{first}"'.encode(), b'"exact":"Nobody"', 1) + b"\n")
    with pytest.raises(VerifyError):
        list(jsonl.read_all(path))


@given(words=st.text())
def test_any_words_make_an_expression_or_a_clear_error(words: str) -> None:
    for make in (match_expression, like_pattern):
        try:
            assert isinstance(make(words), str)
        except QueryError:
            continue
