"""Review: the queue, one finding with its form, entities, the log, and how far reviewers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec import Struct

from onrecord.errors import NotInStoreError, QueryError
from onrecord.lexicon.codebook import load_codebook
from onrecord.model import Act, Entity, EntityKind, Event, Modality, Record, Statement, StatementKind
from onrecord.review.agreement import Agreement, agreements
from onrecord.review.telling import changes
from onrecord.views.page import Page
from onrecord.views.reviews import (
    Doubtful,
    LogRow,
    Progress,
    document_of,
    log,
    log_rows,
    place,
    progress,
    queue,
)
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, parameters
from onrecord.web.report import paragraphs
from onrecord.web.review_forms import passages, reviewer, spans

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from onrecord.review import Entry, Found
    from onrecord.store import SqliteStore

_AROUND = 240  # code points of the report shown on each side of a finding in the queue


class QueueParameters(Struct, frozen=True, kw_only=True):
    """Which findings are to be looked at."""

    kind: Literal["", "statement", "event"] = ""
    status: Literal["predicted", "checked", "corrected", "added"] = "predicted"
    document: Words = ""
    limit: Limit = 10
    offset: Offset = 0
    after: Words = ""
    before: Words = ""


class NewParameters(Struct, frozen=True, kw_only=True):
    """What a missed finding is: in which report, of which kind, and its words as passages if they were selected."""

    document: Words
    kind: Literal["statement", "event"] = "statement"
    words: Words = ""


class EntitiesParameters(Struct, frozen=True, kw_only=True):
    """Of which report."""

    document: Words


class LogParameters(Struct, frozen=True, kw_only=True):
    """Which entries."""

    document: Words = ""
    finding: Words = ""
    by: Words = ""
    limit: Limit = 50
    offset: Offset = 0


class Queue(Struct, frozen=True):
    """A page of findings to look at, and how far the review is."""

    page: Page[Doubtful]
    progress: Progress


class Context(Struct, frozen=True):
    """A finding's words with what stands around them."""

    before: str
    words: str
    after: str


class Mentioned(Struct, frozen=True):
    """An entity with its mentions: ids and words."""

    entity: Entity
    mentions: tuple[tuple[str, str], ...]


def queue_page(request: Request) -> Response:
    """What nobody looked at, the most doubtful first."""
    asked = parameters(request, QueueParameters)
    by = reviewer(request)
    with open_store(request) as reader:
        document = reader.resolve(asked.document) if asked.document else ""
        page = queue(
            reader, kind=asked.kind, status=asked.status, document=document, limit=asked.limit, offset=asked.offset,
            after=asked.after, before=asked.before,
        )  # fmt: skip
        found = Queue(page, progress(reader))
        contexts = _contexts(reader, page)
        own = log(reader, by=by, limit=1).rows if by else ()
    return answer(
        request, "review.html",
        data=found, rows=page.rows, row_type=Doubtful, command=("onrecord", "review", "list"),
        title="Review", asked=asked, page=page,
        ends=[place(row) for row in (*page.rows[:1], *page.rows[-1:])],
        progress=found.progress, contexts=contexts, by=by, last=own[0] if own else None,
    )  # fmt: skip


def finding_page(request: Request) -> Response:
    """One finding: what became of it, the form to change it, and its history."""
    wanted = request.path_params["id"]
    with open_store(request) as reader:
        document = document_of(reader, wanted)
        if document is None:
            raise NotInStoreError(wanted)
        reviewed = reader.reviewed(document)
        found = reviewed.of(wanted)
        page = log(reader, finding=found.root if found else wanted, limit=500)
        history = log_rows(reader, page)
    record = reviewed.record
    return _form_answer(
        request, record, found.finding if found else None,
        kind="event" if wanted.startswith("e-") else "statement", found=found, history=history, entries=page.rows,
    )  # fmt: skip


def new_page(request: Request) -> Response:
    """The form for a missed finding."""
    asked = parameters(request, NewParameters)
    with open_store(request) as reader:
        record = reader.record(reader.resolve(asked.document))
    words = passages(record, spans(record, "words", asked.words)) if asked.words else ""
    return _form_answer(request, record, None, kind=asked.kind, words=words)


def _form_answer(  # noqa: PLR0913 (what the page shows)
    request: Request,
    record: Record,
    finding: Statement | Event | None,
    *,
    kind: str,
    found: Found | None = None,
    history: Page[LogRow] | None = None,
    entries: tuple[Entry, ...] = (),
    words: str = "",
) -> Response:
    present = found is not None and found.status != "rejected"
    book = load_codebook() if kind == "event" else None
    shown = finding if present else None
    return answer(
        request, "review_finding.html",
        data=history, rows=history.rows if history else None, row_type=LogRow,
        title="Review a finding" if finding else f"A missed {kind}",
        record=record, kind=kind, finding=finding, found=found, present=present, by=reviewer(request), words=words,
        history=history, changes={e.id: changes(e) for e in entries},
        fields=_fields(record, shown) if shown else {},
        people=_people(record, shown) if shown else {},
        paragraphs=paragraphs(
            record,
            statements=[shown] if isinstance(shown, Statement) else (),
            events=[shown] if isinstance(shown, Event) else (),
        ),
        acts=get_args(Act), kinds=get_args(StatementKind), modalities=get_args(Modality),
        entity_kinds=get_args(EntityKind),
        codes=[(t, [m for of, m in book.modes if of == t]) for t in sorted(book.types)] if book else (),
        contexts=sorted(book.contexts) if book else (),
        cameo=[(c.code, c.label) for c in book.cameo.values()] if book else (),
    )  # fmt: skip


def _fields(record: Record, finding: Statement | Event) -> dict[str, str]:
    """What the form's fields for words hold."""
    if isinstance(finding, Statement):
        roles = {"content": finding.content, "source": finding.source, "cue": finding.cue}
    else:
        roles = {
            "trigger": finding.trigger, "actor_words": finding.actor_words, "recipient_words": finding.recipient_words,
        }  # fmt: skip
    first = min(e.span.start for evidence in roles.values() for e in evidence)
    return {name: passages(record, evidence) for name, evidence in roles.items()} | {"near": str(first)}


def _people(record: Record, finding: Statement | Event) -> dict[str, list[str]]:
    names = {e.id: e.name for e in record.entities}
    if isinstance(finding, Statement):
        return {"speaker": [names[i] for i in finding.speaker]}
    return {"actor": [names[i] for i in finding.actor], "recipient": [names[i] for i in finding.recipient]}


def _contexts(reader: SqliteStore, page: Page[Doubtful]) -> dict[str, Context]:
    """The surroundings of each finding of a page."""
    records = {row.document_id: reader.record(row.document_id) for row in page.rows}
    found: dict[str, Context] = {}
    for row in page.rows:
        record = records[row.document_id]
        pieces = next((s.content for s in record.statements if s.id == row.id), ()) or next(
            (e.trigger for e in record.events if e.id == row.id), ()
        )
        if pieces:
            body, start, end = record.document.text, pieces[0].span.start, pieces[-1].span.end
            found[row.id] = Context(body[max(0, start - _AROUND) : start], body[start:end], body[end : end + _AROUND])
    return found


def entities_page(request: Request) -> Response:
    """The entities of a report with their mentions, to correct, merge or split."""
    asked = parameters(request, EntitiesParameters)
    with open_store(request) as reader:
        record = reader.record(reader.resolve(asked.document))
    words = {m.id: m.evidence.exact for m in record.mentions}
    rows = tuple(Mentioned(e, tuple((m, words[m]) for m in e.mentions)) for e in record.entities)
    return answer(
        request, "review_entities.html",
        data=rows, title="Entities", record=record, entities=rows, by=reviewer(request),
        entity_kinds=get_args(EntityKind),
        command=("onrecord", "review", "entities", record.document.id),
    )  # fmt: skip


def log_page(request: Request) -> Response:
    """Who said what of which finding, and when."""
    asked = parameters(request, LogParameters)
    with open_store(request) as reader:
        document = reader.resolve(asked.document) if asked.document else ""
        page = log(
            reader, document=document, finding=asked.finding, by=asked.by, limit=asked.limit, offset=asked.offset
        )
        rows = log_rows(reader, page)
    return answer(
        request, "review_log.html",
        data=rows, rows=rows.rows, row_type=LogRow, command=("onrecord", "review", "log"),
        title="Log of reviews", asked=asked, page=rows, by=reviewer(request),
        changes={e.id: changes(e) for e in page.rows},
    )  # fmt: skip


def agreement_page(request: Request) -> Response:
    """How far every two reviewers agree."""
    if request.query_params.get("format", "html") not in {"html", "json", "csv"}:
        raise QueryError(request.query_params["format"][:40], "is no form of this page")
    with open_store(request) as reader:
        rows = agreements(reader.entries())
    return answer(
        request, "review_agreement.html",
        data=rows, rows=rows, row_type=Agreement, command=("onrecord", "review", "agreement"),
        title="Agreement", agreements=rows,
    )  # fmt: skip
