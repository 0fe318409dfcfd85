"""Reads every attack in a process that confines itself first, and prints what came of each as a line of JSON.

    python tests/fuzz/read_attacks.py

An attack that takes more processor time or memory than there is ends the process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # run by itself, this file finds the checks that the tests share

from document_checks import check_all
from fuzz.attacks import ATTACKS, CONFIG, page
from onrecord.documents import from_bytes
from onrecord.model import Document

CPU_SECONDS = 120  # for all attacks together; they take about a tenth of it
GROWTH = 600_000_000  # bytes of address space beyond what the loaded readers take


def confine() -> None:
    """Bounds this process: processor time, address space."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + GROWTH
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def main() -> int:
    """Reads every attack and prints a line for each."""
    list(from_bytes(page(""), location="warm-up.html", config=CONFIG))
    confine()
    for name, attack in ATTACKS.items():
        begun = time.process_time()
        results = check_all(from_bytes(attack.make(), location=attack.file, config=CONFIG))
        codes = Counter("document" if isinstance(r, Document) else r.code for r in results)
        told = {"attack": name, "codes": codes, "seconds": round(time.process_time() - begun, 2)}
        print(json.dumps(told), flush=True)  # noqa: T201 - a script
    return 0


if __name__ == "__main__":
    sys.exit(main())
