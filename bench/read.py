"""Words per second of the whole `read`, from bytes to store, beside spaCy's pipeline alone on the same text.

    python bench/read.py FILE... [--rounds 3] [--attribution rules]

Both run in this process, by turns, `--rounds` times; the medians and their ratio are printed as one JSON object for
each finder of attributions. Without files, the bundled demo reports are read over and over.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import statistics
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from onrecord import documents
from onrecord.analysis import installed_models
from onrecord.config import Config, load
from onrecord.model import Document, Record
from onrecord.pipeline import Pipeline
from onrecord.store import open as open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORDS = 60_000


def main() -> None:
    """Parse the arguments, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=_WORDS, help="stop after about this many words")
    parser.add_argument("--attribution", choices=("model", "rules"), help="one of them; otherwise each in turn")
    arguments = parser.parse_args()
    paths = [Path(f) for f in arguments.files] or _demo()
    for finder in [arguments.attribution] if arguments.attribution else ["rules", "model"]:
        config = load(attribution=finder)
        print(json.dumps(measure(paths, config=config, rounds=arguments.rounds, words=arguments.words), indent=1))


def _demo() -> list[Path]:
    folder = Path(str(resources.files("onrecord") / "demo"))
    return sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".html"))


def measure(paths: Sequence[Path], *, config: Config, rounds: int, words: int) -> dict[str, object]:
    """Both speeds in words per second, and their ratio."""
    data = list(_as_bytes(paths, words))
    texts = [d.text for d in _read(data, config)]
    count = sum(len(t.split()) for t in texts)
    pipeline, nlp = Pipeline(config), spacy.load(installed_models()[0])
    whole, alone, statements = [], [], 0
    for _ in range(rounds):
        started = time.perf_counter()
        for _doc in nlp.pipe(texts, batch_size=config.batch_size):
            pass
        alone.append(count / (time.perf_counter() - started))
        started = time.perf_counter()
        statements = _whole(data, config, pipeline)
        whole.append(count / (time.perf_counter() - started))
    return {
        "words": count, "reports": len(texts), "statements": statements, "rounds": rounds,
        "read_words_per_s": round(statistics.median(whole)), "spacy_words_per_s": round(statistics.median(alone)),
        "ratio": round(statistics.median(whole) / statistics.median(alone), 3),
        "model": installed_models()[0], "attribution": config.attribution, "python": platform.python_version(),
        "cores": os.cpu_count(),
    }  # fmt: skip


def _as_bytes(paths: Iterable[Path], words: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of single reports, over and over until there are enough words."""
    items: list[tuple[str, bytes]] = []
    for path in paths:
        if path.suffix == ".jsonl":
            items += [(f"{path.name}#{n}", line) for n, line in enumerate(path.read_bytes().splitlines(), 1)]
        else:
            items.append((path.name, path.read_bytes()))
    total = 0
    for round_ in itertools.count():
        for name, data in items:
            yield f"{round_}/{name}", data
            total += len(data.split())
            if total >= words:
                return


def _read(data: Iterable[tuple[str, bytes]], config: Config) -> Iterator[Document]:
    for location, content in data:
        for document in documents.from_bytes(content, location=location, config=config):
            if isinstance(document, Document):
                yield document


def _whole(data: Iterable[tuple[str, bytes]], config: Config, pipeline: Pipeline) -> int:
    """Bytes to stored records in a new store; the number of statements."""
    statements = 0
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "b.sqlite", mode="write") as store:
        for record in pipeline.pipe(_read(data, config)):
            if isinstance(record, Record):
                store.write(record)
                statements += len(record.statements)
    return statements


if __name__ == "__main__":
    main()
