"""Events and statements on a map, and as a table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from onrecord.model import Quad
from onrecord.views.places import Counted, Spot, Spots, Unit, spots
from onrecord.web.answers import answer, open_store, options, parameters
from onrecord.web.templating import address
from onrecord.web.topics import Topic, known_topic, topics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response


class MapParameters(Struct, frozen=True, kw_only=True):
    """What is counted, by place or by country, and of what time."""

    counted: Counted = "events"
    unit: Unit = "place"
    quad: Quad | Literal[""] = ""
    topic: Topic = ""
    since: dt.date | None = None
    until: dt.date | None = None
    limit: Annotated[int, Meta(ge=1, le=500)] = 200


class Placed(Struct, frozen=True):
    """A place or country and the address of its words."""

    spot: Spot
    words: str


class Map(Struct, frozen=True):
    """The places, and where the words of each stand."""

    spots: Spots
    words: tuple[str, ...]


def map_page(request: Request) -> Response:
    """Where something happened, or of which place or by whose people something was said."""
    asked = parameters(request, MapParameters)
    known_topic(asked.topic)
    given = msgspec.structs.asdict(asked)
    if asked.counted != "events":
        given["quad"] = ""
    with open_store(request) as reader:
        found = spots(reader, **given)
    words = tuple(_words(spot, found, asked) for spot in found.rows)
    return answer(
        request, "map.html",
        data=Map(found, words), rows=found.rows, row_type=Spot, command=_command(given),
        title="Map", asked=msgspec.to_builtins(asked), found=found,
        placed=[Placed(*pair) for pair in zip(found.rows, words, strict=True)],
        counts=get_args(Counted), units=get_args(Unit), topics=topics(),
    )  # fmt: skip


def _command(given: Mapping[str, object]) -> tuple[str, ...]:
    """The same question on the command line."""
    usual = MapParameters()
    return ("onrecord", "map", *options({k: value for k, value in given.items() if value != getattr(usual, k)}))


def _words(spot: Spot, found: Spots, asked: MapParameters) -> str:
    """The address of the list of what is counted at a place."""
    when = {"topic": asked.topic, "since": asked.since, "until": asked.until}
    if found.counted == "events":
        place = "" if found.unit == "country" else spot.name
        modality = "asserted"
        return address("/events", place=place, place_country=spot.country, quad=asked.quad, modality=modality, **when)
    if found.counted == "about":
        return address("/statements", about=spot.name, order="date", **when)
    return address("/statements", country=spot.country, order="date", **when)
