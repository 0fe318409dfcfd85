"""Bytes from files and pipes, unpacked where they are gzip-ed, with limits."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

HEAD = 65_536  # bytes that are looked at to tell what a file is
_FIRST = 4_096  # bytes to wait for before that; a pipe may give them in small pieces
_GZIP = b"\x1f\x8b"
_MAX_RATIO = 200  # archives of news are packed about tenfold; only made-up input is packed more than this


class Counted(io.RawIOBase):
    """Counts the bytes that were taken of a stream, which `tell` gives too."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.taken = 0

    def readable(self) -> bool:
        """It is, which `io.BufferedReader` asks."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fills a buffer, or a part of it; how many bytes."""
        view = memoryview(buffer)
        chunk = _read_some(self._inner, len(view))
        view[: len(chunk)] = chunk
        self.taken += len(chunk)
        return len(chunk)

    def tell(self) -> int:
        """Bytes taken so far."""
        return self.taken

    def close(self) -> None:
        """Closes the stream too."""
        self._inner.close()
        super().close()


class _Checked(io.RawIOBase):
    """Raises only DocumentError, fills the first buffer well, and stops a decompression bomb."""

    def __init__(
        self, inner: BinaryIO | gzip.GzipFile, *, location: str, packed: Counted | None, max_bytes: int
    ) -> None:
        self._inner = inner
        self._location = location
        self._packed = packed
        self._max_bytes = max_bytes
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        count = 0
        while count < len(view):
            chunk = self._some(len(view) - count)
            view[count : count + len(chunk)] = chunk
            count += len(chunk)
            if not chunk or self._given + count >= _FIRST:
                break
        self._given += count
        self._check_ratio()
        return count

    def tell(self) -> int:
        """Bytes given so far; fastwarc asks, also where there is no seeking."""
        return self._given

    def _some(self, size: int) -> bytes:
        try:
            return _read_some(self._inner, size)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise DocumentError(self._location, f"broken gzip data: {error}", code="malformed") from error
        except (OSError, ValueError) as error:  # ValueError: the stream was closed
            raise DocumentError(self._location, f"cannot be read: {error}", code="unreadable") from error

    def _check_ratio(self) -> None:
        if self._packed and self._given > self._max_bytes and self._given > _MAX_RATIO * self._packed.taken:
            raise DocumentError(self._location, f"unpacks to over {_MAX_RATIO} times its size", code="too-large")


def open_stream(raw: BinaryIO, *, location: str, max_bytes: int) -> io.BufferedReader[_Checked]:
    """The bytes of `raw`, unpacked when they are gzip. Its `peek` gives up to `HEAD` bytes.

    Reading raises DocumentError: `unreadable`, `malformed` (broken gzip) or `too-large` (a decompression bomb).
    """
    plain = io.BufferedReader(_Checked(raw, location=location, packed=None, max_bytes=max_bytes), HEAD)
    if not plain.peek(len(_GZIP)).startswith(_GZIP):
        return plain
    packed = Counted(plain)
    unpacked = gzip.GzipFile(fileobj=io.BufferedReader(packed, HEAD))
    return io.BufferedReader(_Checked(unpacked, location=location, packed=packed, max_bytes=max_bytes), HEAD)


def read_whole(stream: BinaryIO, *, location: str, max_bytes: int) -> bytes:
    """All bytes of a stream.

    Raises:
        DocumentError: `too-large`, there are more than `max_bytes`.
    """
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise DocumentError(location, f"larger than {max_bytes:,} bytes", code="too-large")
    return data


def lines(stream: BinaryIO, *, max_bytes: int) -> Iterator[bytes | None]:
    """The lines of a stream without their ends, None for each that is longer than `max_bytes`."""
    while line := stream.readline(max_bytes + 2):
        if line.endswith(b"\n") or len(line) <= max_bytes:
            yield line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(HEAD)
        yield None


def _read_some(stream: BinaryIO | gzip.GzipFile, size: int) -> bytes:
    """Up to `size` bytes, those that are there; a non-blocking stream that has none counts as ended."""
    read: bytes | None = stream.read1(size) if hasattr(stream, "read1") else stream.read(size)
    return read or b""
