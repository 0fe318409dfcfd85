"""The same quotation in several reports: where it first stood, how far it went, how its wording changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from onrecord.corpus.quotations import Quotation, fitting, quotation
from onrecord.errors import NotInStoreError
from onrecord.views.page import Page
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, options, parameters
from onrecord.web.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from onrecord.web.clusters import Clusters, Together

_PATIENCE = 2.0  # seconds to wait for clusters that are being made
_PAGE = 20
_WORDS = 8  # of a quotation, which are enough to find it again


class QuotationsParameters(Struct, frozen=True, kw_only=True):
    """Which quotations; the names are those of `onrecord quotations`."""

    words: Words = ""
    speaker: Words = ""
    reports: Annotated[int, Meta(ge=1, le=10_000)] = 2
    limit: Limit = _PAGE
    offset: Offset = 0


class Wording(Struct, frozen=True):
    """One appearance of a quotation, as a row of the CSV form."""

    quotation: str
    fullest: str
    disputed: bool
    statement_id: str
    document_id: str
    speaker: str | None
    outlet: str | None
    title: str | None
    day: dt.date | None
    words: str


def quotations_page(request: Request) -> Response:
    """Quotations that several reports have, those in most reports first."""
    asked = parameters(request, QuotationsParameters)
    together = _together(request)
    page = None
    if together:
        found = fitting(
            together.clusters, words=asked.words, speaker=asked.speaker, fewest=asked.reports, limit=asked.limit,
            offset=asked.offset,
        )  # fmt: skip
        page = Page(found.rows, found.total, asked.limit, asked.offset)
    return answer(
        request, "quotations.html",
        data=page, rows=_wordings(page.rows if page else ()), row_type=Wording,
        command=_command(asked), title="Quotations", asked=asked, page=page,
        current=together is not None and together.current,
    )  # fmt: skip


def quotation_page(request: Request) -> Response:
    """One quotation with all its appearances; any statement that is part of it leads to it."""
    wanted = request.path_params["id"]
    together = _together(request)
    if together is None:
        return answer(
            request, "quotation.html", data=None, title="A quotation", quotation=None, first=None, current=False
        )
    found = next((c for c in together.clusters if any(each.statement_id == wanted for each in c)), None)
    if found is None:
        raise NotInStoreError(wanted[:80])
    told = quotation(found)
    return answer(
        request, "quotation.html",
        data=told, rows=_wordings((told,)), row_type=Wording,
        command=("onrecord", "quotations", "--reports=1", "--", " ".join(told.words.split()[:_WORDS])),
        title="A quotation", quotation=told, first=told.appearances[0], current=together.current,
    )  # fmt: skip


def _together(request: Request) -> Together | None:
    """The store's quotations; None when they are being put together, which a page says and a program is told.

    Raises:
        StoreError: the store cannot be read.
        Refusal: a program asks while they are being put together.
    """
    with open_store(request):  # says what is wrong with a store before anything waits for it
        clusters: Clusters = request.app.state.clusters
    together = clusters.together(patience=_PATIENCE)
    if together is None and request.query_params.get("format", "html") != "html":
        raise Refusal(503, "comparing", "The quotations of the store are being compared.", "Ask again in some seconds.")
    return together


def _wordings(rows: Sequence[Quotation]) -> tuple[Wording, ...]:
    return tuple(
        Wording(
            row.id, row.words, row.disputed, a.statement_id, a.document_id, a.speaker, a.outlet, a.title, a.day, a.words
        )
        for row in rows
        for a in row.appearances
    )  # fmt: skip


def _command(asked: QuotationsParameters) -> tuple[str, ...]:
    given = {
        "speaker": asked.speaker,
        "reports": asked.reports if asked.reports != QuotationsParameters().reports else "",
        "limit": asked.limit if asked.limit != _PAGE else "",
        "offset": asked.offset or "",
    }
    words = ("--", asked.words) if asked.words.startswith("-") else (asked.words,) if asked.words else ()
    return ("onrecord", "quotations", *options(given), *words)
