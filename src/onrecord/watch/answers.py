"""What a server's answer means: whether it is what was asked for, and whether to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import FetchError
from onrecord.watch.timing import retry_after

if TYPE_CHECKING:
    from onrecord.watch.fetch import Exchange

#: Refusals after which the same address is tried again.
TRANSIENT = frozenset({"no-answer", "too-slow", "robots-unknown", "busy", "server-error", "not-found"})

_OK, _NOT_FOUND, _GONE = 200, 404, 410
_BUSY = frozenset({429, 503})
_SERVER_ERRORS = range(500, 600)
_LONGEST_VALIDATOR = 500  # characters


def check_status(answer: Exchange, *, now: float) -> None:
    """Does nothing for an answer with success.

    Raises:
        FetchError: `busy`, `server-error`, `gone`, `not-found` or `refused`; with the time that the server asks for.
    """
    status = answer.status
    if status == _OK:
        return
    why = f"answered with {status} {answer.reason}".strip()
    wait = retry_after(answer.header("retry-after"), now=now)
    if status in _BUSY:
        raise FetchError(answer.url, why, code="busy", retry_after=wait)
    if status in _SERVER_ERRORS:
        raise FetchError(answer.url, why, code="server-error", retry_after=wait)
    codes = {_GONE: "gone", _NOT_FOUND: "not-found"}
    raise FetchError(answer.url, why, code=codes.get(status, "refused"))


def validator(answer: Exchange, name: str) -> str | None:
    """A header by which the server can tell that nothing has changed; None where it cannot be sent back as it is."""
    value = answer.header(name)
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= _LONGEST_VALIDATOR else None
