"""Seconds and memory that clustering quotations takes, and how many of them come together rightly.

    python bench/quotations.py [--quotations 100000]

The quotations are invented: of random words with the frequencies of a language, on average three reports of each,
whole, cut or with words replaced. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from itertools import accumulate
from typing import TYPE_CHECKING

from onrecord.corpus.quotations import Quoted, cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOCABULARY = 20_000
_REPORTS = 3  # of each quotation, on average


def main() -> None:
    """Parse the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quotations", type=int, default=100_000)
    number = parser.parse_args().quotations
    told = list(invented(number))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, used = time.perf_counter(), time.process_time()
    clusters = cluster(quoted for _, quoted in told)
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    origin = {quoted.statement_id: number for number, quoted in told}
    mixed = sum(len({origin[q.statement_id] for q in together}) > 1 for together in clusters)
    result = {
        "quotations": number,
        "invented": len(set(origin.values())),
        "clusters": len(clusters),
        "of two quotations": mixed,
        "seconds": round(seconds, 1),
        "cpu seconds": round(cpu, 1),
        "more MB": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3),
    }
    print(json.dumps(result, indent=1))


def invented(number: int) -> Iterator[tuple[int, Quoted]]:
    """Quotations, each with the number of the one that it is a form of; always the same ones."""
    chance = random.Random(5)  # noqa: S311 (invented words, not secrets)
    words = ["".join(chance.choices("abdefgiklmnoprstuvz", k=chance.randrange(2, 10))) for _ in range(_VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))
    origins = [chance.choices(words, cum_weights=weights, k=chance.randrange(8, 40)) for _ in range(number // _REPORTS)]
    for n in range(number):
        origin = chance.randrange(len(origins))
        form = _form(origins[origin], words, chance)
        speaker = f"Speaker{origin % 500}"
        day = f"2024-{1 + n % 12:02}-{1 + n % 28:02}"
        yield (
            origin,
            Quoted(
                f"s-{n}", f"d-{n}", " ".join(form), speaker, frozenset({speaker.casefold()}), frozenset(),
                f"Outlet {n % 50}", None, day, f"d-{n}",
            ),
        )  # fmt: skip


def _form(origin: list[str], words: list[str], chance: random.Random) -> list[str]:
    draw = chance.random()
    if draw < 1 / 3:
        return origin
    if draw < 2 / 3:
        length = chance.randrange(8, len(origin) + 1)
        first = chance.randrange(len(origin) - length + 1)
        return origin[first : first + length]
    return [chance.choice(words) if chance.random() < 0.08 else word for word in origin]  # noqa: PLR2004 (one in twelve)


if __name__ == "__main__":
    main()
