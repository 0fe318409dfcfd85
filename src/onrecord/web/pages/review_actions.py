"""What a reviewer's forms do: each takes one entry down and leads back to where it came from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from onrecord import store
from onrecord.errors import NotInStoreError
from onrecord.review import changes
from onrecord.review.changes import Signed, moment
from onrecord.review.entity_changes import correct_entity, merge, split
from onrecord.views.reviews import document_of
from onrecord.web.guard import check_form
from onrecord.web.refusals import Refusal
from onrecord.web.review_forms import (
    entity_edit,
    event_edit,
    remember,
    signed_by,
    statement_edit,
    text,
    texts,
    way_back,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from onrecord.review import Entry
    from onrecord.store import SqliteStore

_MOST_FIELDS = 600  # an entity may have hundreds of mentions to tick
_MOST_BYTES = 200_000  # of one field


class Done(Struct, frozen=True):
    """Where a form leads, and the reviewer's name."""

    target: str
    by: str


async def judge_action(request: Request) -> Response:
    """Accepts or rejects a finding."""
    return await _act(request, _judge)


async def edit_action(request: Request) -> Response:
    """Corrects a finding, or adds a missed one."""
    return await _act(request, _edit)


async def entities_action(request: Request) -> Response:
    """Corrects an entity, merges several, or splits one."""
    return await _act(request, _entities)


async def withdraw_action(request: Request) -> Response:
    """Takes an entry back."""
    return await _act(request, _withdraw)


async def name_action(request: Request) -> Response:
    """Keeps the reviewer's name in the browser."""
    form = await _checked(request)
    response = RedirectResponse(way_back(form), 303)
    remember(response, signed_by(request, form))
    return response


async def _checked(request: Request) -> FormData:
    """The form, if it may do something.

    Raises:
        Refusal: nothing may be written, or the form is not one of ours.
    """
    if request.app.state.settings.read_only:
        raise Refusal(
            403, "read-only", "This reading room only shows what its store holds.", "Start it without --read-only."
        )
    async with request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=_MOST_BYTES) as form:
        check_form(request, form.get("form_token"))
        return FormData(form.multi_items())


async def _act(request: Request, make: Callable[[SqliteStore, FormData, str], tuple[Entry, str]]) -> Response:
    form = await _checked(request)
    by = signed_by(request, form)
    target = await run_in_threadpool(_keep, request, form, by, make)
    response = RedirectResponse(target, 303)
    remember(response, by)
    return response


def _keep(
    request: Request, form: FormData, by: str, make: Callable[[SqliteStore, FormData, str], tuple[Entry, str]]
) -> str:
    with store.open(request.app.state.settings.store, mode="write") as kept:
        entry, target = make(kept, form, by)
        kept.review([entry])
    return target


def _judge(kept: SqliteStore, form: FormData, by: str) -> tuple[Entry, str]:
    finding, verdict = text(form, "finding"), text(form, "verdict")
    make = {"accept": changes.accept, "reject": changes.reject}.get(verdict)
    if make is None:
        raise Refusal(400, "verdict", "A finding is accepted or rejected.")
    document = _document(kept, finding)
    return make(kept.reviewed(document), finding, _signed(kept, document, form, by)), way_back(form)


def _edit(kept: SqliteStore, form: FormData, by: str) -> tuple[Entry, str]:
    finding = text(form, "finding")
    document = _document(kept, finding) if finding else kept.resolve(text(form, "document"))
    reviewed, signed = kept.reviewed(document), _signed(kept, document, form, by)
    is_event = text(form, "what") == "event"
    edit = (event_edit if is_event else statement_edit)(reviewed.record, form, kept)
    entry = changes.correct(reviewed, finding, edit, signed) if finding else changes.add(reviewed, edit, signed)
    made = entry.after.finding if entry.after else None
    target = f"/documents/{document}#{made.id}" if made else f"/documents/{document}"
    return entry, way_back(form) if text(form, "back") else target


def _entities(kept: SqliteStore, form: FormData, by: str) -> tuple[Entry, str]:
    document = kept.resolve(text(form, "document"))
    reviewed, signed = kept.reviewed(document), _signed(kept, document, form, by)
    what = text(form, "what")
    if what == "split":
        entry = split(reviewed, text(form, "entity"), texts(form, "mention"), text(form, "name"), signed)
    elif what == "correct":
        entry = correct_entity(reviewed, text(form, "entity"), entity_edit(form), signed)
    else:
        entry = merge(reviewed, texts(form, "entity"), signed)
    return entry, f"/review/entities?document={document}"


def _withdraw(kept: SqliteStore, form: FormData, by: str) -> tuple[Entry, str]:
    entry = kept.entry(text(form, "entry"))
    return changes.withdraw(entry, _signed(kept, entry.document_id, form, by)), way_back(form)


def _document(kept: SqliteStore, finding: str) -> str:
    document = document_of(kept, finding)
    if document is None:
        raise NotInStoreError(finding[:80])
    return document


def _signed(kept: SqliteStore, document: str, form: FormData, by: str) -> Signed:
    return Signed(by, moment(kept.entries(document), dt.datetime.now(dt.UTC)), text(form, "note"))
