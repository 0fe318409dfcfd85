"""Lines of plain and compressed files, one at a time, none longer than a limit."""

from __future__ import annotations

import bz2
import gzip
import zlib
from typing import TYPE_CHECKING, Final, Protocol

from onrecord.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

#: The longest line of a Wikidata dump has about 5 million bytes.
MAX_LINE_BYTES: Final = 16_000_000


class Lines(Protocol):
    """A binary file that is read line by line."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, no more of it than so many bytes; empty at the end."""


_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers from 1, without their ends; gzip and bzip2 are told by their first bytes.

    Raises:
        LexiconError: the file cannot be read or unpacked, or has a line of more than `MAX_LINE_BYTES`.
    """
    number = 0
    try:
        with _opened(path) as handle:
            for number, line in numbered(handle, path, most=MAX_LINE_BYTES):
                yield number, line
    except (OSError, EOFError, zlib.error) as error:  # what the unpackers raise for what they cannot unpack
        raise LexiconError(str(path), number + 1, getattr(error, "strerror", None) or str(error)) from error


def numbered(file: Lines, path: Path, *, most: int) -> Iterator[tuple[int, bytes]]:
    """The lines of an open file with their numbers from 1, without their ends; `path` names it in errors.

    Raises:
        LexiconError: a line has more than `most` bytes.
    """
    number = 0
    while line := file.readline(most + 1):
        number += 1
        if len(line) > most:
            raise LexiconError(str(path), number, f"has more than {most:,} bytes")
        yield number, line.rstrip(b"\r\n")


def _opened(path: Path) -> gzip.GzipFile | bz2.BZ2File | BufferedReader:
    with path.open("rb") as handle:
        start = handle.read(len(_BZIP2))
    if start.startswith(_GZIP):
        return gzip.GzipFile(path)
    return bz2.BZ2File(path) if start == _BZIP2 else path.open("rb")
