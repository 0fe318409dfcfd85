"""Ctrl-C: the first one asks a run to end in order, the second one ends it."""

import signal
import sys
from types import FrameType
from typing import Self


class Interrupts:
    """Within the block, the first Ctrl-C is only noted. It must be entered in the main thread."""

    def __init__(self) -> None:
        self._noted = False
        self._before: object = None

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]  # what the call above returned

    def noted(self) -> bool:
        """Whether there was one."""
        return self._noted

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._noted = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.stderr.write("\nonrecord: finishing what was begun; press Ctrl-C again to stop at once\n")
