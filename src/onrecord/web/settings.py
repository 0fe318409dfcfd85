"""What the reading room is told when it starts."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from onrecord.config import Config

#: Names under which a browser on the same machine reaches it.
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Settings(Struct, frozen=True, kw_only=True):
    """How the reading room runs.

    Attributes:
        store: the store's file; it need not be there yet.
        read_only: nothing is written to the store, and nothing can be pasted.
        token: what a browser must show once before it gets anything; empty asks for none.
        hosts: names by which the server may be called; a request for another one is refused, so that no page of
            another site can reach it by a name of its own.
        max_upload: bytes of a request's body, at most.
        query_seconds: time that one question to the store may take.
        config: settings of the reading of pasted reports.
    """

    store: Path
    read_only: bool = False
    token: str = ""
    hosts: tuple[str, ...] = LOOPBACK
    max_upload: int = 4_000_000
    query_seconds: float = 5.0
    config: Config = Config()
