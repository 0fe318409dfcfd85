"""Two actors: what each does to the other and says of it, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from msgspec import Struct

from onrecord.corpus.occurrences import unjoined
from onrecord.errors import QueryError
from onrecord.views.dyads import Dyad, Side, dyad, side
from onrecord.views.events import EventView
from onrecord.views.occurrences import Occurrence, find_occurrences
from onrecord.views.panel import Level, Unit, panel
from onrecord.web.answers import Words, answer, open_store, parameters
from onrecord.web.charts import Balances, balances

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from onrecord.store import SqliteStore

_MOST_OCCURRENCES = 10


class DyadParameters(Struct, frozen=True, kw_only=True):
    """Which two: countries by name or code, others by words of their names."""

    one: Words = ""
    other: Words = ""


class Told(Struct, frozen=True):
    """The latest occurrences of one direction, and how many there are."""

    occurrences: tuple[Occurrence, ...]
    occurrence_total: int


class Counted(Struct, frozen=True):
    """How many events happened in each direction, counted at one level; see `onrecord.views.panel`."""

    level: Level
    there: int
    back: int


class Pair(Struct, frozen=True):
    """Both directions.

    Attributes:
        there: what the one does to the other and says of it.
        back: the other direction.
        levels: the number of events at each level; empty where one is a country and the other is not.
        occurrences_there: events of many reports that are the same, of the first direction.
        occurrences_back: of the other.
        unjoined: events of the store that are not joined into occurrences yet.
    """

    there: Dyad
    back: Dyad
    levels: tuple[Counted, ...]
    occurrences_there: Told
    occurrences_back: Told
    unjoined: int


def dyad_page(request: Request) -> Response:
    """Both directions side by side; without two names, the form to give them."""
    asked = parameters(request, DyadParameters)
    if not (asked.one and asked.other):
        return answer(request, "dyads.html", data=None, title="Dyads", asked=asked, pair=None, charts=())
    one, other = side(asked.one), side(asked.other)
    with open_store(request) as reader:
        pair = Pair(
            dyad(reader, one, other), dyad(reader, other, one), _levels(reader, one, other),
            _told(reader, one, other), _told(reader, other, one), unjoined(reader),
        )  # fmt: skip
    rows = (*pair.there.events, *pair.back.events)
    return answer(
        request, "dyads.html",
        data=pair, rows=rows, row_type=EventView,
        command=("onrecord", "events", _option("actor", one), _option("recipient", other)),
        title=f"{asked.one} and {asked.other}", asked=asked, pair=pair, charts=_charts(pair),
    )  # fmt: skip


def _levels(reader: SqliteStore, one: Side, other: Side) -> tuple[Counted, ...]:
    if one.level != other.level:
        return ()
    unit: Unit = "country" if one.level == "country" else "actor"
    found = []
    for level in get_args(Level):
        try:
            there, back = (
                panel(reader, level=level, unit=unit, actor=a.value, recipient=b.value, domestic=True).counted
                for a, b in ((one, other), (other, one))
            )
        except QueryError:  # no event has an actor of this name
            return ()
        found.append(Counted(level, there, back))
    return tuple(found)


def _told(reader: SqliteStore, one: Side, other: Side) -> Told:
    names = {
        f"{role}_country" if who.level == "country" else role: who.value
        for role, who in (("actor", one), ("recipient", other))
    }
    page = find_occurrences(
        reader, limit=_MOST_OCCURRENCES,
        actor=names.get("actor", ""), recipient=names.get("recipient", ""),
        actor_country=names.get("actor_country", ""), recipient_country=names.get("recipient_country", ""),
    )  # fmt: skip
    return Told(page.rows, page.total)


def _option(role: str, who: Side) -> str:
    return f"--{role}-country={who.value}" if who.level == "country" else f"--{role}={who.asked}"


def _charts(pair: Pair) -> tuple[Balances, ...]:
    """Charts of both directions over the same months and to the same scale."""
    months = [month for direction in (pair.there, pair.back) for month in direction.months]
    return tuple(balances(direction.months, within=months) for direction in (pair.there, pair.back))
