"""Settings: defaults < onrecord.toml < ONRECORD_* environment variables < flags. One frozen object."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct
from platformdirs import user_data_path

from onrecord.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "ONRECORD_"
FILE_NAME = "onrecord.toml"
_DEEP_KEY = re.compile(r"""(?<![\w"' \t.-])(?:[\w"' \t-]*+\.){100}""")  # tomllib takes minutes for one of some thousand
DEBUG = "debug"  # ONRECORD_DEBUG belongs to the command line: tracebacks in place of one-line errors


class Fields(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of the fields that a JSONL archive uses; the first present one of each is taken."""

    text: tuple[str, ...] = ("text", "body", "content", "maintext")
    title: tuple[str, ...] = ("title", "headline")
    published: tuple[str, ...] = ("published", "date", "date_publish", "pubdate", "dct")
    outlet: tuple[str, ...] = ("outlet", "publisher", "source_domain", "source", "site")
    byline: tuple[str, ...] = ("byline", "author", "authors")
    url: tuple[str, ...] = ("url", "link")
    id: tuple[str, ...] = ("doc_id", "id", "guid")


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be set.

    Attributes:
        model: spaCy model: `auto` takes the best installed one; a package name or a folder otherwise.
        attribution: which finder of statements to use: `model`, `rules`, or `auto`, the model where it can run.
        relations: who tells the type of an event between two parties: `model`, the encoder beside the trigger lexicon,
            `rules`, the lexicon alone, or `auto`, the encoder where it can run.
        codebook: folder of another codebook of events, with the tables of the bundled one; empty for that.
        lexicon: CSV files with a user's own actors, which win over the built-in ones.
        store: path of the SQLite store; empty means the user's data folder.
        workers: processes that read reports; 1 reads in this process.
        batch_size: documents analysed together; memory grows with it.
        max_bytes: a larger file (for JSONL and WARC: a larger record) is refused.
        max_chars: a report with more code points is refused.
        max_seconds: a report that takes a worker longer is given up; without effect where `workers` is 1.
        any_language: read reports that are not in English all the same.
        fields: names of the fields of JSONL archives.
    """

    model: str = "auto"
    attribution: Literal["auto", "model", "rules"] = "auto"
    relations: Literal["auto", "model", "rules"] = "auto"
    codebook: str = ""
    lexicon: tuple[str, ...] = ()
    store: str = ""
    workers: int = 1
    batch_size: int = 16
    max_bytes: int = 16_000_000
    max_chars: int = 1_000_000
    max_seconds: int = 300
    any_language: bool = False
    fields: Fields = Fields()

    def __post_init__(self) -> None:
        for name in ("workers", "batch_size", "max_bytes", "max_chars", "max_seconds"):
            if getattr(self, name) < 1:
                message = f"{name} must be at least 1"
                raise ValueError(message)


def store_path(config: Config) -> Path:
    """Where the store lies: as set, else in the user's data folder."""
    return Path(config.store) if config.store else user_data_path("onrecord", appauthor=False) / "onrecord.sqlite"


def load(*, file: Path | None = None, environ: Mapping[str, str] | None = None, **flags: object) -> Config:
    """The settings in force.

    Args:
        file: a TOML file to read instead of `./onrecord.toml`.
        environ: environment to look in; the process's own by default.
        **flags: values that win over file and environment; None means not given.

    Raises:
        ConfigError: an unknown name or a value of the wrong type, naming where it stands.
    """
    values: dict[str, object] = {}
    path = file or Path(FILE_NAME)
    if file is not None or path.is_file():
        values.update(_read_toml(path))
    values.update(_from_environment(os.environ if environ is None else environ))
    values.update({name: value for name, value in flags.items() if value is not None})
    return _checked(values, str(path) if path.is_file() else "flags or environment")


def override(config: Config, **settings: object) -> Config:
    """The settings with some of them changed.

    Raises:
        ConfigError: an unknown name or a value of the wrong type.
    """
    return _checked(msgspec.to_builtins(config) | settings, "given")


def parse_toml(text: str) -> dict[str, object]:
    """The tables of a TOML file that may be made to break its reader.

    Raises:
        ValueError: it is not TOML, nests too deep, or holds a number of thousands of digits.
    """
    if _DEEP_KEY.search(text):
        message = "a key nests too deep"
        raise ValueError(message)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        message = "nests too deep"
        raise ValueError(message) from error


def _checked(values: dict[str, object], where: str) -> Config:
    try:
        return msgspec.convert(values, Config, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError(where, str(error)) from error


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return parse_toml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(str(path), error.strerror or "cannot be read") from error
    except ValueError as error:
        raise ConfigError(str(path), f"not TOML: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    known = {f.name for f in msgspec.structs.fields(Config)} - {"fields", "lexicon"}
    names = {key.removeprefix(PREFIX).lower(): value for key, value in environ.items() if key.startswith(PREFIX)}
    for name in names:
        if name not in known | {DEBUG}:
            raise ConfigError(PREFIX + name.upper(), f"unknown; the known ones are {', '.join(sorted(known))}")
    return {name: value for name, value in names.items() if name != DEBUG}
