"""How far a run over many inputs came, kept beside what it stored, so that it can go on after it broke off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.sqlite import SqliteStore

#: `Checkpoints.done` of an input that was read to its end.
ALL = -1


class Checkpoints:
    """The checkpoints of runs with the same settings. They are written now and then: what is not noted is read again.

    Args:
        store: where the outcomes are stored; it must be open for writing.
        settings: a hash of what decides how a report is read. Checkpoints of other settings count for nothing.
        every: outcomes between two writes.
    """

    def __init__(self, store: SqliteStore, settings: str, *, every: int = 64) -> None:
        self._store = store
        self._settings = settings
        self._every = every
        self._noted: dict[str, tuple[str, int]] = {}
        self._count = 0

    def done(self, place: str, identity: str) -> int:
        """How many reports of an input, from its start, have an outcome that is stored; `ALL` if it was finished.

        Args:
            place: the file.
            identity: what changes when the file does.
        """
        sql = "SELECT reports FROM checkpoints WHERE place = ? AND identity = ? AND settings = ?"
        rows = self._store.select(sql, (place, identity, self._settings))
        return int(rows[0][0]) if rows else 0

    def note(self, place: str, identity: str, reports: int) -> None:
        """The outcomes of so many reports of an input are stored, or `ALL`.

        Raises:
            StoreError: the store is locked, full or damaged; nothing was written.
        """
        self._noted[place] = (identity, reports)
        self._count += 1
        if self._count >= self._every:
            self.flush()

    def flush(self) -> None:
        """Writes what was noted. Raises as `note`."""
        if not self._noted:
            return
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        rows = [(place, *rest, self._settings, now) for place, rest in self._noted.items()]
        with self._store.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?)", rows)
        self._noted.clear()
        self._count = 0

    def clear(self, places: list[str]) -> None:
        """Forgets inputs, after a run over all of them came to its end. Raises as `note`."""
        for place in places:
            self._noted.pop(place, None)
        with self._store.transaction() as db:
            db.executemany("DELETE FROM checkpoints WHERE place = ?", [(place,) for place in places])
