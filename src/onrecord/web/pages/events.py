"""Events: who did what to whom, the latest first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec import Struct

from onrecord.model import Modality, Quad
from onrecord.views.countries import country_code
from onrecord.views.events import EventView, find_events
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, options, parameters
from onrecord.web.topics import Topic, topics

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_PAGE = 20


class EventsParameters(Struct, frozen=True, kw_only=True):
    """Which events; the names are those of `onrecord events`."""

    actor: Words = ""
    recipient: Words = ""
    actor_country: Words = ""
    recipient_country: Words = ""
    type: Words = ""
    cameo: Words = ""
    quad: Quad | Literal[""] = ""
    modality: Modality | Literal[""] = ""
    topic: Topic = ""
    place: Words = ""
    place_country: Words = ""
    since: dt.date | None = None
    until: dt.date | None = None
    limit: Limit = _PAGE
    offset: Offset = 0


def events_page(request: Request) -> Response:
    """Events that fit, each with the words that tell it."""
    asked = parameters(request, EventsParameters)
    given = msgspec.structs.asdict(asked)
    countries = {name: country_code(given[name]) for name in given if name.endswith("_country") and given[name]}
    with open_store(request) as reader:
        page = find_events(reader, **{**given, **countries})
    filters = {name: value for name, value in msgspec.to_builtins(asked).items() if name not in {"limit", "offset"}}
    active = {name: value for name, value in filters.items() if value}
    return answer(
        request, "events.html",
        data=page, rows=page.rows, row_type=EventView, command=_command(asked),
        title="Events", asked=msgspec.to_builtins(asked), page=page, active=active,
        modalities=get_args(Modality), topics=topics(),
    )  # fmt: skip


def _command(asked: EventsParameters) -> tuple[str, ...]:
    """The same search on the command line."""
    given = {name.replace("_", "-"): value for name, value in msgspec.structs.asdict(asked).items()}
    numbers = {"limit": asked.limit if asked.limit != _PAGE else "", "offset": asked.offset or ""}
    return ("onrecord", "events", *options(given | numbers))
