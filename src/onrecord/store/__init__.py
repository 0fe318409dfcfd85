"""Where records are kept. `open` a store to write or read; `base` says what every store offers."""

from onrecord.store.base import Applied, LoggedFailure, Reader, Status, Writer, Written
from onrecord.store.sqlite import SqliteStore, open  # noqa: A004 (reads as what it does: store.open)

__all__ = ["Applied", "LoggedFailure", "Reader", "SqliteStore", "Status", "Writer", "Written", "open"]
