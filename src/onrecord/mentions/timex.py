"""What the rules for dates take and give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.mentions import calendar as cal

if TYPE_CHECKING:
    import datetime as dt

    from onrecord.mentions.tokens import Tokens

#: Rule of what is no date and has no dates in it.
REFUSED = "no-such-day"


class Timex(NamedTuple):
    """Tokens up to `last` are a date of this value, by this rule; `Feb. 30` is refused, and its parts are no dates."""

    last: int
    value: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class DateText:
    """The text with what the rules count from.

    Attributes:
        tokens: the text.
        published: what relative dates count from.
        dated: tokens that the model labels as a date.
    """

    tokens: Tokens
    published: dt.date | None
    dated: frozenset[int]

    def word(self, at: int) -> str:
        """The token in lower case, without a full stop; empty beyond the text."""
        return self.tokens.word(at).rstrip(".")

    def is_capital(self, at: int) -> bool:
        """Whether the token begins with a capital."""
        return at < len(self.tokens) and self.tokens.text[at][0].isupper()


def with_daytime(text: DateText, end: int, value: str | None, rule: str) -> Timex:
    """The date that ends before `end`, with the part of the day that may follow: `Friday morning`."""
    part = cal.DAYTIMES.get(text.word(end))
    return Timex(end + 1, value and value + part, rule) if part else Timex(end, value, rule)
