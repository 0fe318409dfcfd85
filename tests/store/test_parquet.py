from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msgspec
import pytest

from onrecord.errors import DocumentError, VerifyError
from onrecord.model import Failure, to_json
from onrecord.store import parquet
from onrecord.store.parquet import Row

from factories import nested, record

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow")

ROWS = [
    Row(1, nested()),
    Row(2, Failure("b\udce9.txt", "documents", "empty", "no text", "nothing")),
    Row(3, record("{S:Ann} {C:said} {T:«yes» \U0001f600}.")),
]


def written(folder: Path, rows: list[Row] = ROWS, *, first: int = 1, last: bool = True) -> parquet.Shard:
    return parquet.write_shard(rows, folder, source="a.warc.gz", identity="1", first=first, last=last)


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    written(tmp_path)
    parquet.write_manifest(parquet.shards_of(tmp_path, source="a.warc.gz", identity="1"), tmp_path)
    one, two, three = parquet.read_folder(tmp_path)
    assert (one, three) == (ROWS[0], ROWS[2])
    assert two.result == Failure("b\\udce9.txt", "documents", "empty", "no text", "nothing")
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    parquet.write_rows(ROWS, first)
    parquet.write_rows(ROWS, second)
    assert first.getvalue() == second.getvalue()
    (tmp_path / "r.parquet").write_bytes(first.getvalue())
    results = [row.result for row in parquet.read_rows(tmp_path / "r.parquet")]
    assert [to_json(r) for r in results if not isinstance(r, Failure)] == [
        to_json(row.result) for row in ROWS if not isinstance(row.result, Failure)
    ]


def test_shards_count_up_to_the_first_that_is_missing_or_of_another_input(tmp_path: Path) -> None:
    shards = [written(tmp_path, first=first, last=first == 7) for first in (1, 4, 7)]
    assert parquet.shards_of(tmp_path, source="a.warc.gz", identity="1") == shards
    assert parquet.shards_of(tmp_path, source="a.warc.gz", identity="2") == []
    (tmp_path / f"{shards[1].name}.json").unlink()
    assert parquet.shards_of(tmp_path, source="a.warc.gz", identity="1") == shards[:1]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("bytes", "malformed"),
        ("gone", "unreadable"),
        ("count", "malformed"),
        ("manifest", "malformed"),
        ("none", "not-found"),
    ],
)
def test_what_is_not_as_the_manifest_says_is_refused(tmp_path: Path, spoil: str, code: str) -> None:
    shard = written(tmp_path)
    if spoil == "count":
        shard = msgspec.structs.replace(shard, records=3)
    parquet.write_manifest([shard], tmp_path)
    if spoil == "bytes":
        (tmp_path / shard.name).write_bytes((tmp_path / shard.name).read_bytes() + b"\0")
    elif spoil == "gone":
        (tmp_path / shard.name).unlink()
    elif spoil == "manifest":
        (tmp_path / parquet.MANIFEST).write_text("{}", encoding="utf-8")
    elif spoil == "none":
        (tmp_path / parquet.MANIFEST).unlink()
    with pytest.raises(DocumentError) as raised:
        list(parquet.read_folder(tmp_path))
    assert raised.value.code == code


def test_a_record_that_does_not_hold_and_a_file_of_another_kind_are_refused(tmp_path: Path) -> None:
    false = msgspec.structs.replace(nested(), statements=nested().statements[::-1], entities=())
    with (tmp_path / "r.parquet").open("wb") as file:
        parquet.write_records([false], file)
    with pytest.raises(VerifyError):
        list(parquet.read_rows(tmp_path / "r.parquet"))
    (tmp_path / "r.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(DocumentError, match="not a file of records"):
        list(parquet.read_rows(tmp_path / "r.parquet"))
