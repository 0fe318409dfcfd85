"""A part of an answer that says how large the whole is."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from onrecord.errors import QueryError

T = TypeVar("T")

_MOST = 2**31 - 1


class Page(Struct, Generic[T], frozen=True):
    """Some of the rows that fit.

    Attributes:
        rows: those given, at most `limit`.
        total: how many fit.
        limit: how many were asked for.
        offset: how many were passed over before the first one given.
    """

    rows: tuple[T, ...]
    total: int
    limit: int
    offset: int


def check_bounds(limit: int, offset: int) -> None:
    """Sees that a page can be asked for.

    Raises:
        QueryError: a number is negative or absurdly large.
    """
    for name, number in (("limit", limit), ("offset", offset)):
        if not 0 <= number <= _MOST:
            raise QueryError(str(number), f"{name} must be between 0 and {_MOST}")
