"""What a store survives: kills, a full disk, damaged pages, power cuts and more, each many times.

    python bench/faults.py [--kills 200] [--full 40] [--cuts 100] [--records 40]

Prints one JSON object for each fault: how often it was tried, how often the store was sound afterwards (for damage to
the file: found or harmless), how many records were lost that had been reported as stored, and how many were false. The
faults themselves are those of `tests/fault_harness.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import fault_harness as harness


def main() -> None:
    """Parse the arguments, make the faults happen, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--full", type=int, default=40, help="sizes of disk to try")
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--records", type=int, default=40, help="in the store whose pages are damaged, each in turn")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for tally in (
            harness.kills(folder, times=arguments.kills),
            harness.full_disk(folder, sizes=[40_000 + 97_000 * n for n in range(arguments.full)]),
            *harness.corrupt_pages(folder, records=arguments.records),
            harness.power_cuts(folder, times=arguments.cuts),
            harness.two_writers(folder, count=500),
            harness.read_only_store(folder),
            harness.locked(folder),
        ):
            print(json.dumps(tally._asdict()), flush=True)


if __name__ == "__main__":
    main()
