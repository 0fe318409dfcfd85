"""Words per second of the whole `read` with one process, with several, and on a Ray that is started here.

    python bench/scale.py FILE... [--workers 2] [--reports 400] [--ray] [--attribution rules]

Each run reads the same reports: the first of the files, into a new store (on Ray: into shards). Prints one JSON object
for each; `parent` is the share of a core that the writing process needs, `loading` the seconds until the first report.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord import documents, scale, store
from onrecord.config import Config
from onrecord.corpus.copies import CopyIndex
from onrecord.documents import Input, Piece
from onrecord.model import Document, Record
from onrecord.scale.ray import Cluster
from onrecord.store import parquet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--attribution", choices=("auto", "model", "rules"), default="auto")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = list(_cut(arguments.files, arguments.reports, folder))
        config = Config(attribution=arguments.attribution, workers=arguments.workers)
        print(json.dumps({"engine": "documents alone", **_documents(inputs, config)}), flush=True)
        for workers in (1, arguments.workers):
            chosen = replace(config, workers=workers)
            result = _local(inputs, chosen, folder / f"{workers}.sqlite")
            print(json.dumps({"engine": "local", "workers": workers, **result}), flush=True)
        if arguments.ray:
            print(json.dumps({"engine": "ray", **_ray(inputs, config, folder / "out")}), flush=True)


def _cut(files: Sequence[str], number: int, folder: Path) -> Iterator[Input]:
    """The first lines of JSONL files, packed or not, in four files of their own."""
    lines = list(islice((line for f in files for line in _lines(Path(f))), number))
    for part in range(4):
        path = folder / f"{part}.jsonl"
        path.write_bytes(b"".join(lines[part::4]))
        yield Input(str(path), path, path.stat().st_size)


def _lines(path: Path) -> Iterator[bytes]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from file


def _documents(inputs: Sequence[Input], config: Config) -> dict[str, object]:
    """From bytes to documents, and what of it is cutting the inputs into pieces, which the parent does."""
    start = time.perf_counter()
    pieces = [cut.report for source in inputs for cut in documents.cuts(source, config=config)]
    cutting = time.perf_counter() - start
    read = [p.read() if isinstance(p, Piece) else p for p in pieces]
    words = sum(len(d.text.split()) for d in read if isinstance(d, Document))
    spent = time.perf_counter() - start
    return {"reports": len(read), "words/s": round(words / spent), "cutting": round(cutting / spent, 4)}


def _local(inputs: Sequence[Input], config: Config, path: Path) -> dict[str, object]:
    words = reports = 0
    begun = time.perf_counter()
    start, used = begun, time.process_time()
    with store.open(path, mode="write") as kept:
        index = CopyIndex(kept)
        for number, outcome in enumerate(scale.outcomes(inputs, config=config)):
            if number == 0:
                start, used = time.perf_counter(), time.process_time()
            if isinstance(outcome.result, Record):
                kept.write(outcome.result)
                index.add(outcome.result.document)
                words += len(outcome.result.document.text.split())
                reports += 1
    spent = time.perf_counter() - start
    return {
        "reports": reports,
        "words/s": round(words / spent),
        "parent": round((time.process_time() - used) / spent, 2),
        "loading": round(start - begun, 1),
    }


class _Timed(Cluster):
    """A run that notes when its first report was read, to a second."""

    first: float = 0.0

    def _count(self) -> int:
        count = super()._count()
        if count and not self.first:
            self.first = time.perf_counter()
        return count


def _ray(inputs: Sequence[Input], config: Config, folder: Path) -> dict[str, object]:
    """The rate without the time until the first report, as for the other runs."""
    begun = time.perf_counter()
    cluster = _Timed(config, folder, address="local")
    cluster.run(inputs)
    ended = time.perf_counter()
    results = [row.result for row in parquet.read_folder(folder)]
    words = sum(len(r.document.text.split()) for r in results if isinstance(r, Record))
    return {
        "reports": len(results),
        "words/s": round(words / (ended - cluster.first)),
        "loading": round(cluster.first - begun, 1),
    }


if __name__ == "__main__":
    main()
