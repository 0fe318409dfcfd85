"""What is fuzzed: each reader of a file or of a person's words, as a function of bytes.

A target returns whether the bytes were taken, at least in part, and raises nothing but errors of onrecord: whatever
else comes out of it is a defect.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fuzz import of_documents, of_lexicon, of_records, of_watch
from onrecord.errors import OnrecordError
from onrecord.lexicon.load import DATA

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parent / "seeds"
_DOCUMENTS = Path(__file__).parents[1] / "golden" / "documents"
_TEXT, _PAGE, _RSS, _ATOM, _LINES, _CRAWL = (
    _DOCUMENTS / name for name in ("report.txt", "report.html", "feed.xml", "atom.xml", "archive.jsonl", "crawl.warc")
)
_WORDS = tuple(DATA / name for name in ("modality.toml", "time_words.toml", "importers.toml"))


class Target(NamedTuple):
    """A reader.

    Attributes:
        read: reads bytes, with a folder that it may leave files in; gives whether it took any of them.
        samples: sound inputs beside those in its own folder of seeds.
    """

    read: Callable[[bytes, Path], bool]
    samples: tuple[Path, ...] = ()


TARGETS: dict[str, Target] = {
    "documents.any": Target(of_documents.read_any, (_TEXT, _PAGE, _RSS, _LINES, _CRAWL)),
    "documents.plain": Target(of_documents.plain, (_TEXT,)),
    "documents.html": Target(of_documents.html, (_PAGE,)),
    "documents.json": Target(of_documents.json_file),
    "documents.jsonl": Target(of_documents.jsonl, (_LINES,)),
    "documents.feed": Target(of_documents.feed, (_RSS, _ATOM)),
    "documents.warc": Target(of_documents.warc, (_CRAWL,)),
    "watch.feeds": Target(of_watch.feeds, (_RSS, _ATOM)),
    "watch.lists": Target(of_watch.lists),
    "watch.robots": Target(of_watch.robots),
    "watch.alerts": Target(of_watch.alerts),
    "watch.headers": Target(of_watch.headers),
    "lexicon.tables": Target(of_lexicon.tables),
    "lexicon.entries": Target(of_lexicon.entries, _WORDS),
    "lexicon.gazetteer": Target(of_lexicon.gazetteer),
    "lexicon.petrarch": Target(of_lexicon.petrarch),
    "lexicon.wikidata": Target(of_lexicon.wikidata),
    "lexicon.ftm": Target(of_lexicon.ftm),
    "lexicon.geonames": Target(of_lexicon.geonames),
    "records.jsonl": Target(of_records.jsonl_file),
    "records.parquet": Target(of_records.parquet_file),
    "records.shards": Target(of_records.shards),
    "records.settings": Target(of_records.settings),
    "records.gold": Target(of_records.gold),
    "records.query": Target(of_records.query),
}


def samples(name: str) -> list[bytes]:
    """The sound inputs of a target, and those that once broke it, in a stable order."""
    return [path.read_bytes() for path in (*TARGETS[name].samples, *sorted((SEEDS / name).glob("*")))]


def run(name: str, data: bytes, folder: Path) -> str:
    """What came of some bytes: `taken` or `refused`.

    Raises:
        Exception: whatever the target let through; each is a defect.
    """
    try:
        return "taken" if TARGETS[name].read(data, folder) else "refused"
    except OnrecordError as error:
        refusal = str(error)
    assert refusal.strip()
    return "refused"
