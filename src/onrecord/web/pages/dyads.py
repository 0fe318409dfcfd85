"""Two actors: what each does to the other and says of it, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.views.dyads import Dyad, Side, dyad, side
from onrecord.views.events import EventView
from onrecord.web.answers import Words, answer, open_store, parameters
from onrecord.web.charts import Balances, balances

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class DyadParameters(Struct, frozen=True, kw_only=True):
    """Which two: countries by name or code, others by words of their names."""

    one: Words = ""
    other: Words = ""


class Pair(Struct, frozen=True):
    """Both directions."""

    there: Dyad
    back: Dyad


def dyad_page(request: Request) -> Response:
    """Both directions side by side; without two names, the form to give them."""
    asked = parameters(request, DyadParameters)
    if not (asked.one and asked.other):
        return answer(request, "dyads.html", data=None, title="Dyads", asked=asked, pair=None, charts=())
    one, other = side(asked.one), side(asked.other)
    with open_store(request) as reader:
        pair = Pair(dyad(reader, one, other), dyad(reader, other, one))
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
