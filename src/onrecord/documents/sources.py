"""The inputs that paths, folders, patterns and `-` stand for."""

from __future__ import annotations

import glob
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.documents import remote
from onrecord.documents.failures import failure
from onrecord.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Failure

#: What browsers put beside a saved page: passed over in a folder, read when named outright.
_COMPANIONS = frozenset({
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".avif", ".bmp", ".woff",
    ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm", ".ogg", ".m4a", ".mov", ".download",
})  # fmt: skip
_PATTERN_CHARACTERS = frozenset("*?[")


#: What stands for standard input.
STDIN = "-"


class Input(Struct, frozen=True):
    """Something to read.

    Attributes:
        location: the path as given, the address of a file in an object store, or `-` for standard input.
        path: the file; None for an address and for standard input.
        size: bytes in the file as it lies; None where that cannot be known.
        changed: when the file of an address was changed, in nanoseconds; 0 where that is not known.
    """

    location: str
    path: Path | None = None
    size: int | None = None
    changed: int = 0

    @property
    def is_stdin(self) -> bool:
        """Whether it is standard input."""
        return self.path is None and self.location == STDIN


def discover(inputs: Iterable[str | Path]) -> Iterator[Input | Failure]:
    """The files that `inputs` stand for, in a stable order.

    Args:
        inputs: files; folders, searched through in name order without hidden files, without what only accompanies a
            saved page (images, style sheets, scripts) and without going in circles; patterns with `*`, `?`, `[...]`
            and `**`; addresses of all of these in an object store, such as `s3://bucket/*.warc.gz`; `-` for standard
            input.

    Yields:
        Input: a file, or standard input.
        Failure: `not-found` or `unreadable` for a path that is not there or cannot be listed, `empty` for a folder
            without files.

    Raises:
        ExtraMissingError: an address is given, and pyarrow is not installed.
    """
    for given in inputs:
        name = os.fspath(given)
        if name == STDIN:
            yield Input(STDIN)
        elif "\0" not in name and os.path.lexists(name):
            yield from _expand(Path(name))
        elif remote.is_address(name):
            yield from _at(name)
        elif _PATTERN_CHARACTERS & set(name) and "\0" not in name:
            yield from _match(name)
        else:
            yield failure(DocumentError(shown(name), "there is no such file", code="not-found"))


def shown(path: str | Path) -> str:
    """A path as text: bytes of its name that are not UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def _at(address: str) -> Iterator[Input | Failure]:
    try:
        for file in remote.find(address):
            if PurePosixPath(file.address).suffix.lower() not in _COMPANIONS or file.address == address:
                yield Input(file.address, None, file.size, file.changed)
    except DocumentError as error:
        yield failure(error)


def _match(pattern: str) -> Iterator[Input | Failure]:
    found = False
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        if path.is_dir() and "**" in pattern:
            continue  # its files match by themselves
        found = True
        yield from _expand(path)
    if not found:
        yield failure(DocumentError(shown(pattern), "the pattern fits no file", code="not-found"))


def _expand(path: Path) -> Iterator[Input | Failure]:
    try:
        if not path.is_dir():
            yield _file(path)
            return
    except OSError as error:
        yield failure(DocumentError(shown(path), error.strerror or "cannot be read", code="unreadable"))
        return
    found = False
    for item in _walk(path):
        found = True
        yield item
    if not found:
        yield failure(DocumentError(shown(path), "the folder holds no file to read", code="empty"))


def _walk(top: Path) -> Iterator[Input | Failure]:
    """Files of a folder, then those of its subfolders; each folder once, whatever links lead to it."""
    seen: set[tuple[int, int]] = set()
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            stat = folder.stat()
            entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            yield failure(DocumentError(shown(folder), error.strerror or "cannot be listed", code="unreadable"))
            continue
        if (stat.st_dev, stat.st_ino) in seen:
            continue
        seen.add((stat.st_dev, stat.st_ino))
        visible = [entry for entry in entries if not entry.name.startswith(".")]
        yield from (_file(e) for e in visible if e.is_file() and e.suffix.lower() not in _COMPANIONS)
        folders.extend(entry for entry in reversed(visible) if entry.is_dir())


def _file(path: Path) -> Input:
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError:
        size = None
    return Input(shown(path), path, size)
