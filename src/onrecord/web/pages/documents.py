"""Reports: the list of them, the latest first, and one with its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

from msgspec import Meta, Struct
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from onrecord.errors import NotInStoreError, QueryError
from onrecord.model import Act, Record, Span, StatementKind, to_json
from onrecord.review.telling import told
from onrecord.views.documents import DocumentView, documents
from onrecord.views.statements import StatementView, statements
from onrecord.web.answers import Limit, Offset, Words, answer, open_store, parameters
from onrecord.web.report import paragraphs
from onrecord.web.review_forms import reviewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from onrecord.model import Event, Statement
    from onrecord.review import Reviewed

Shown = Literal["all", "statements", "events", "none"]


class ListParameters(Struct, frozen=True, kw_only=True):
    """What the list of reports is asked for: words of their titles and texts, and how many."""

    words: Words = ""
    limit: Limit = 50
    offset: Offset = 0


class ReportParameters(Struct, frozen=True, kw_only=True):
    """Which findings of a report are marked, and a passage to point out."""

    show: Shown = "all"
    speaker: Words = ""
    kind: StatementKind | Literal[""] = ""
    act: Act | Literal[""] = ""
    span: Annotated[str, Meta(pattern="^[0-9]{1,9}-[0-9]{1,9}$")] = ""


def documents_page(request: Request) -> Response:
    """Reports, the latest first; those with certain words when some are given."""
    asked = parameters(request, ListParameters)
    with open_store(request) as reader:
        page = documents(reader, words=asked.words, limit=asked.limit, offset=asked.offset)
    return answer(
        request, "documents.html", data=page, rows=page.rows, row_type=DocumentView,
        title="Reports", asked=asked, page=page,
    )  # fmt: skip


def document_page(request: Request) -> Response:
    """One report: its text with the findings marked, and its metadata."""
    asked = parameters(request, ReportParameters)
    with open_store(request) as reader:
        reviewed = reader.reviewed(reader.resolve(request.path_params["id"]))
        record = reviewed.record
        versions = reader.versions(record.document.key) if record.document.key else ()
    return report_answer(request, record, asked, versions=versions, reviewed=reviewed)


def statement_page(request: Request) -> Response:
    """Leads to the statement in its report."""
    wanted = request.path_params["id"]
    with open_store(request) as reader:
        rows = reader.select("SELECT document_id FROM statements WHERE id = ?", (wanted,))
    if not rows:
        raise NotInStoreError(wanted)
    return RedirectResponse(f"/documents/{rows[0][0]}#{wanted}", 303)


def report_answer(
    request: Request,
    record: Record,
    asked: ReportParameters,
    *,
    versions: Sequence[str] = (),
    reviewed: Reviewed | None = None,
) -> Response:
    """A record as page, JSON (whole), CSV (its statements), or its text alone with `format=txt`.

    Args:
        request: what was asked.
        record: the report.
        asked: what of it is shown.
        versions: ids of the report's versions.
        reviewed: what became of its findings by review; None for a report that is not kept.
    """
    form = request.query_params.get("format", "html")
    if form == "json":
        return Response(to_json(record), media_type="application/json")
    if form == "txt":
        return PlainTextResponse(record.document.text)
    said, done = _chosen(record, asked)
    return answer(
        request, "report.html",
        data=None,
        rows=statements(record) if form == "csv" else (),
        row_type=StatementView,
        command=("onrecord", "show", record.document.id),
        title=record.document.title or "Report",
        record=record,
        stored=reviewed is not None,
        judged={f.finding.id: f for f in reviewed.findings} if reviewed else {},
        rejected=[f for f in reviewed.findings if f.status == "rejected"] if reviewed else [],
        stale=reviewed.stale if reviewed else (),
        told=told,
        by=reviewer(request),
        asked=asked,
        versions=[v for v in versions if v != record.document.id],
        paragraphs=paragraphs(record, statements=said, events=done, linked=_span(asked.span, record)),
        names={e.id: e.name for e in record.entities},
        speakers=sorted({name for s in record.statements for name in record.speakers(s)}, key=str.casefold),
        kinds=[k for k in get_args(StatementKind) if any(s.kind == k for s in record.statements)],
        acts=[a for a in get_args(Act) if any(s.act == a for s in record.statements)],
        shown=len(said) + len(done),
    )  # fmt: skip


def _chosen(record: Record, asked: ReportParameters) -> tuple[list[Statement], list[Event]]:
    """The statements and events that the filters let through."""
    said = [
        s
        for s in record.statements
        if asked.show in {"all", "statements"}
        and (not asked.speaker or asked.speaker in record.speakers(s))
        and asked.kind in {"", s.kind}
        and asked.act in {"", s.act}
    ]
    by_speech = bool(asked.speaker or asked.kind or asked.act)
    ids = {s.id for s in said}
    done = [
        e
        for e in record.events
        if asked.show in {"all", "events"} and (not by_speech or (e.within and e.within in ids))
    ]
    return said, done


def _span(words: str, record: Record) -> Span | None:
    if not words:
        return None
    start, end = (int(number) for number in words.split("-"))
    if not start < end <= len(record.document.text):
        raise QueryError(words, f"is no passage of the report, which has {len(record.document.text)} code points")
    return Span(start, end)
