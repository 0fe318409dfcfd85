"""The writer over many records: its memory, processor time for each record, and size of the store.

    python bench/memory.py [--records 20000]

Writes records of 330 invented words and 4 statements, compares each with those before it as `onrecord read` does,
keeps a checkpoint, and prints one JSON object for each mark: 1,000, 5,000 and so on.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from onrecord import store
from onrecord.corpus.copies import CopyIndex
from onrecord.store.checkpoint import Checkpoints

import factories

if TYPE_CHECKING:
    from onrecord.model import Record

_MARKS = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_STATEMENTS = 4


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    number = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.sqlite"
        with store.open(path, mode="write") as kept:
            index, checkpoints = CopyIndex(kept), Checkpoints(kept, "bench")
            chance, words = random.Random(1), _words()  # noqa: S311 (invented words, not secrets)
            spent, before, last = 0.0, 0.0, 0
            for done in range(1, number + 1):
                record = _record(done, chance, words)
                start = time.process_time()
                kept.write(record)
                index.add(record.document)
                checkpoints.note("archive", "1", done)
                spent += time.process_time() - start
                if done in _MARKS or done == number:
                    mark = _mark(path, done, (spent - before) / (done - last))
                    print(json.dumps(mark), flush=True)
                    before, last = spent, done


def _words() -> list[str]:
    chance = random.Random(2)  # noqa: S311 (as above)
    return ["".join(chance.choices("abdefgiklmnoprstuvz", k=chance.randrange(2, 10))) for _ in range(30_000)]


def _record(number: int, chance: random.Random, words: list[str]) -> Record:
    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    said = [f"{{S{n}:Minister {some(1)}}} {{C{n}:said}} {{T{n}:{some(20)}}}. {some(60)}." for n in range(_STATEMENTS)]
    return factories.record("\n".join(said), location=f"{number}.txt")


def _mark(path: Path, done: int, each: float) -> dict[str, object]:
    size = sum(p.stat().st_size for p in path.parent.iterdir())
    return {
        "records": done,
        "CPU ms each since the last mark": round(each * 1e3, 2),
        "memory MB": round(_resident() / 1e6),
        "store MB": round(size / 1e6, 1),
        "bytes for each statement": round(size / done / _STATEMENTS),
    }


def _resident() -> int:
    """Bytes of memory that the process holds now; on Linux."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()
