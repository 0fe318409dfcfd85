"""What a reviewer's forms hold: who it is, and what a finding is to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar, get_args
from urllib.parse import quote, unquote

import msgspec

from onrecord.errors import QueryError, ReviewError
from onrecord.model import Act, EntityKind, Evidence, Modality, Span, StatementKind
from onrecord.review import Who
from onrecord.review.changes import EventEdit, StatementEdit
from onrecord.review.entity_changes import EntityEdit
from onrecord.review.entry import check_name, who
from onrecord.views.actors import actors
from onrecord.views.countries import country_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from onrecord.model import Record
    from onrecord.store import Reader

REVIEWER_COOKIE = "onrecord_reviewer"
_YEAR = 365 * 24 * 3600
_PASSAGE = re.compile(r"(?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9})(?:\s+(?P<words>.*))?", re.ASCII | re.DOTALL)
_BACK = re.compile(r"/(?:review|documents)(?:[/?#][!-~]*)?", re.ASCII)
_MOST_ACTORS = 50

K = TypeVar("K")


def reviewer(request: Request) -> str:
    """The name that this browser gave; empty when it gave none, or one that cannot be a name."""
    try:
        return check_name(unquote(request.cookies.get(REVIEWER_COOKIE, "")))
    except ReviewError:
        return ""


def remember(response: Response, name: str) -> None:
    """Keeps a reviewer's name in the browser."""
    response.set_cookie(REVIEWER_COOKIE, quote(name), max_age=_YEAR, httponly=True, samesite="strict")


def signed_by(request: Request, form: FormData) -> str:
    """The name in a form, or else the one that the browser keeps.

    Raises:
        ReviewError: there is neither, or it cannot be a name.
    """
    return check_name(text(form, "by") or reviewer(request))


def text(form: FormData, name: str) -> str:
    """What was typed into a field; empty for a file or nothing."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> list[str]:
    """What was typed into fields of one name, without those left empty."""
    return [value.strip() for value in form.getlist(name) if isinstance(value, str) and value.strip()]


def way_back(form: FormData) -> str:
    """The page of ours that a form came from; the queue when it says anything else."""
    asked = text(form, "back")
    return asked if _BACK.fullmatch(asked) else "/review"


def statement_edit(record: Record, form: FormData, reader: Reader) -> StatementEdit:
    """The statement that a form asks for.

    Raises:
        ReviewError: words are not in the report, or a value is none of those there are.
    """
    near = _near(form)
    roles = {name: spans(record, name, text(form, name), near=near) for name in ("content", "source", "cue")}
    anchor = next((s for name in ("source", "cue", "content") for s in roles[name]), None)
    return StatementEdit(
        **roles,
        speakers=people(record, texts(form, "speaker"), reader, anchor=anchor, kind=_kind(form)),
        kind=_one_of(text(form, "kind") or "indirect", StatementKind, "kind"),
        act=_one_of(text(form, "act") or "say", Act, "act"),
        negated=bool(text(form, "negated")),
    )


def event_edit(record: Record, form: FormData, reader: Reader) -> EventEdit:
    """The event that a form asks for. Raises as `statement_edit`."""
    near = _near(form)
    roles = {n: spans(record, n, text(form, n), near=near) for n in ("trigger", "actor_words", "recipient_words")}
    kind = _kind(form)
    anchors = {side: next(iter(roles[f"{side}_words"] or roles["trigger"]), None) for side in ("actor", "recipient")}
    code, _, mode = text(form, "code").partition(" ")
    return EventEdit(
        **roles,
        type=code,
        mode=mode or None,
        contexts=tuple(dict.fromkeys(texts(form, "contexts"))),
        cameo=text(form, "cameo") or None,
        modality=_one_of(text(form, "modality") or "asserted", Modality, "modality"),
        actors=people(record, texts(form, "actor"), reader, anchor=anchors["actor"], kind=kind),
        recipients=people(record, texts(form, "recipient"), reader, anchor=anchors["recipient"], kind=kind),
    )


def entity_edit(form: FormData) -> EntityEdit:
    """What a form says of an entity.

    Raises:
        QueryError: the country is none, or the kind is none of those there are.
    """
    country = text(form, "country")
    return EntityEdit(
        name=text(form, "name"),
        kind=_one_of(text(form, "kind"), EntityKind, "kind of an entity"),
        country=country_code(country) if country else None,
        sectors=tuple(dict.fromkeys(text(form, "sectors").upper().replace(",", " ").split())),
        ref=text(form, "ref") or None,
    )


def spans(record: Record, role: str, asked: str, *, near: int = 0) -> tuple[Span, ...]:
    """The passages that a field names, one on each line.

    A line is `start-end` in code points of the text, with or without the words that stand there; or words alone, which
    mean the passage of these words that is nearest to `near`.

    Raises:
        ReviewError: a line is not in the report.
    """
    return tuple(_span(record, role, line.strip(), near) for line in asked.splitlines() if line.strip())


def _span(record: Record, role: str, line: str, near: int) -> Span:
    body, match = record.document.text, _PASSAGE.fullmatch(line)
    if match and int(match["start"]) < int(match["end"]) <= len(body):
        span = Span(int(match["start"]), int(match["end"]))
        told = " ".join(body[span.start : span.end].split())
        if not match["words"] or " ".join(match["words"].split()) == told:
            return span
    pattern = r"\s+".join(map(re.escape, line.split()))
    found = [Span(*m.span()) for m in re.finditer(pattern, body)]
    if not found:
        raise ReviewError(f"{role} {line[:80]!r}", "these words are not in the report")
    return min(found, key=lambda s: abs(s.start - near))


def passages(record: Record, evidence: Sequence[Evidence | Span]) -> str:
    """The lines of a field for these words; `spans` reads them."""
    body = record.document.text
    places = [e.span if isinstance(e, Evidence) else e for e in evidence]
    return "\n".join(f"{s.start}-{s.end} {' '.join(body[s.start : s.end].split())}" for s in places)


def people(
    record: Record, names: Sequence[str], reader: Reader, *, anchor: Span | None, kind: EntityKind
) -> tuple[Who, ...]:
    """Those whom names or ids mean: entities of the report, actors of other reports, or somebody new.

    Args:
        record: the report.
        names: as typed; in any case.
        reader: the store, for actors of other reports.
        anchor: where in the text somebody new is meant.
        kind: of somebody new.
    """
    return tuple(dict.fromkeys(_person(record, name, reader, anchor, kind) for name in names))


def _person(record: Record, name: str, reader: Reader, anchor: Span | None, kind: EntityKind) -> Who:
    for entity in record.entities:
        if name == entity.id or name.casefold() in {entity.name.casefold(), (entity.ref or "").casefold()}:
            return who(record, entity)
    if anchor is None:
        raise ReviewError(name[:80], "is nowhere in the report; give the words that mean it")
    words = (Evidence.of(record.document.text, anchor.start, anchor.end),)
    for actor in actors(reader, name=name, limit=_MOST_ACTORS).rows:
        if actor.name.casefold() == name.casefold():
            return Who(
                id="", kind=_one_of(actor.kind, EntityKind, "kind"), name=actor.name, words=words, mentioned=False,
                ref=actor.ref, country=actor.country, sectors=(actor.sector,) if actor.sector else (),
            )  # fmt: skip
    return Who(id="", kind=kind, name=name, words=words, mentioned=False)


def _kind(form: FormData) -> EntityKind:
    return _one_of(text(form, "new_kind") or "person", EntityKind, "kind of an entity")


def _near(form: FormData) -> int:
    near = text(form, "near")
    return int(near) if re.fullmatch("[0-9]{1,9}", near, re.ASCII) else 0


def _one_of(value: str, kinds: type[K] | object, noun: str) -> K:
    """A value that is one of a Literal's.

    Raises:
        QueryError: it is another.
    """
    if value not in get_args(kinds):
        raise QueryError(value[:80], f"is no {noun}; there are {', '.join(get_args(kinds))}")
    return msgspec.convert(value, kinds)
