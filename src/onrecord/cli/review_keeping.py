"""What is said of a report on the command line: signed, and kept in the log."""

import datetime as dt
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.review import Entry
    from onrecord.review.changes import Signed
    from onrecord.store import SqliteStore


def signed(kept: "SqliteStore", document: str, by: str, note: str) -> "Signed":
    """Who says it, when and why; without a name the login name."""
    import getpass

    from onrecord.review.changes import Signed, moment

    return Signed(by or getpass.getuser(), moment(kept.entries(document), dt.datetime.now(dt.UTC)), note)


def keep(kept: "SqliteStore", entry: "Entry") -> None:
    """Adds an entry to the log and prints its id."""
    kept.review([entry])
    sys.stdout.write(f"{entry.id}\n")
