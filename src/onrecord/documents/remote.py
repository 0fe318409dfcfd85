"""Files in object stores, by their addresses: what lies under a name, a folder or a pattern, and its bytes.

pyarrow reaches them, of the extras `[parquet]` and `[ray]`. Rights, region and endpoint come from the environment, as
for other programs that use the store.
"""

from __future__ import annotations

import fnmatch
import importlib
import io
import os
import re
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple
from urllib.parse import quote, urlsplit

from onrecord.documents.streams import HEAD, Counted
from onrecord.errors import DocumentError, ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What pyarrow reaches and we have tried; `file` is this machine's own disk.
SCHEMES = ("file", "gs", "s3")

_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<bucket>[^/]*)/?(?P<key>.*)", re.DOTALL)
_PATTERN = re.compile(r"[*?\[]")
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
_BUFFER = 4_000_000  # bytes of a request; each costs a store's answering time
_ERRORS = (OSError, ValueError, NotImplementedError)  # what pyarrow's are made of


class RemoteFile(NamedTuple):
    """A file in a store.

    Attributes:
        address: such as `s3://bucket/2024/05/a.warc.gz`.
        size: in bytes.
        changed: when it was, in nanoseconds; 0 where the store does not say.
    """

    address: str
    size: int
    changed: int


def is_address(name: str) -> bool:
    """Whether a name begins with a scheme, as no path does that is meant as one."""
    return _ADDRESS.match(name) is not None


def find(address: str) -> Iterator[RemoteFile]:
    """The files that an address stands for, in name order: one file, all in a folder, or those that fit a pattern.

    Raises:
        DocumentError: `not-found`, `empty` for a folder without files, or `unreadable`.
        ExtraMissingError: pyarrow is not installed.
    """
    try:
        found = _found(address)
    except _ERRORS as error:
        raise DocumentError(address, _first_line(error), code="unreadable") from error
    if not found:
        raise DocumentError(address, "the pattern fits no file", code="not-found")
    yield from found


def opened(address: str) -> BinaryIO:
    """The bytes of a file as they lie, from its start on; reading raises OSError.

    Raises:
        DocumentError: `not-found` or `unreadable`.
        ExtraMissingError: pyarrow is not installed.
    """
    try:
        store, path, _ = _store(address)
        stream = store.open_input_stream(path, compression=None, buffer_size=_BUFFER)
    except FileNotFoundError as error:
        raise DocumentError(address, "there is no such file", code="not-found") from error
    except _ERRORS as error:
        raise DocumentError(address, _first_line(error), code="unreadable") from error
    return io.BufferedReader(Counted(stream), HEAD)


def _found(address: str) -> list[RemoteFile]:
    store, path, scheme = _store(address)
    files = importlib.import_module("pyarrow.fs")
    pattern = _PATTERN.search(path)
    top = path[: path.rindex("/", 0, pattern.start())] if pattern else path
    if not pattern:
        info = store.get_file_info(path)
        if info.type == files.FileType.File:
            return [_file(info, scheme)]
        if info.type == files.FileType.NotFound:
            raise DocumentError(address, "there is no such file or folder", code="not-found")
    listed = store.get_file_info(files.FileSelector(top or "/", recursive=True, allow_not_found=True))
    inside = sorted((i for i in listed if i.type == files.FileType.File), key=lambda info: str(info.path))
    if pattern:
        return [_file(i, scheme) for i in inside if _fits(i.path.split("/"), path.split("/"))]
    shown = [_file(i, scheme) for i in inside if not _is_hidden(i.path.removeprefix(top))]
    if not shown:
        raise DocumentError(address, "the folder holds no file to read", code="empty")
    return shown


def _store(address: str) -> tuple[Any, str, str]:
    """The store that an address is in, the path of the address there, and the scheme."""
    parts = _ADDRESS.match(address)
    scheme, bucket, key = (parts["scheme"].lower(), parts["bucket"], parts["key"]) if parts else ("", "", "")
    if scheme not in SCHEMES:
        why = f"addresses of this kind are not read, only paths and {', '.join(f'{s}://' for s in SCHEMES)}"
        raise DocumentError(address, why, code="not-found")
    if "@" in bucket:
        raise DocumentError(f"{scheme}://...", "rights come from the environment, not the address", code="not-found")
    try:
        files = importlib.import_module("pyarrow.fs")
    except ImportError as error:
        raise ExtraMissingError("pyarrow", "parquet") from error
    store, top = files.FileSystem.from_uri(f"{scheme}://{bucket or '/'}{_endpoint() if scheme == 's3' else ''}")
    return store, f"{top.rstrip('/')}/{key.rstrip('/')}".rstrip("/"), scheme


def _endpoint() -> str:
    """The options by which pyarrow asks another server than Amazon's; it does not look for these variables itself."""
    url = urlsplit(next(filter(None, map(os.environ.get, _ENDPOINTS)), ""))
    return f"?scheme={url.scheme}&endpoint_override={quote(url.netloc)}" if url.netloc else ""


def _fits(parts: list[str], pattern: list[str]) -> bool:
    """Whether a path fits a pattern, both in their parts: `**` stands for any number of them."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_fits(parts[n:], pattern[1:]) for n in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _file(info: Any, scheme: str) -> RemoteFile:  # noqa: ANN401 - pyarrow is not typed
    return RemoteFile(f"{scheme}://{info.path}", info.size, info.mtime_ns or 0)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
