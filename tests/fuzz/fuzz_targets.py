"""Fuzzes the targets one after the other, each for some minutes: with Atheris where it is installed, else by mutation.

    python tests/fuzz/fuzz_targets.py --target lexicon --minutes 10

prints a line for each target. An input that breaks one is kept in build/fuzz/found/TARGET with what was raised beside
it; copied to tests/fuzz/seeds/TARGET, the tests try it from then on. Exit code 1 when there was one.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by itself, this file finds what the tests share

from fuzz.mutations import mutate
from fuzz.targets import TARGETS, run, samples

if TYPE_CHECKING:
    from collections.abc import Iterator

BUILD = Path(__file__).parents[2] / "build" / "fuzz"
_EXTRA_SECONDS = 300.0  # for Atheris to load and end
_STATISTIC = re.compile(r"stat::number_of_executed_units:\s+(\d+)")


def inputs(name: str, *, seed: int) -> Iterator[bytes]:
    """Mutated samples of a target without end: the same for the same seed."""
    rng = random.Random(f"{name}/{seed}")  # noqa: S311 - repeatable, nothing secret
    sound = samples(name)
    while True:
        yield mutate(rng.choice(sound), rng, sound)


def by_mutation(name: str, *, minutes: float, seed: int, scratch: Path, found: Path) -> str:
    """Fuzzes a target by seeded mutation; says how many inputs there were and what came of them."""
    outcome: Counter[str] = Counter()
    end = time.monotonic() + 60 * minutes
    for data in inputs(name, seed=seed):
        if time.monotonic() >= end:
            break
        try:
            outcome[run(name, data, scratch)] += 1
        except Exception:  # noqa: BLE001 - finding any of them is what this is for
            outcome["broken"] += 1
            kept = found / hashlib.sha256(data).hexdigest()[:16]
            kept.write_bytes(data)
            kept.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")
    return f"{outcome.total():,} inputs by mutation, seed {seed}: {dict(sorted(outcome.items()))}"


def by_coverage(name: str, *, minutes: float, scratch: Path, found: Path) -> str:
    """Fuzzes a target with Atheris in a process of its own; says how many inputs there were."""
    script = Path(__file__).with_name("atheris_target.py")
    seconds = max(1, round(60 * minutes))
    command = [sys.executable, str(script), name, str(seconds), str(found), str(BUILD / "corpus" / name), str(scratch)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            command, capture_output=True, text=True, errors="replace", check=False, timeout=seconds + _EXTRA_SECONDS
        )
    except subprocess.TimeoutExpired:
        (found / "hung.txt").write_text("the process did not end\n", encoding="utf-8")
        return "it did not end"
    if done.returncode:
        (found / "ended.txt").write_text(f"exit code {done.returncode}\n{done.stderr[-8_000:]}", encoding="utf-8")
    count = _STATISTIC.search(done.stderr)
    return f"{int(count[1]):,} inputs with Atheris" if count else f"exit code {done.returncode}"


def fuzz(name: str, *, minutes: float, seed: int) -> int:
    """Fuzzes a target and prints what came of it; returns how many inputs broke it."""
    found = BUILD / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    before = set(found.glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        if importlib.util.find_spec("atheris"):
            told = by_coverage(name, minutes=minutes, scratch=Path(folder), found=found)
        else:
            told = by_mutation(name, minutes=minutes, seed=seed, scratch=Path(folder), found=found)
    new = sorted(set(found.glob("*.txt")) - before)
    print(f"{name}: {told}; {len(new)} broke it", flush=True)  # noqa: T201 - a script
    for path in new:
        print(f"{path}:\n{path.read_text('utf-8')[-2_000:]}", flush=True)  # noqa: T201 - as above
    return len(new)


def main() -> int:
    """Fuzzes the targets that were chosen; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--target", default="", help="the beginning of the names of those to fuzz, such as lexicon")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each")
    parser.add_argument("--seed", type=int, default=0, help="of the mutations")
    chosen = parser.parse_args()
    names = [name for name in TARGETS if name.startswith(chosen.target)]
    if not names:
        parser.error(f"there are {', '.join(TARGETS)}")
    return 1 if sum([fuzz(name, minutes=chosen.minutes, seed=chosen.seed) for name in names]) else 0


if __name__ == "__main__":
    sys.exit(main())
