"""Requests that are not answered as asked: each as a page for people, or as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from onrecord.errors import (
    DocumentError,
    ModelMissingError,
    NotInStoreError,
    OnrecordError,
    QueryError,
    ReviewError,
    SeveralReportsError,
    StoreError,
)
from onrecord.web.templating import render

if TYPE_CHECKING:
    from starlette.requests import Request

_STATUS: tuple[tuple[type[OnrecordError], int], ...] = (
    (QueryError, 400),
    (ReviewError, 409),
    (NotInStoreError, 404),
    (DocumentError, 422),
    (SeveralReportsError, 422),
    (ModelMissingError, 503),
    (StoreError, 503),
)
_TITLES = {
    400: "That cannot be asked", 401: "A token is needed", 403: "Refused", 404: "Not here", 405: "Not that way",
    409: "That cannot be taken down",
    413: "Too large", 414: "Too long", 421: "Wrong name", 422: "That cannot be read", 503: "The store does not answer",
}  # fmt: skip


class Refusal(Exception):  # noqa: N818 (it is our answer, not a fault)
    """A request that is not answered as asked.

    Args:
        status: of HTTP.
        code: a stable word.
        message: a sentence for people.
        remedy: what they can do; may be empty.
    """

    def __init__(self, status: int, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.remedy = remedy


def refusal_page(request: Request, refusal: Refusal) -> Response:
    """The answer that says what is wrong."""
    problem = {"error": refusal.code, "message": refusal.message, "remedy": refusal.remedy}
    wants_json = (
        request.query_params.get("format") in {"json", "csv"} or request.headers.get("accept") == "application/json"
    )
    if wants_json:
        return JSONResponse(problem, refusal.status)
    title = _TITLES.get(refusal.status, "Something went wrong")
    return Response(render(request, "error.html", title=title, refusal=refusal), refusal.status, media_type="text/html")


async def on_refusal(request: Request, error: Exception) -> Response:
    """Starlette's handler for `Refusal`."""
    assert isinstance(error, Refusal)  # noqa: S101 (registered for this class)
    return refusal_page(request, error)


async def on_known_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for the library's errors."""
    assert isinstance(error, OnrecordError)  # noqa: S101 (registered for this class)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return refusal_page(request, Refusal(status, error.code, f"{error}.", error.remedy))


async def on_http_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for addresses and methods that there are not."""
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for this class)
    message = "There is no page at this address." if error.status_code == 404 else f"{error.detail}."  # noqa: PLR2004 (HTTP's)
    answer = refusal_page(request, Refusal(error.status_code, "http", message))
    answer.headers.update(error.headers or {})
    return answer


async def on_fault(request: Request, error: Exception) -> Response:  # noqa: ARG001 (nothing of it is shown)
    """Starlette's handler for our own faults."""
    message = "onrecord has a fault here; the terminal that runs `onrecord serve` shows it."
    return refusal_page(request, Refusal(500, "internal", message, "Please report it with what the terminal says."))
