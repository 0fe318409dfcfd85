"""What an actor said, did and received, in the order of days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec import Struct

from onrecord.views.page import Page
from onrecord.views.stats import Count
from onrecord.views.timeline import Kind, Moment, Tally, tallies, timeline
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, options, parameters
from onrecord.web.charts import columns
from onrecord.web.topics import Topic, known_topic, topics

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_PAGE = 50


class TimelineParameters(Struct, frozen=True, kw_only=True):
    """Whose timeline; the names are those of `onrecord timeline`."""

    actor: Words = ""
    about: Words = ""
    topic: Topic = ""
    kind: Kind | Literal[""] = ""
    since: dt.date | None = None
    until: dt.date | None = None
    limit: Limit = _PAGE
    offset: Offset = 0


class Timeline(Struct, frozen=True):
    """Moments in order, and how many there are in each month."""

    page: Page[Moment]
    months: tuple[Tally, ...]


def timeline_page(request: Request) -> Response:
    """The timeline of an actor; without one, the form to give it."""
    asked = parameters(request, TimelineParameters)
    known_topic(asked.topic)
    shown = {"asked": msgspec.to_builtins(asked), "kinds": get_args(Kind), "topics": topics()}
    if not asked.actor:
        return answer(request, "timeline.html", data=None, title="Timeline", page=None, chart=columns(()), **shown)
    with open_store(request) as reader:
        page = timeline(
            reader, asked.actor, about=asked.about, topic=asked.topic, kind=asked.kind, since=asked.since,
            until=asked.until, limit=asked.limit, offset=asked.offset,
        )  # fmt: skip
        months = tallies(
            reader, asked.actor, about=asked.about, topic=asked.topic, since=asked.since, until=asked.until
        ).rows
    counts = [Count(month.period, _number(month, asked.kind)) for month in months]
    return answer(
        request, "timeline.html",
        data=Timeline(page, months), rows=page.rows, row_type=Moment, command=_command(asked),
        title=f"Timeline of {asked.actor}", page=page, chart=columns(counts), **shown,
    )  # fmt: skip


def _command(asked: TimelineParameters) -> tuple[str, ...]:
    usual = TimelineParameters()
    given = {name: value for name, value in msgspec.structs.asdict(asked).items() if value != getattr(usual, name)}
    given.pop("actor")
    return ("onrecord", "timeline", *options(given), "--", asked.actor)


def _number(month: Tally, kind: str) -> int:
    numbers = {"said": month.said, "did": month.did, "received": month.received}
    return numbers[kind] if kind else sum(numbers.values())
