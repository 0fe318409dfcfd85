"""What people said of findings."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

ReviewStatus = Literal["predicted", "checked", "corrected", "added", "rejected"]


class Judgement(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a finding by review; one without a judgement is predicted.

    Attributes:
        of: id of the statement or event.
        status: `checked`: a reviewer vouches for it as it is found; `corrected`: found otherwise; `added`: a reviewer
            vouches for what is not found; `rejected`: found, and not in the record for it.
        by: the reviewer.
        at: when, UTC.
        entry: id of the entry of the log that decided.
    """

    of: str
    status: ReviewStatus
    by: str
    at: dt.datetime
    entry: str
