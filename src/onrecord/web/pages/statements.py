"""Search over all statements, with what they are spread over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from msgspec import Struct

from onrecord.model import Act, StanceTowards
from onrecord.views.countries import country_code
from onrecord.views.facets import Facets, facets
from onrecord.views.search import Hits, Question, search
from onrecord.views.statements import StatementView
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, options, parameters
from onrecord.web.charts import columns
from onrecord.web.topics import Topic, known_topic, topics

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class SearchParameters(Struct, frozen=True, kw_only=True):
    """What is searched for; the names are those of `onrecord search`."""

    words: Words = ""
    speaker: Words = ""
    country: Words = ""
    act: Act | Literal[""] = ""
    outlet: Words = ""
    about: Words = ""
    towards: Words = ""
    stance: StanceTowards | Literal[""] = ""
    anonymous: bool = False
    negated: bool = False
    topic: Topic = ""
    since: dt.date | None = None
    until: dt.date | None = None
    order: Literal["rank", "date", ""] = ""
    limit: Limit = 20
    offset: Offset = 0


class Found(Struct, frozen=True):
    """A page of statements and the spread of all that fit."""

    page: Hits
    facets: Facets


def statements_page(request: Request) -> Response:
    """Statements that fit, as quotations in their context."""
    asked = parameters(request, SearchParameters)
    question = _question(asked)
    with open_store(request) as reader:
        page = search(reader, order=asked.order or None, limit=asked.limit, offset=asked.offset, **question)
        spread = facets(reader, **question)
    given = msgspec.to_builtins(asked)
    return answer(
        request, "statements.html", fragment="results.html",
        data=Found(page, spread), rows=page.rows, row_type=StatementView,
        command=_command(asked),
        title=asked.words or "Search",
        asked=given, page=page, facets=spread,
        chart=columns(spread.months),
        acts=get_args(Act), stances=get_args(StanceTowards), topics=topics(),
        active={name: given[name] for name in _FILTERS if given[name]},
    )  # fmt: skip


def _question(asked: SearchParameters) -> Question:
    return Question(
        words=asked.words, speaker=asked.speaker, country=country_code(asked.country) if asked.country else "",
        act=asked.act, outlet=asked.outlet, about=asked.about, towards=asked.towards, stance=asked.stance,
        anonymous=asked.anonymous, negated=asked.negated, topic=known_topic(asked.topic),
        since=asked.since, until=asked.until,
    )  # fmt: skip


def _command(asked: SearchParameters) -> tuple[str, ...]:
    """The same search on the command line, which knows no outlets."""
    given = {name: getattr(asked, name) for name in _FILTERS if name != "outlet"}
    numbers = {"limit": asked.limit if asked.limit != _PAGE else "", "offset": asked.offset or ""}
    words = ("--", asked.words) if asked.words.startswith("-") else (asked.words,) if asked.words else ()
    return ("onrecord", "search", *options(given | numbers), *words)


_PAGE = 20
_FILTERS = (
    "speaker",
    "country",
    "act",
    "outlet",
    "about",
    "towards",
    "stance",
    "anonymous",
    "negated",
    "topic",
    "since",
    "until",
)
