from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import store
from onrecord.errors import DocumentError, OnrecordError, VerifyError
from onrecord.export import jsonl
from onrecord.model import to_json
from strategies import records

from factories import nested, record

if TYPE_CHECKING:
    from pathlib import Path

MADE = [nested(), record("{S:Zoë} {C:said} {T:“yes”\u2028\0 🗣}."), record("Nothing was said.")]


def written(path: Path) -> Path:
    with path.open("wb") as file:
        assert jsonl.write(MADE, file) == 3
    return path


def test_records_come_back(tmp_path: Path) -> None:
    assert list(jsonl.read(written(tmp_path / "a.jsonl"))) == MADE


def test_through_a_store_and_out_again_the_bytes_are_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl")
    with store.open(tmp_path / "store.db", mode="write") as opened:
        for each in jsonl.read(path):
            opened.write(each)
        again = io.BytesIO()
        jsonl.write(opened.records(), again)
    assert again.getvalue() == path.read_bytes()


@given(st.lists(records(), max_size=4))
def test_a_line_for_each_record(made: list[object]) -> None:
    file = io.BytesIO()
    jsonl.write(made, file)  # type: ignore[arg-type]  # Hypothesis gives a list of them
    assert file.getvalue().count(b"\n") == len(made)


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" + to_json(MADE[0]) + b"\r\n\n" + to_json(MADE[2]))
    assert list(jsonl.read(path)) == [MADE[0], MADE[2]]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "malformed"),
        (b"[]", "malformed"),
        (b'{"document": 1}', "malformed"),
        (b"\xff\xfe", "malformed"),
        (b"[" * 100_000, "malformed"),
        (b'{"document": ' * 100_000, "malformed"),
        (to_json(MADE[0]).replace(b'"Ann Lee"', b'"\xed\xa0\x80"'), "malformed"),
        (to_json(MADE[0]).replace(b'"mentions"', b'"mansions"'), "malformed"),
        (b" " * 20_001, "too-large"),
    ],
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: bytes, code: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(to_json(MADE[0]) + b"\n" + line)
    read = jsonl.read(path, max_line=20_000 if code == "too-large" else jsonl.MAX_LINE)
    assert next(read) == MADE[0]
    with pytest.raises(DocumentError) as caught:
        next(read)
    assert (caught.value.location, caught.value.code) == (f"{path}#2", code)


def test_a_record_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(to_json(MADE[0]).replace(b"Bob warned of war", b"Bob dreamed of war"))
    with pytest.raises(VerifyError):
        list(jsonl.read(path))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.jsonl", "not-found"), (tmp_path, "unreadable")):
        with pytest.raises(DocumentError) as caught:
            list(jsonl.read(path))
        assert caught.value.code == code


@given(data=st.binary(max_size=200) | st.text().map(str.encode), cut=st.integers(0, 3000))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, cut: int) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "a.jsonl"
    line = to_json(MADE[0])
    path.write_bytes(line[:cut] + data + line[cut:])
    with contextlib.suppress(OnrecordError):
        list(jsonl.read(path))
