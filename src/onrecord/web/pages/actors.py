"""Actors: the list of those who speak most, and all about one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.views.actors import Actor, Profile, actors, profile
from onrecord.views.positions import positions
from onrecord.views.positions_reversals import Reversal  # noqa: TC001 (msgspec reads the annotation)
from onrecord.views.statements import StatementView
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, parameters
from onrecord.web.charts import columns
from onrecord.web.offices import Office, offices_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from onrecord.store import SqliteStore

_MOST_COMPARED = (
    500  # statements of an actor whose positions its page compares; those of others have a page of their own
)
_TURNS = 3


class ActorsParameters(Struct, frozen=True, kw_only=True):
    """What the list of actors is asked for: words of their names, and how many."""

    name: Words = ""
    limit: Limit = 50
    offset: Offset = 0


class ActorParameters(Struct, frozen=True, kw_only=True):
    """Which actor: by its reference, or by its name when no lexicon knows it."""

    ref: Words = ""
    name: Words = ""


class ActorPage(Profile, frozen=True):
    """What a store knows of an actor, and what else its page shows.

    Attributes:
        offices: that the lexicon knows, with their days.
        turns: where its positions turned, the clearest first.
        turn_total: how many turns there are; None where there are too many statements to compare them here.
    """

    offices: tuple[Office, ...]
    turns: tuple[Reversal, ...]
    turn_total: int | None


def actors_page(request: Request) -> Response:
    """Those who speak, whoever has the most statements first."""
    asked = parameters(request, ActorsParameters)
    with open_store(request) as reader:
        page = actors(reader, name=asked.name, limit=asked.limit, offset=asked.offset)
    return answer(
        request, "actors.html", data=page, rows=page.rows, row_type=Actor, title="Actors", asked=asked, page=page
    )


def actor_page(request: Request) -> Response:
    """Who it is, what it said, who speaks about it, what it did and what was done to it."""
    asked = parameters(request, ActorParameters)
    if not asked.ref and not asked.name:
        raise QueryError("actor", "names nobody; give ref or name")
    with open_store(request) as reader:
        about = _page(reader, profile(reader, ref=asked.ref, name=asked.name))
    return answer(
        request, "actor.html",
        data=about, rows=about.said, row_type=StatementView,
        command=("onrecord", "search", f"--speaker={about.actor.name}"),
        title=about.actor.name, about=about, chart=columns(about.months),
    )  # fmt: skip


def _page(reader: SqliteStore, about: Profile) -> ActorPage:
    known = {name: getattr(about, name) for name in Profile.__struct_fields__}
    turns: tuple[Reversal, ...] = ()
    total: int | None = 0
    if about.totals["said"] > _MOST_COMPARED or about.actor.kind == "country":
        total = None
    elif about.totals["said"] > 1:
        found = positions(reader, about.actor.name, limit=_TURNS).reversals
        turns, total = found.rows, found.total
    return ActorPage(**known, offices=offices_of(about.actor.ref), turns=turns, turn_total=total)
