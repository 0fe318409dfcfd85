"""The functions of the package: read a report, or many, and open a store."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import config as configuration
from onrecord import documents, scale, store
from onrecord.documents.metadata import Claims
from onrecord.documents.plain import read_plain
from onrecord.documents.sources import shown
from onrecord.errors import DocumentError, SeveralReportsError
from onrecord.model import Failure
from onrecord.pipeline import Pipeline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from onrecord.config import Config
    from onrecord.model import Document, Record
    from onrecord.store import SqliteStore
    from onrecord.store.sqlite import Mode

__all__ = ["open", "read", "read_all", "read_text"]


def read(source: str | Path | bytes, *, config: Config | None = None, **settings: object) -> Record:
    """The record of one report.

    Args:
        source: path of a file with one report (plain text, HTML, JSON, ...), or the file's bytes.
        config: the settings; without it those of `onrecord.toml` and of the environment.
        **settings: single settings that win over these, such as `model="en_core_web_lg"`; see `Config`.

    Raises:
        DocumentError: the report was refused; `code` says why, `remedy` what to do.
        StageError: a stage failed on it.
        SeveralReportsError: the file holds more than one report; use `read_all`.
        ConfigError: a setting is unknown or of the wrong type.
        ModelMissingError: the language model is not installed.
    """
    chosen = _settings(config, settings)
    if isinstance(source, bytes):
        location, found = "bytes", documents.from_bytes(source, location="bytes", config=chosen)
    else:
        location = shown(source)
        found = documents.read(documents.Input(location, Path(source)), config=chosen)
    first = list(islice(found, 2))
    if len(first) > 1:
        raise SeveralReportsError(location)
    if not first:
        raise DocumentError(location, "it holds no report", code="empty")
    return _record(first[0], chosen)


def read_text(  # noqa: PLR0913 - one keyword for each thing to be known of a report
    text: str,
    *,
    title: str | None = None,
    published: dt.date | str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
    url: str | None = None,
    config: Config | None = None,
    **settings: object,
) -> Record:
    """The record of a report given as text.

    Args:
        text: the report; every span of the record counts its code points.
        title: its headline, if it is known; otherwise it is looked for in the text.
        published: its day, which relative dates are counted from; ISO 8601 if it is text.
        outlet: who published it.
        byline: who wrote it.
        url: where.
        config: as for `read`.
        **settings: as for `read`.

    Raises:
        DocumentError: as for `read`.
    """
    chosen, claims = _settings(config, settings), Claims()
    for field, value in (("title", title), ("outlet", outlet), ("byline", byline), ("url", url)):
        claims.add(field, value, "given")  # type: ignore[arg-type]  # the four are names of metadata fields
    claims.add_day(published, "given")
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise DocumentError("text", "half a surrogate pair, which no encoding holds", code="bad-encoding") from error
    return _record(read_plain(data, location="text", config=chosen, declared="utf-8", claims=claims), chosen)


def read_all(
    inputs: str | Path | Iterable[str | Path], *, config: Config | None = None, **settings: object
) -> Iterator[Record | Failure]:
    """The record, or the failure, of every report in the inputs, in order and as they are ready.

    Args:
        inputs: files, folders or patterns (`archive/**/*.html`); one or several.
        config: as for `read`.
        **settings: as for `read`; `workers=4` reads in four processes.

    Raises:
        ConfigError: as for `read`.
        ModelMissingError: as for `read`.
    """
    given = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    return scale.read_all(documents.discover(given), config=_settings(config, settings))


def open(path: str | Path | None = None, *, mode: Mode = "read") -> SqliteStore:  # noqa: A001 - onrecord.open
    """A store, to read from it or to write records to it.

    Args:
        path: the file; without it the store of the settings, or the one in the user's data folder.
        mode: `write` makes the store if it is not there.

    Raises:
        StoreError: it is not there, is no store, or is locked.
    """
    return store.open(path or configuration.store_path(configuration.load()), mode=mode)


def _settings(config: Config | None, settings: dict[str, object]) -> Config:
    return configuration.override(config or configuration.load(), **settings)


def _record(found: Document | Failure, config: Config) -> Record:
    if isinstance(found, Failure):
        raise DocumentError(found.location, found.message, code=found.code)
    return _pipeline(config)(found)


@lru_cache(maxsize=1)
def _pipeline(config: Config) -> Pipeline:
    """The pipeline of the last call is kept: building one loads the language model, which takes a second."""
    return Pipeline(config)
