"""When to come back: after an answer, after a failure, after what a server asks for."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from random import Random

#: A time further ahead than this was written while the machine's clock was wrong: it counts as past.
FURTHEST = 7 * 86_400.0

_LONGEST_RETRY_AFTER = 86_400.0
_FIRST_WAIT = 60.0
_LONGEST_WAIT = 86_400.0
_MOST_DOUBLINGS = 20


class Pace(Struct, frozen=True):
    """How often servers are asked, in seconds.

    Attributes:
        interval: between two polls of a feed.
        delay: between two requests to one host.
        longest_delay: of those that a robots.txt asks for; a longer one counts as this.
    """

    interval: float = 900.0
    delay: float = 2.0
    longest_delay: float = 60.0


def backoff(failures: int, random: Random, *, first: float = _FIRST_WAIT) -> float:
    """Seconds to wait after so many failures on end: doubled with each, to a day at most, and strewn by half.

    Feeds that fail together do not come back together.
    """
    whole = min(first * 2.0 ** min(max(failures - 1, 0), _MOST_DOUBLINGS), _LONGEST_WAIT)
    return whole * random.uniform(0.5, 1.0)


def strewn(seconds: float, random: Random) -> float:
    """The time, up to a tenth longer or shorter."""
    return seconds * random.uniform(0.9, 1.1)


def retry_after(value: str, *, now: float) -> float | None:
    """Seconds that a `Retry-After` header asks for, a day at most; None when it says nothing that can be read.

    Args:
        value: seconds or a date of HTTP.
        now: seconds since 1970.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), _LONGEST_RETRY_AFTER)
    try:
        when = parsedate_to_datetime(value)
        moment = (when if when.tzinfo else when.replace(tzinfo=dt.UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(moment - now, 0.0), _LONGEST_RETRY_AFTER)
