"""What was made from files, kept outside the package under a name that the files' content decides.

A file is the SHA-256 digest of the rest and the rest as MessagePack. One that is damaged, of another form or not
readable counts as not there; where nothing can be written, nothing is.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX = ".msgpack"
_KEPT = 8  # files, the youngest; each lexicon in use has one
_DIGEST = hashlib.sha256().digest_size

T = TypeVar("T")


def digest_of(paths: Iterable[Path]) -> str:
    """A digest of some files' names and content, as hexadecimal digits.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in paths:
        for part in (path.name.encode(), path.read_bytes()):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def fetch(folder: Path, key: str, kind: type[T]) -> T | None:
    """What was kept under a key; None when there is nothing that is sound."""
    try:
        data = (folder / f"{key}{_SUFFIX}").read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        return msgspec.msgpack.decode(data[_DIGEST:], type=kind)
    except (OSError, msgspec.DecodeError):
        return None


def keep(folder: Path, key: str, made: object) -> None:
    """Keep something under a key, whole or not at all, and drop the oldest of too many."""
    payload = msgspec.msgpack.encode(made)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(hashlib.sha256(payload).digest() + payload)
            Path(name).replace(folder / f"{key}{_SUFFIX}")
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        files = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in files[_KEPT:]:
            old.unlink(missing_ok=True)
