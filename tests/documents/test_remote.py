"""Files in object stores, with folders of this machine in the place of buckets."""

from __future__ import annotations

import gzip
import sys
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.config import Config
from onrecord.documents import Input, discover, read
from onrecord.errors import ExtraMissingError
from onrecord.model import Document, Failure

if TYPE_CHECKING:
    from pathlib import Path

files = pytest.importorskip("pyarrow.fs")

SAID = "Officials said on Friday that the talks between both countries would be held in the capital next week.\n"


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bucket `news`: every store that is asked for has the folders of this one as its buckets."""
    for name in ("2024/b.txt", "2024/a.txt.gz", "2024/05/c.txt", "2024/.d.txt", "2024/style.css"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(SAID.encode()) if name.endswith(".gz") else SAID.encode())

    class FileSystem:
        @staticmethod
        def from_uri(address: str) -> tuple[Any, str]:
            scheme, _, name = address.partition("://")
            assert scheme in {"s3", "gs"}
            return files.SubTreeFileSystem(str(tmp_path), files.LocalFileSystem()), name

    monkeypatch.setattr(files, "FileSystem", FileSystem)
    return tmp_path / "news"


def names(*inputs: str) -> list[str]:
    return [item.location if isinstance(item, Input) else f"{item.code}: {item.location}" for item in discover(inputs)]


@pytest.mark.usefixtures("bucket")
class TestDiscover:
    def test_a_file_a_folder_and_patterns(self) -> None:
        assert names("s3://news/2024/b.txt") == ["s3://news/2024/b.txt"]
        folder = ["s3://news/2024/05/c.txt", "s3://news/2024/a.txt.gz", "s3://news/2024/b.txt"]
        assert names("s3://news/2024") == names("s3://news/2024/") == folder
        assert names("gs://news/2024/05") == ["gs://news/2024/05/c.txt"]
        assert names("s3://news/*/*.txt.gz") == ["s3://news/2024/a.txt.gz"]
        assert names("s3://news/2024/[ab].txt*") == ["s3://news/2024/a.txt.gz", "s3://news/2024/b.txt"]
        assert names("s3://news/**/c.txt") == names("s3://news/2024/**/c.txt") == ["s3://news/2024/05/c.txt"]

    def test_what_is_not_there_is_named(self) -> None:
        for address, code in {
            "s3://news/none.txt": "not-found", "s3://none/*.txt": "not-found", "s3://news/2024/*.pdf": "not-found",
            "https://news.example/a.txt": "not-found", "ftp://news/a.txt": "not-found",
        }.items():  # fmt: skip
            assert names(address) == [f"{code}: {address}"]

    def test_a_password_is_not_kept(self) -> None:
        (found,) = discover(["s3://key:secret@news/b.txt"])
        assert isinstance(found, Failure)
        assert "secret" not in str(found)


def test_a_file_is_read_as_one_of_this_machine(bucket: Path) -> None:
    (there,) = discover(["s3://news/2024/a.txt.gz"])
    assert isinstance(there, Input)
    assert there.size == (bucket / "2024/a.txt.gz").stat().st_size
    assert there.changed == (bucket / "2024/a.txt.gz").stat().st_mtime_ns
    (document,) = read(there, config=Config())
    assert isinstance(document, Document)
    assert document.text == SAID
    assert document.origin.location == "s3://news/2024/a.txt.gz"


def test_a_file_that_went_away_is_a_failure(bucket: Path) -> None:
    (there,) = discover(["s3://news/2024/b.txt"])
    (bucket / "2024/b.txt").unlink()
    assert isinstance(there, Input)
    (failure,) = read(there, config=Config())
    assert isinstance(failure, Failure)
    assert failure.code == "not-found"


def test_an_empty_folder_is_named(bucket: Path) -> None:
    (bucket / "empty").mkdir()
    assert names("s3://news/empty") == ["empty: s3://news/empty"]


def test_the_disk_of_this_machine_has_addresses_too(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text(SAID, encoding="utf-8")
    (there,) = discover([f"file://{tmp_path}/a*.txt"])
    assert isinstance(there, Input)
    assert there.location == f"file://{tmp_path}/a b.txt"
    (document,) = read(there, config=Config())
    assert isinstance(document, Document)


def test_without_pyarrow_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.fs", None)
    with pytest.raises(ExtraMissingError) as raised:
        list(discover(["s3://news/a.txt"]))
    assert "parquet" in raised.value.remedy
