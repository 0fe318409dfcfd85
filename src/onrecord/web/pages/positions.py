"""What somebody said of a subject over time, and where the position turned: both statements side by side."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.views.positions import positions
from onrecord.views.positions_rows import Position
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, options, parameters
from onrecord.web.topics import Topic, known_topic, topics

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_PAGE = 20


class PositionsParameters(Struct, frozen=True, kw_only=True):
    """Whose position on what; the names are those of `onrecord positions`."""

    actor: Words = ""
    on: Words = ""
    topic: Topic = ""
    words: Words = ""
    official: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    limit: Limit = _PAGE
    offset: Offset = 0


def positions_page(request: Request) -> Response:
    """Positions of an actor; without one, the form to give it."""
    asked = parameters(request, PositionsParameters)
    known_topic(asked.topic)
    shown = {"asked": msgspec.to_builtins(asked), "topics": topics()}
    if not asked.actor:
        return answer(request, "positions.html", data=None, title="Positions", found=None, **shown)
    given = {name: value for name, value in msgspec.structs.asdict(asked).items() if name != "actor"}
    with open_store(request) as reader:
        found = positions(reader, asked.actor, **given)
    numbers = {"limit": asked.limit if asked.limit != _PAGE else "", "offset": asked.offset or ""}
    return answer(
        request, "positions.html",
        data=found, rows=found.statements.rows, row_type=Position,
        command=("onrecord", "positions", *options(given | numbers), "--", asked.actor),
        title=f"Positions of {asked.actor}", found=found, **shown,
    )  # fmt: skip
