"""The quotations that several reports have, put together in the background and kept until the store changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord import store
from onrecord.corpus.quotations import Quoted, cluster, quoted
from onrecord.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

Stamp = tuple[int, ...]


class Together(Struct, frozen=True):
    """The clusters of a store.

    Attributes:
        clusters: see `onrecord.corpus.quotations.cluster`.
        current: whether they are those of the store as it is now; others are being made.
    """

    clusters: Sequence[tuple[Quoted, ...]]
    current: bool


class Clusters:
    """Clusters all quotations of a store, which takes seconds for a large one, once for each change of its file.

    Args:
        path: the store's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Condition()
        self._made: tuple[Stamp, Sequence[tuple[Quoted, ...]]] | None = None
        self._failed: StoreError | None = None
        self._busy = False

    def together(self, *, patience: float) -> Together | None:
        """The clusters, if need be those of a moment ago.

        Args:
            patience: seconds to wait for those of the store as it is now.

        Returns:
            None when none have been made yet; they are being made.

        Raises:
            StoreError: the store cannot be read.
        """
        stamp, end = self._stamp(), time.monotonic() + patience
        with self._lock:
            if self._failed is not None:
                failed, self._failed = self._failed, None
                raise failed
            if not self._is_current(stamp) and not self._busy:
                self._busy = True
                threading.Thread(target=self._make, args=(stamp,), daemon=True).start()
            self._lock.wait_for(lambda: self._is_current(stamp) or not self._busy, max(0.0, end - time.monotonic()))
            return Together(self._made[1], self._is_current(stamp)) if self._made else None

    def _is_current(self, stamp: Stamp) -> bool:
        return self._made is not None and self._made[0] == stamp

    def _make(self, stamp: Stamp) -> None:
        made: tuple[Stamp, Sequence[tuple[Quoted, ...]]] | None = None
        failed: StoreError | None = None
        try:
            with store.open(self._path) as reader:
                made = stamp, cluster(quoted(reader))
        except StoreError as error:
            failed = error
        finally:
            with self._lock:
                self._made, self._failed, self._busy = made or self._made, failed, False
                self._lock.notify_all()

    def _stamp(self) -> Stamp:
        """What changes whenever something is written to the store: times and sizes of its file and of its log."""
        found: list[int] = []
        for path in (self._path, self._path.with_name(f"{self._path.name}-wal")):
            try:
                state = path.stat()
            except OSError:
                found += (0, 0)
            else:
                found += (state.st_mtime_ns, state.st_size)
        return tuple(found)
