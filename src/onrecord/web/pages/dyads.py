"""Two actors: what each does to the other and says of it, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from msgspec import Struct

from onrecord.corpus.occurrences import unjoined
from onrecord.views.dyads import Dyad, Side, dyads, side
from onrecord.views.events import EventView
from onrecord.views.panel import Level
from onrecord.web.answers import Words, answer, open_store, parameters
from onrecord.web.charts import Balances, balances

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class DyadParameters(Struct, frozen=True, kw_only=True):
    """Which two: countries by name or code, others by words of their names."""

    one: Words = ""
    other: Words = ""


class Counted(Struct, frozen=True):
    """How many events happened in each direction, counted at one level; see `onrecord.views.dyads.Levels`."""

    level: Level
    there: int
    back: int


class Pair(Struct, frozen=True):
    """Both directions.

    Attributes:
        there: what the one does to the other and says of it.
        back: the other direction.
        levels: the number of events at each level.
        unjoined: events of the store that are not joined into occurrences yet.
    """

    there: Dyad
    back: Dyad
    levels: tuple[Counted, ...]
    unjoined: int


def dyad_page(request: Request) -> Response:
    """Both directions side by side; without two names, the form to give them."""
    asked = parameters(request, DyadParameters)
    if not (asked.one and asked.other):
        return answer(request, "dyads.html", data=None, title="Dyads", asked=asked, pair=None, charts=())
    one, other = side(asked.one), side(asked.other)
    with open_store(request) as reader:
        there, back = dyads(reader, one, other)
        levels = tuple(
            Counted(level, getattr(there.levels, level), getattr(back.levels, level)) for level in get_args(Level)
        )
        pair = Pair(there, back, levels, unjoined(reader))
    rows = (*pair.there.events, *pair.back.events)
    return answer(
        request, "dyads.html",
        data=pair, rows=rows, row_type=EventView,
        command=("onrecord", "events", _option("actor", one), _option("recipient", other)),
        title=f"{asked.one} and {asked.other}", asked=asked, pair=pair, charts=_charts(pair),
    )  # fmt: skip


def _option(role: str, who: Side) -> str:
    return f"--{role}-country={who.value}" if who.level == "country" else f"--{role}={who.asked}"


def _charts(pair: Pair) -> tuple[Balances, ...]:
    """Charts of both directions over the same months and to the same scale."""
    months = [month for direction in (pair.there, pair.back) for month in direction.months]
    return tuple(balances(direction.months, within=months) for direction in (pair.there, pair.back))
