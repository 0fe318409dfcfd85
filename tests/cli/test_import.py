from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord import store as stores
from onrecord.cli import importing
from onrecord.export import jsonl
from onrecord.model import Failure
from onrecord.store import SqliteStore, parquet
from onrecord.store.parquet import Row

import factories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cli.conftest import Run
    from onrecord.model import Record
    from onrecord.store import Written


@pytest.mark.parametrize(("kind", "name"), [("jsonl", "all.jsonl"), ("records-parquet", "all.parquet")])
def test_a_store_that_went_out_and_came_back_is_the_same_to_the_byte(
    run: Run, shelf: Path, tmp_path: Path, kind: str, name: str
) -> None:
    run("export", kind, "--out", name, "--store", shelf)
    back = run("import", name, "--store", "copy.sqlite")
    assert (back.code, back.err) == (0, "4 records\nStore: copy.sqlite\n")
    run("export", kind, "--out", f"again-{name}", "--store", "copy.sqlite")
    assert (tmp_path / name).read_bytes() == (tmp_path / f"again-{name}").read_bytes()


def test_a_folder_of_shards_is_taken_in_with_its_failures(run: Run, tmp_path: Path) -> None:
    rows = [Row(1, factories.nested()), Row(2, Failure("b.txt", "documents", "empty", "no text"))]
    shard = parquet.write_shard(rows, tmp_path, source="a", identity="1", first=1, last=True)
    parquet.write_manifest([shard], tmp_path)
    assert run("import", tmp_path, "--store", "s.sqlite").err == "1 record, 1 failure\nStore: s.sqlite\n"
    with stores.open("s.sqlite") as reader:
        assert list(reader.records()) == [factories.nested()]
        assert [f.failure.location for f in reader.failures()] == ["b.txt"]
    (tmp_path / shard.name).write_bytes(b"")
    refused = run("import", tmp_path, "--store", "s.sqlite")
    assert refused.code == 3
    assert "its SHA-256 is not the manifest's" in refused.err


def test_what_stands_before_a_line_that_is_no_record_is_taken_in(run: Run, tmp_path: Path) -> None:
    records = [factories.nested(), *(factories.record(f"{{S:Ann}} {{C:said}} {{T:{n}}}.") for n in range(3))]
    with (tmp_path / "cut.jsonl").open("wb") as file:
        jsonl.write(records, file)
        file.write(b"{\n")
    refused = run("import", "cut.jsonl", "--store", "s.sqlite")
    assert refused.code == 3
    assert "cut.jsonl#5" in refused.err
    with stores.open("s.sqlite") as reader:
        assert list(reader.records()) == records


def test_many_records_are_written_in_few_transactions(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [factories.record(f"{{S:Ann}} {{C:said}} {{T:number {n}}}.") for n in range(7)]
    with (tmp_path / "seven.jsonl").open("wb") as file:
        jsonl.write(records, file)
    written: list[int] = []

    def noted(self: SqliteStore, taken: Sequence[Record]) -> tuple[Written, ...]:
        written.append(len(taken))
        return whole(self, taken)

    whole = SqliteStore.write_all
    monkeypatch.setattr(SqliteStore, "write_all", noted)
    monkeypatch.setattr(importing, "_AT_ONCE", 3)
    assert run("import", "seven.jsonl", "--store", "s.sqlite").err == "7 records\nStore: s.sqlite\n"
    assert written == [3, 3, 1]
