"""What the parts of an input say about a report, and what is believed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.documents import dates
from onrecord.documents.blocks import comparable
from onrecord.model import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model.document import MetadataField

#: Who is believed first when as many say one thing as say another.
_ORDER = (
    "archive", "json-ld", "opengraph", "meta", "time", "feed", "text", "link", "h1", "url", "page", "title-element",
    "html-lang", "detected", "warc",
)  # fmt: skip
_LAST = frozenset({"warc"})  # count only for want of others
#: What is read off the same visible line has one vote.
_ONE_VOTE = {"time": "page", "text": "page", "h1": "page"}
_MAX_VALUE = 1_000  # code points of a value that is kept
_SPACE = re.compile(r"\s+")


class Claims:
    """Collects claims while a report is read; `settle` then says what holds."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []
        self._moments: dict[str, dt.datetime] = {}

    def add(self, field: MetadataField, value: object, by: str) -> None:
        """Note what `by` says; anything but text with words in it is passed over, and so is a repetition."""
        if not isinstance(value, str):
            return
        words = _SPACE.sub(" ", value[:_MAX_VALUE]).strip()
        claim = Claim(field, words, by)
        if comparable(words) and claim not in self._claims and _is_storable(words):
            self._claims.append(claim)

    def add_day(self, value: object, by: str) -> None:
        """Note a publication date given as text, or as a date; one that cannot be read for certain is passed over."""
        moment = value if isinstance(value, dates.Moment) else dates.parse(value) if isinstance(value, str) else None
        if isinstance(value, dt.date):
            moment = dates.Moment(value)
        if moment is None or moment.day is None:
            return
        self.add("published", moment.day.isoformat(), by)
        if moment.at is not None:
            self._moments.setdefault(moment.day.isoformat(), moment.at)

    def has(self, field: MetadataField) -> bool:
        """Whether anything is known about a field."""
        return any(c.field == field for c in self._claims)

    def settle(self, field: MetadataField) -> str | None:
        """What most claims say; the one believed first decides a tie, and how it is written."""
        claims = [c for c in self._claims if c.field == field]
        claims = [c for c in claims if c.by not in _LAST] or claims
        if not claims:
            return None
        votes: dict[str, set[str]] = {}
        for claim in claims:
            votes.setdefault(comparable(claim.value), set()).add(_ONE_VOTE.get(claim.by, claim.by))
        return min(claims, key=lambda c: (-len(votes[comparable(c.value)]), _rank(c.by))).value

    def day(self) -> dt.date | None:
        """The day of publication."""
        value = self.settle("published")
        return dt.date.fromisoformat(value) if value else None

    def moment(self) -> dt.datetime | None:
        """The moment of publication, when a claim of the winning day gives one with its time zone."""
        return self._moments.get(self.settle("published") or "")

    def all(self) -> tuple[Claim, ...]:
        """Every claim, those believed first in front."""
        return tuple(sorted(self._claims, key=lambda c: (c.field, _rank(c.by))))


def join_names(names: Iterable[object]) -> str:
    """Authors as one line; what is not text is left out, and each name comes once."""
    texts = [_SPACE.sub(" ", name).strip() for name in names if isinstance(name, str)]
    return ", ".join(dict.fromkeys(name for name in texts if name))


def web_address(value: object, *, base: str | None = None) -> str | None:
    """An absolute http address; None for what is none.

    Args:
        value: what stands in the place of an address.
        base: the address that a relative one is relative to.
    """
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        address = urljoin(base or "", value.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None


def _rank(by: str) -> int:
    return _ORDER.index(by) if by in _ORDER else len(_ORDER)


def _is_storable(text: str) -> bool:
    """Whether the text can be written as UTF-8: a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
