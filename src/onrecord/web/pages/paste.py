"""Reading a report in the page: pasted text or a dropped file goes to the program on this machine and nowhere else."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

import onrecord
from onrecord import store
from onrecord.errors import DocumentError
from onrecord.web.answers import answer
from onrecord.web.guard import check_form
from onrecord.web.pages.documents import ReportParameters, report_answer
from onrecord.web.refusals import Refusal

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from starlette.requests import Request

    from onrecord.model import Record

DEMO = Path(onrecord.__file__).parent / "demo"
_MOST_FIELDS = 12
_ABOUT = ("title", "outlet", "published", "url")


class Pasted(Struct, frozen=True):
    """What a form holds: text or a file's bytes, what is known of the report, and whether to keep it."""

    text: str
    data: bytes
    name: str
    about: dict[str, str]
    keep: bool


def paste_page(request: Request) -> Response:
    """The form."""
    _check_allowed(request)
    return answer(request, "paste.html", data=None, title="Read a report")


async def paste_action(request: Request) -> Response:
    """Reads what was sent and shows it; keeps it in the store only when asked to."""
    _check_allowed(request)
    pasted = await _pasted(request)
    return await run_in_threadpool(_read_and_show, request, pasted)


async def demo_action(request: Request) -> Response:
    """Reads the demo's reports into the store."""
    _check_allowed(request)
    async with _form(request) as form:
        check_form(request, form.get("form_token"))
    await run_in_threadpool(_read_demo, request)
    return RedirectResponse("/", 303)


def _check_allowed(request: Request) -> None:
    if request.app.state.settings.read_only:
        raise Refusal(
            403, "read-only", "This reading room only shows what its store holds.", "Start it without --read-only."
        )


def _form(request: Request) -> AbstractAsyncContextManager[FormData]:
    return request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=request.app.state.settings.max_upload)


async def _pasted(request: Request) -> Pasted:
    """The form that was sent.

    Raises:
        Refusal: it was not sent from our page, or holds nothing to read.
    """
    async with _form(request) as form:
        check_form(request, form.get("form_token"))
        file = form.get("file")
        data = await file.read() if isinstance(file, UploadFile) else b""
        name = PurePath((file.filename or "").replace("\\", "/")).name if isinstance(file, UploadFile) else ""
        pasted = Pasted(
            _field(form, "text"), data, name, {n: _field(form, n) for n in _ABOUT}, bool(_field(form, "keep"))
        )
    if not (pasted.text.strip() or pasted.data):
        raise Refusal(400, "empty", "There is nothing to read.", "Paste a report's text, or choose a file.")
    return pasted


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _read_and_show(request: Request, pasted: Pasted) -> Response:
    record = _read(request, pasted)
    if pasted.keep:
        with store.open(request.app.state.settings.store, mode="write") as writer:
            written = writer.write(record)
        return RedirectResponse(f"/documents/{written.document_id}", 303)
    return report_answer(request, record, ReportParameters())


def _read(request: Request, pasted: Pasted) -> Record:
    """The record of what was sent. One at a time: the language model is not made for more."""
    settings = request.app.state.settings
    with request.app.state.reading:
        if pasted.data:
            record = onrecord.read(pasted.data, config=settings.config)
        elif _is_markup(pasted.text):
            record = onrecord.read(pasted.text.encode("utf-8", "replace"), config=settings.config)
        else:
            known = {name: value.strip() for name, value in pasted.about.items() if value.strip()}
            record = onrecord.read_text(pasted.text.replace("\r\n", "\n"), config=settings.config, **known)
    # Two pasted texts are not versions of one report, as two readings of one file are.
    document = record.document
    origin = replace(document.origin, location=pasted.name or "pasted")
    return replace(record, document=replace(document, origin=origin, key=document.url))


def _is_markup(text: str) -> bool:
    """Whether the text is a page's source."""
    start = text.lstrip()[:200].lower()
    return start.startswith(("<!doctype html", "<html"))


def _read_demo(request: Request) -> None:
    settings = request.app.state.settings
    with request.app.state.reading, store.open(settings.store, mode="write") as writer:
        for outcome in onrecord.read_all(DEMO, config=settings.config):
            if isinstance(outcome, onrecord.Failure):
                raise DocumentError(outcome.location, outcome.message, code=outcome.code)
            writer.write(outcome)
