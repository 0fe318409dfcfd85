"""What decides how a report is read, as one hash: settings, models, lexicons, plugged-in stages, onrecord itself."""

from __future__ import annotations

import hashlib
from importlib import resources
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from onrecord.analysis import installed_models
from onrecord.config import Config
from onrecord.pipeline import ENTRY_POINTS
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Settings that change nothing about a record.
_ELSEWHERE = ("store", "workers", "batch_size", "max_seconds")


def fingerprint(config: Config) -> str:
    """The same for two runs that make the same records of the same reports; 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in _parts(config):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()


def _parts(config: Config) -> Iterator[bytes]:
    yield __version__.encode()
    default = Config()
    bare = replace(config, **{name: getattr(default, name) for name in _ELSEWHERE})
    yield msgspec.json.encode(bare, order="deterministic")
    yield _model(config.model).encode()
    stages = [(p.name, p.value, p.dist.version if p.dist else "") for p in entry_points(group=ENTRY_POINTS)]
    yield msgspec.json.encode(sorted(stages))
    package = Path(str(resources.files("onrecord")))
    own = [Path(p) for p in (*config.lexicon, config.codebook) if p]
    for folder in (package / "lexicon" / "data", package / "analysis" / "weights", *own):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if file.is_file():
                with file.open("rb") as handle:
                    yield hashlib.file_digest(handle, "sha256").digest()


def _model(name: str) -> str:
    """A model's name and version; a folder's name alone."""
    if name == "auto":
        name = next(iter(installed_models()), "")
    try:
        return f"{name} {version(name)}"
    except (PackageNotFoundError, ValueError):
        return name
