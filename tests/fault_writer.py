"""Writes records into a store and says so: a process for tests to disturb.

    python fault_writer.py STORE FIRST COUNT

Prints the id of each record once it is stored; an error as one line that starts with `error `, with exit code 5.
"""

from __future__ import annotations

import sys

from onrecord import store
from onrecord.errors import StoreError
from onrecord.model import Failure, Record

import factories


def report(number: int) -> Record:
    """Record number so-and-so: a page or two of text, four statements."""
    said = "".join(
        f"{{S{n}:Minister {number}}} {{C{n}:said}} {{T{n}:road {number} of {n} would open}}. " for n in range(4)
    )
    return factories.record(said + f"There is more to say about road {number}. " * 40, location=f"{number}.txt")


def main(path: str, first: int, count: int) -> int:
    """Writes so many records from the first number on; a failure after every fifth."""
    try:
        with store.open(path, mode="write", timeout=60) as kept:
            for number in range(first, first + count):
                record = report(number)
                kept.write(record)
                print(record.document.id, flush=True)  # noqa: T201 - this is how it tells
                if number % 5 == 0:
                    kept.write_failure(Failure(f"{number}.html", "documents", "empty", "no text"))
    except StoreError as error:
        print(f"error {error}", flush=True)  # noqa: T201 - as above
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
