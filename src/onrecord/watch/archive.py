"""The archive: what was fetched, as WARC files, one for each day, each record packed by itself."""

from __future__ import annotations

import datetime as dt
import io
import os
import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Self

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.errors import WatchError
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from onrecord.watch.fetch import Exchange, Header

_LOCK = "watch.lock"
_MOST_FILES_A_DAY = 10_000
#: Headers that would not be true of the body as it is kept: the transfer coding was taken away.
_OF_THE_WIRE = frozenset({"transfer-encoding"})


class Place(NamedTuple):
    """Where the record of an answer lies: file of the archive, first byte, number of bytes, and the file's size."""

    name: str
    start: int
    size: int
    end: int


class Archive:
    """Takes one exchange after the other. What it has taken is on the disk when it says where.

    One process at a time may write: a lock lies in the folder while it does, and goes with the process.

    Args:
        folder: is made if need be.
        sizes: up to which byte a file is whole, as was noted last; None for a file of which nothing was noted. What
            comes after that byte was written just before a crash, and is cut off.
        note: is told up to where a new file is whole, before anything else is written to it. The ends that `add` gives
            are for the caller to note.

    Raises:
        WatchError: the folder cannot be made, or another process writes to it.
    """

    def __init__(self, folder: Path, *, sizes: Callable[[str], int | None], note: Callable[[str, int], None]) -> None:
        self._folder = folder
        self._sizes = sizes
        self._note = note
        self._name = ""
        self._file: BinaryIO | None = None
        with ExitStack() as stack:
            stack.enter_context(closing(_locked(folder)))
            self._open = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file and the folder."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._open.close()

    def add(self, exchanges: Iterable[Exchange], *, today: dt.date) -> Place:
        """Writes requests and answers; where the last answer lies.

        Raises:
            OSError: the disk is full or fails; the file is as it was before.
        """
        file = self._of_day(today)
        before = file.seek(0, os.SEEK_END)
        start = end = before
        try:
            writer = WARCWriter(file, gzip=True)
            for exchange in exchanges:
                response, request = _records(writer, exchange)
                start = file.tell()
                writer.write_record(response)
                end = file.tell()
                writer.write_record(request)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
        return Place(self._name, start, end - start, file.tell())

    def read(self, name: str, start: int, size: int) -> bytes:
        """The bytes of a record.

        Raises:
            OSError: the file is not there, or shorter.
        """
        with (self._folder / name).open("rb") as file:
            file.seek(start)
            data = file.read(size)
        if len(data) < size:
            message = f"{name} ends before byte {start + size}"
            raise OSError(message)
        return data

    def _of_day(self, today: dt.date) -> BinaryIO:
        stem = f"watch-{today:%Y%m%d}"
        if self._file is None or not self._name.startswith(stem):
            if self._file is not None:
                self._file.close()
            self._name, self._file = self._begin(stem)
        return self._file

    def _begin(self, stem: str) -> tuple[str, BinaryIO]:
        """Opens the file of a day: the one that was whole at its noted size, or else a new one."""
        for number in range(_MOST_FILES_A_DAY):
            name = f"{stem}-{number}.warc.gz" if number else f"{stem}.warc.gz"
            path = self._folder / name
            noted, there = self._sizes(name), path.stat().st_size if path.exists() else None
            if there is None and noted is None:
                self._note(name, _new_file(path))
                return name, path.open("r+b")
            if there is not None and noted is not None and noted <= there:
                file = path.open("r+b")
                file.truncate(noted)
                return name, file
        raise WatchError(str(self._folder), f"holds over {_MOST_FILES_A_DAY:,} files of one day")


def _new_file(path: Path) -> int:
    """Makes a file that says what it is; its size. It has its name once it is whole."""
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        about = {"software": f"onrecord/{__version__}", "format": "WARC File Format 1.0", "robots": "obeyed"}
        writer.write_record(writer.create_warcinfo_record(path.name, about))
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    unfinished.replace(path)
    _sync_folder(path.parent)
    return size


def _records(writer: WARCWriter, exchange: Exchange) -> tuple[object, object]:
    """The records of the answer and of the request."""
    date = exchange.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {"WARC-Date": date}
    if exchange.address:
        about["WARC-IP-Address"] = exchange.address
    status = f"{exchange.status} {exchange.reason}".strip()
    response = writer.create_warc_record(
        exchange.url, "response", payload=io.BytesIO(exchange.body), length=len(exchange.body),
        http_headers=StatusAndHeaders(status, _kept(exchange.headers), protocol="HTTP/1.1"), warc_headers_dict=about,
    )  # fmt: skip
    path = "/" + exchange.url.split("/", 3)[3]
    request = writer.create_warc_record(
        exchange.url, "request",
        http_headers=StatusAndHeaders(f"GET {path} HTTP/1.1", list(exchange.request), is_http_request=True),
        warc_headers_dict={
            "WARC-Date": date, "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
        },
    )  # fmt: skip
    return response, request


def _kept(headers: Iterable[Header]) -> list[Header]:
    return [(f"X-Archive-Orig-{k}" if k.lower() in _OF_THE_WIRE else k, v) for k, v in headers]


def _locked(folder: Path) -> sqlite3.Connection:
    """A lock that the operating system takes away with the process: that of an empty SQLite file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise WatchError(str(folder), f"cannot be written to: {error}") from error
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        raise WatchError(str(folder), "another process is watching into it") from error
    return lock


def _sync_folder(folder: Path) -> None:
    """Makes the name of a new file last, where folders can be forced to the disk."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
