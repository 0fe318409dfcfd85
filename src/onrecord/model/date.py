"""A date with how it was found."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.span import Evidence


def says_when(value: str) -> bool:
    """Whether a TIMEX3 value says when: a length of time (`P3Y`) or what recurs (`P1D`, `XXXX-WXX-1`) does not."""
    return value.endswith("_REF") or not value.startswith(("P", "XXXX"))


class Date(Struct, frozen=True, forbid_unknown_fields=True):
    """When something was said or happened.

    Attributes:
        value: TIMEX3 value: "2023-02-19", "2023-02", "2023", "FUTURE_REF".
        how: `stated` beside the finding, `carried` over from an earlier sentence, or `publication` as the fallback.
        evidence: the words, unless it is the publication date.
    """

    value: str
    how: Literal["stated", "carried", "publication"]
    evidence: Evidence | None = None
