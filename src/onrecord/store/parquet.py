"""Whole records as Parquet: shards that a run over many machines writes, with a manifest. Needs the extra `parquet`.

A row is a report: its number within the input, its location, and either its record as canonical JSON or its failure as
JSON. Beside each shard lies a small file that describes it, written once the shard is complete; a manifest lists all
of a folder.
"""

from __future__ import annotations

import hashlib
import importlib
import itertools
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import Struct

from onrecord.errors import DocumentError, ExtraMissingError
from onrecord.model import Failure, Record, from_json, to_json
from onrecord.verify import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANIFEST = "manifest.json"
_GROUP = 256  # rows of a row group, which is what is held in memory
_COLUMNS = ("number", "location", "record", "failure")


class Row(NamedTuple):
    """A report: its number in the input, from 1, and what became of it."""

    number: int
    result: Record | Failure


class Shard(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of rows.

    Attributes:
        name: of the file, in the folder of the manifest.
        sha256: of its bytes.
        source: location of the input.
        identity: of the input and of what decides how it is read; rows of another identity are no use.
        first: number of its first report, or of the next one where it has none.
        records: how many.
        failures: how many.
        last: whether the input ends with it.
    """

    name: str
    sha256: str
    source: str
    identity: str
    first: int
    records: int
    failures: int
    last: bool


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """All shards of a folder, in the order of the inputs and of their reports."""

    shards: tuple[Shard, ...]


def write_records(records: Iterable[Record], file: IO[bytes]) -> int:
    """Writes records to a binary file; returns how many.

    Raises:
        ExtraMissingError: pyarrow is not installed.
    """
    return sum(write_rows((Row(n, record) for n, record in enumerate(records, start=1)), file))


def write_rows(rows: Iterable[Row], file: IO[bytes]) -> tuple[int, int]:
    """Writes rows to a binary file; returns how many records and how many failures. Raises as `write_records`."""
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    types = (arrow.int64(), arrow.string(), arrow.string(), arrow.string())
    schema = arrow.schema(list(zip(_COLUMNS, types, strict=True)))
    records = failures = 0
    waiting = iter(rows)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(itertools.islice(waiting, _GROUP)):
            columns = list(zip(*map(_values, group), strict=True))
            writer.write_table(arrow.table([list(c) for c in columns], schema=schema))
            failed = sum(isinstance(row.result, Failure) for row in group)
            records, failures = records + len(group) - failed, failures + failed
    return records, failures


def _values(row: Row) -> tuple[int, str, str | None, str | None]:
    if isinstance(row.result, Failure):
        # File names that are not UTF-8 may come with lone surrogates, which no file can hold.
        location = row.result.location.encode("utf-8", "backslashreplace").decode()
        failure = msgspec.structs.replace(row.result, location=location)
        return row.number, location, None, msgspec.json.encode(failure).decode()
    return row.number, row.result.document.origin.location, to_json(row.result).decode(), None


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a file that `write_rows` wrote, each record checked.

    Raises:
        ExtraMissingError: pyarrow is not installed.
        DocumentError: the file cannot be read, or a row is neither a record nor a failure; it is named.
        VerifyError: a record does not hold.
    """
    parquet = _library("pyarrow.parquet")
    arrow_errors = (_library("pyarrow").ArrowException, OSError, UnicodeDecodeError)  # the last for a column's name
    try:
        with parquet.ParquetFile(path) as file:
            if missing := set(_COLUMNS) - set(file.schema_arrow.names):
                raise DocumentError(str(path), f"no columns {', '.join(sorted(missing))}", code="malformed")
            for batch in file.iter_batches(batch_size=_GROUP, columns=list(_COLUMNS)):
                for values in batch.to_pylist():
                    yield _row(values, path)
    except FileNotFoundError as error:
        raise DocumentError(str(path), "there is no such file", code="not-found") from error
    except arrow_errors as error:
        raise DocumentError(str(path), f"not a file of records: {error}", code="malformed") from error


def _row(values: dict[str, Any], path: Path) -> Row:
    number = values["number"]
    try:
        if values["failure"] is not None:
            return Row(number, msgspec.json.decode(values["failure"], type=Failure))
        record = from_json(values["record"])
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise DocumentError(f"{path}#{number}", f"not a record: {error}", code="malformed") from error
    check(record)
    return Row(number, record)


def write_shard(  # noqa: PLR0913 - what there is to say of a shard
    rows: Iterable[Row], folder: Path, *, source: str, identity: str, first: int, last: bool
) -> Shard:
    """Writes a shard and then its description; each appears under its name once it is complete.

    The same reports go to a file of the same name, so that a second attempt replaces the first.

    Raises:
        ExtraMissingError: pyarrow is not installed.
        OSError: the folder cannot be written to.
    """
    name = f"{_key(source, identity)}-{first:08}.parquet"
    part = folder / f".{name}.{os.getpid()}.part"
    with part.open("wb") as file:
        records, failures = write_rows(rows, file)
        file.flush()
        os.fsync(file.fileno())
    shard = Shard(name, _sha256(part), source, identity, first, records, failures, last)
    part.replace(folder / name)
    _write(folder / f"{name}.json", msgspec.json.encode(shard))
    return shard


def shards_of(folder: Path, *, source: str, identity: str) -> list[Shard]:
    """The complete shards of an input from its start on, in order, up to the first that is missing."""
    found: list[Shard] = []
    number = 1
    while not found or not found[-1].last:
        path = folder / f"{_key(source, identity)}-{number:08}.parquet"
        try:
            shard = msgspec.json.decode(path.with_name(f"{path.name}.json").read_bytes(), type=Shard)
        except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            break
        if not path.is_file() or (shard.source, shard.identity, shard.first) != (source, identity, number):
            break
        found.append(shard)
        number += shard.records + shard.failures
    return found


def write_manifest(shards: Iterable[Shard], folder: Path) -> Manifest:
    """Writes the manifest of a folder."""
    manifest = Manifest(tuple(shards))
    _write(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder.

    Raises:
        DocumentError: there is none, or it is none.
    """
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise DocumentError(str(path), "there is no manifest; was the run finished?", code="not-found") from error
    except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise DocumentError(str(path), f"not a manifest: {error}", code="malformed") from error


def read_folder(folder: Path) -> Iterator[Row]:
    """The rows of all shards of a folder, in the manifest's order, each shard checked before it is opened.

    Raises:
        DocumentError: there is no manifest, a shard is missing, or is not as the manifest says.
        ExtraMissingError: as `read_rows`.
        VerifyError: as `read_rows`.
    """
    for shard in read_manifest(folder).shards:
        yield from _checked(shard, folder)


def _checked(shard: Shard, folder: Path) -> Iterator[Row]:
    path = folder / Path(shard.name).name
    try:
        if _sha256(path) != shard.sha256:
            raise DocumentError(str(path), "its SHA-256 is not the manifest's", code="malformed")
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read: {error.strerror}", code="unreadable") from error
    count = 0
    for row in read_rows(path):
        count += 1
        yield row
    if count != shard.records + shard.failures:
        raise DocumentError(str(path), "it has another number of rows than the manifest says", code="malformed")


def _key(source: str, identity: str) -> str:
    return hashlib.sha256(f"{source}\0{identity}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


def _library(name: str) -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ExtraMissingError("pyarrow", "parquet") from error
