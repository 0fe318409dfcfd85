"""One question, several forms of answer: a page for people, JSON and CSV for programs, at the same address."""

from __future__ import annotations

import csv
import io
import shlex
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct
from starlette.responses import Response

from onrecord import store
from onrecord.errors import QueryError
from onrecord.export.csv import safe_cells
from onrecord.web.refusals import Refusal
from onrecord.web.templating import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from starlette.requests import Request

    from onrecord.store import SqliteStore

P = TypeVar("P", bound=Struct)

#: What somebody types into one field.
Words = Annotated[str, Meta(max_length=500)]
#: How many rows a page may ask for, and how far in.
Limit = Annotated[int, Meta(ge=1, le=500)]
Offset = Annotated[int, Meta(ge=0, le=1_000_000)]


def parameters(request: Request, kind: type[P]) -> P:
    """What the address asks for. Empty values count as not given; names that `kind` has not are passed over.

    Raises:
        QueryError: a value is not of its type, or too long.
    """
    known = {f.encode_name for f in msgspec.structs.fields(kind)}
    given = {name: value for name, value in request.query_params.items() if name in known and value.strip()}
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise QueryError(request.url.query[:200], str(error)) from error


def open_store(request: Request) -> SqliteStore:
    """The store, to read from while the request is answered.

    Raises:
        StoreError: it is not there, no store, or locked or damaged.
    """
    settings = request.app.state.settings
    opened = store.open(settings.store)
    opened.stop_after(settings.query_seconds)
    return opened


def answer(  # noqa: PLR0913 (a keyword for each form)
    request: Request,
    template: str,
    *,
    data: object,
    rows: Sequence[Struct] | None = None,
    row_type: type[Struct] | None = None,
    command: Sequence[str] = (),
    fragment: str = "",
    **context: object,
) -> Response:
    """The answer in the form that the address asks for with `format`: html, json or csv.

    Args:
        request: what was asked.
        template: the page's.
        data: what JSON gives.
        rows: what CSV gives; None where there is no list.
        row_type: kind of the rows, whose fields are the columns.
        command: the same question on the command line.
        fragment: template of the part that htmx puts in the place of the old one.
        **context: what else the template shows.

    Raises:
        Refusal: there is no such form.
    """
    form = request.query_params.get("format", "html")
    if form == "json":
        return Response(msgspec.json.encode(data), media_type="application/json")
    if form == "csv" and rows is not None and row_type is not None:
        return _csv(rows, row_type)
    if form != "html":
        raise Refusal(
            400,
            "format",
            f"There is no form {form[:40]!r} of this page.",
            "There are html and json, and csv for lists.",
        )
    shown = {
        "data": data,
        "rows": rows,
        "forms": _forms(request, listed=rows is not None),
        "command": shlex.join(command),
    }
    chosen = fragment if fragment and request.headers.get("hx-request") == "true" else template
    page = Response(render(request, chosen, **shown, **context), media_type="text/html")
    page.headers["vary"] = "HX-Request"
    return page


def _csv(rows: Sequence[Struct], row_type: type[Struct]) -> Response:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = row_type.__struct_fields__
    writer.writerow(columns)
    for row in rows:
        writer.writerow(safe_cells(getattr(row, name) for name in columns))
    return Response(out.getvalue(), media_type="text/csv")


def _forms(request: Request, *, listed: bool) -> dict[str, str]:
    """The addresses of the page's other forms."""
    names = ("json", "csv") if listed else ("json",)
    return {name: str(request.url.include_query_params(format=name).replace(scheme="", netloc="")) for name in names}


def options(given: Mapping[str, Any]) -> Iterator[str]:
    """Options of the command line for the parameters that have a value."""
    for name, value in given.items():
        if value is True:
            yield f"--{name}"
        elif value not in (None, "", False):
            yield f"--{name}={value}"
