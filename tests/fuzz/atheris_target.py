"""Fuzzes one target with Atheris, guided by which lines of onrecord an input reaches; `fuzz_targets.py` starts it.

    python tests/fuzz/atheris_target.py TARGET SECONDS FOUND CORPUS SCRATCH

An input that breaks the target is kept in the folder FOUND, one for each place where something broke, with what was
raised beside it, and the run goes on. CORPUS grows by inputs that reach something new;
SCRATCH is the caller's to remove.
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by itself, this file finds what the tests share

import atheris

with atheris.instrument_imports(include=["onrecord", "feedparser", "protego"]):
    from fuzz.targets import run, samples

LONGEST = 100_000  # bytes of an input
UNIT_SECONDS = 60  # for one input; a shared machine may well be ten times slower than it should
MEGABYTES = 4_000


class Breaking:
    """Runs the target and keeps what breaks it.

    Args:
        name: of the target.
        found: the folder for such inputs.
        scratch: a folder that the target may write to.
    """

    def __init__(self, name: str, found: Path, scratch: Path) -> None:
        self._name = name
        self._found = found
        self._scratch = scratch
        self._places: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Runs the target on an input."""
        try:
            run(self._name, data, self._scratch)
        except Exception as error:  # noqa: BLE001 - finding any of them is what this is for
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} {last.filename}:{last.lineno}"
            if place not in self._places:
                self._places.add(place)
                kept = self._found / hashlib.sha256(data).hexdigest()[:16]
                kept.write_bytes(data)
                kept.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Fuzzes until the time is over; then libFuzzer ends the process."""
    name, seconds, (found, corpus, scratch) = arguments[0], int(arguments[1]), map(Path, arguments[2:])
    seeds, left = scratch / "seeds", scratch / "left"
    for path in (found, corpus, seeds, left):
        path.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(samples(name)):
        (seeds / str(number)).write_bytes(sample)
    settings = {
        "max_total_time": seconds, "timeout": UNIT_SECONDS, "rss_limit_mb": MEGABYTES, "max_len": LONGEST,
        "artifact_prefix": f"{found}/", "print_final_stats": 1, "verbosity": 0,
    }  # fmt: skip
    flags = [f"-{flag}={value}" for flag, value in settings.items()]
    atheris.Setup([sys.argv[0], *flags, str(corpus), str(seeds)], Breaking(name, found, left))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
