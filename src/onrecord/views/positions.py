"""What a speaker, an office or a state has said of a subject over time, what it repeats, and where it turned."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, TypeVar, get_args

from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.lexicon.function_words import load_function_words
from onrecord.views.copies import uncompared
from onrecord.views.dyads import Side, side
from onrecord.views.page import Page, check_bounds
from onrecord.views.positions_found import Question, collapsed, said
from onrecord.views.positions_periods import By, Period, period, periods
from onrecord.views.positions_phrases import Phrase, phrases
from onrecord.views.positions_reversals import Reversal, reversals
from onrecord.views.positions_rows import Position

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from typing import Unpack

    from onrecord.store import Reader

T = TypeVar("T")


class Positions(Struct, frozen=True):
    """What somebody said of a subject.

    Attributes:
        actor: who was asked for.
        on: about whom; None for everybody.
        whole: all statements, dated or not, counted.
        periods: the dated ones by period.
        first: the first of the dated statements.
        last: the last of them.
        statements: the dated ones, the latest first.
        undated: those that neither their own words nor their report date.
        reversals: where the position turned, the clearest first.
        phrases: what is said again and again, the longest first.
        left_out: statements that are not counted because they are copies of others.
        uncompared: reports of the store that were not compared with the others yet, and count as no copies.
    """

    actor: Side
    on: Side | None
    whole: Period
    periods: tuple[Period, ...]
    first: Position | None
    last: Position | None
    statements: Page[Position]
    undated: Page[Position]
    reversals: Page[Reversal]
    phrases: Page[Phrase]
    left_out: int
    uncompared: int


class Subject(TypedDict, total=False):
    """Of what and when; `positions` says what each means."""

    topic: str
    words: str
    official: bool
    since: dt.date | None
    until: dt.date | None


def positions(  # noqa: PLR0913 (one keyword for each thing to ask for)
    reader: Reader,
    actor: str,
    *,
    on: str = "",
    by: str = "month",
    limit: int = 20,
    offset: int = 0,
    **subject: Unpack[Subject],
) -> Positions:
    """What an actor said of a subject. The answer does not depend on the order in which reports were read.

    Args:
        reader: the store.
        actor: a country, with everybody of it; or words of a name; or words of an office, found in the names of bodies
            and in the words that reports use for a speaker.
        on: a country, with everybody of it, or words of a name: whom the statements are about.
        by: how long the periods are: day, week, month or year.
        limit: how many to give of each list.
        offset: how many to pass over of each list.
        **subject: `topic` and `words`: as for `views.search`; `official`: only who speaks for a state, see
            `views.official`; `since` and `until`: first and last day; what is not dated fits neither. A statement must
            fit all that is given.

    Raises:
        QueryError: something given cannot be searched for.
        StoreError: the store cannot be read.
        VerifyError: a row was changed after it was written.
    """
    check_bounds(limit, offset)
    question = Question(side(actor), side(on) if on else None, **subject)
    length, words = _length(by), question.words.strip()
    found, left_out = collapsed(said(reader, question))
    rows = [each.position for each in found]
    dated = [row for row in rows if row.day is not None]
    small = load_function_words()
    return Positions(
        actor=question.actor, on=question.on,
        whole=period("", rows), periods=periods(dated, length),
        first=dated[0] if dated else None, last=dated[-1] if dated else None,
        statements=_page(dated[::-1], limit, offset),
        undated=_page([row for row in rows if row.day is None], limit, offset),
        reversals=_page(reversals(found, function_words=small, words=words), limit, offset),
        phrases=_page(phrases(found, function_words=small), limit, offset),
        left_out=left_out, uncompared=uncompared(reader),
    )  # fmt: skip


def _page(rows: Sequence[T], limit: int, offset: int) -> Page[T]:
    return Page(tuple(rows[offset : offset + limit]), len(rows), limit, offset)


def _length(by: str) -> By:
    for known in get_args(By):
        if by == known:
            length: By = known
            return length
    raise QueryError(by, f"is no period; there are {', '.join(get_args(By))}")
