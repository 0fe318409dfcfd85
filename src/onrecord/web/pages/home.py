"""The first page: what the store holds, and where to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.views.documents import DocumentView, documents
from onrecord.views.stats import Stats, stats
from onrecord.web.answers import answer, open_store

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Home(Struct, frozen=True):
    """What the first page shows: the store's size, and the latest reports."""

    stats: Stats
    latest: tuple[DocumentView, ...]


def home_page(request: Request) -> Response:
    """What the store holds; without a store, how to begin."""
    path = request.app.state.settings.store
    if not path.is_file():
        return answer(request, "empty.html", data=None, title="Nothing read yet", store=path)
    with open_store(request) as reader:
        latest = documents(reader, limit=12)
        home = Home(stats(reader, most=8), latest.rows)
    if not home.stats.documents:
        return answer(request, "empty.html", data=home, title="Nothing read yet", store=path)
    return answer(request, "home.html", data=home, title="Reading room", home=home, store=path)
