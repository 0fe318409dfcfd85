"""A date with how it was found."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.span import Evidence


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
