"""What workers build in tests of the pool: coders that find nothing, but do what a report's text tells them to."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from onrecord.errors import ModelMissingError
from onrecord.model import Failure, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.config import Config
    from onrecord.model import Document
    from onrecord.scale.pool import Coder

KILL, HANG = "This one kills.", "This one hangs."


class Obedient:
    """Makes empty records."""

    def pipe(self, documents: Iterable[Document | Failure]) -> Iterator[Record | Failure]:
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            if KILL in document.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if HANG in document.text:
                time.sleep(3600)
            yield Record(document)


def obedient(_config: Config) -> Coder:
    return Obedient()


def not_installed(_config: Config) -> Coder:
    raise ModelMissingError("no_such_model", "is not installed")


def dies(_config: Config) -> Coder:
    os._exit(3)
