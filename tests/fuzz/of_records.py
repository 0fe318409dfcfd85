"""Records, shards, settings and gold files from others, and the words of a search."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import config, store
from onrecord.errors import DocumentError, EvalError, QueryError
from onrecord.eval.actors import GoldCodes, GoldRoles
from onrecord.eval.attribution import GoldDocument
from onrecord.eval.coref import GoldChains
from onrecord.eval.gold import read_gold
from onrecord.eval.places import GoldPlaces
from onrecord.eval.time import GoldTimes
from onrecord.export import jsonl
from onrecord.model import Record
from onrecord.store import parquet
from onrecord.verify import check
from onrecord.views import search
from onrecord.views.countries import country_code
from onrecord.views.words import like_pattern, match_expression

from factories import nested

if TYPE_CHECKING:
    from onrecord.store import Reader

_GOLD = (GoldCodes, GoldRoles, GoldDocument, GoldChains, GoldPlaces, GoldTimes)


def jsonl_file(data: bytes, folder: Path) -> bool:
    """Records and the log of reviews as `onrecord export jsonl` writes them; what comes out holds."""
    path = folder / "records.jsonl"
    path.write_bytes(data)
    found = list(jsonl.read_all(path))
    for item in found:
        if isinstance(item, Record):
            check(item)
    return bool(found)


def parquet_file(data: bytes, folder: Path) -> bool:
    """Records in Parquet."""
    path = folder / "records.parquet"
    path.write_bytes(data)
    return bool(list(parquet.read_rows(path)))


def shards(data: bytes, folder: Path) -> bool:
    """A folder with a manifest; and with the description of a shard, which counts for nothing where it is not whole."""
    (folder / parquet.MANIFEST).write_bytes(data)
    for made in folder.glob("*.parquet.json"):
        made.write_bytes(data)
    parquet.shards_of(folder, source="a", identity="b")
    listed = parquet.read_manifest(folder).shards
    with suppress(DocumentError):  # none of the shards is there
        list(parquet.read_folder(folder))
    return bool(listed)


def settings(data: bytes, folder: Path) -> bool:
    """A file of settings."""
    path = folder / "onrecord.toml"
    path.write_bytes(data)
    return config.load(file=path, environ={}) != config.Config()


def gold(data: bytes, folder: Path) -> bool:
    """A gold file, as each of the scorers reads it."""
    path = folder / "gold.jsonl"
    path.write_bytes(data)
    taken = False
    for kind in _GOLD:
        with suppress(EvalError):
            taken |= bool(list(read_gold(path, kind)))
    return taken


@cache
def _reader() -> Reader:
    """A store with a report, which is there until the process ends."""
    folder = tempfile.mkdtemp(prefix="onrecord-fuzz-")
    path = Path(folder) / "a.sqlite"
    with store.open(path, mode="write") as writer:
        writer.write(nested())
    return store.open(path)


def query(data: bytes, _: Path) -> bool:
    """What is searched for, one thing on a line: words, speaker, country and so on."""
    values = (data.decode("utf-8", "surrogateescape").split("\n") + [""] * 11)[:11]
    words, speaker, country, act, about, towards, stance, topic, limit, offset, day = values
    for make, text in ((match_expression, words), (like_pattern, words), (country_code, country)):
        with suppress(QueryError):
            assert isinstance(make(text), str)
    page = search.search(
        _reader(), words=words, speaker=speaker, country=country, act=act, about=about, towards=towards, stance=stance,
        topic=topic, limit=_number(limit), offset=_number(offset), since=_day(day), order="rank" if limit else None,
    )  # fmt: skip
    assert len(page.rows) <= page.limit
    return bool(page.rows)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 30 else 0


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
