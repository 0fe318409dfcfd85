"""Reports as they come in; the page asks again while another process writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from onrecord.views.arrivals import arrivals
from onrecord.views.documents import DocumentView
from onrecord.web.answers import answer, open_store, options, parameters

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class StreamParameters(Struct, frozen=True, kw_only=True):
    """Which reports: those that were read after the one with a number."""

    after: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


def stream_page(request: Request) -> Response:
    """The reports that were read last, the newest first."""
    asked = parameters(request, StreamParameters)
    limit = asked.limit if asked.limit != StreamParameters().limit else ""
    with open_store(request) as reader:
        found = arrivals(reader, after=asked.after, limit=asked.limit)
    return answer(
        request, "stream.html", fragment="arrivals.html",
        data=found, rows=tuple(a.document for a in found), row_type=DocumentView,
        command=("onrecord", "stream", *options({"after": asked.after or "", "limit": limit})),
        title="Stream", arrivals=found,
    )  # fmt: skip
