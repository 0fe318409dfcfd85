"""Entries for the log, made from what a reviewer asks for and checked against the report."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord import verify
from onrecord.errors import ReviewError, VerifyError
from onrecord.lexicon.codebook import load_codebook
from onrecord.model import (
    Act,
    Event,
    Evidence,
    Modality,
    PloverCode,
    Provenance,
    Span,
    Statement,
    StatementKind,
    event_id,
    statement_id,
)
from onrecord.review.apply import apply
from onrecord.review.entry import (
    Entry,
    Version,
    Who,
    check_name,
    check_note,
    identified,
    kind_of,
    version,
    who,
    words_key,
)
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Document, Entity, Record
    from onrecord.review.apply import Found, Reviewed
    from onrecord.review.entry import Action

#: More pieces than this no finding has.
MAX_PIECES = 50


class Signed(Struct, frozen=True):
    """Who says something of a finding, when, and why."""

    by: str
    at: dt.datetime
    note: str = ""


class StatementEdit(Struct, frozen=True):
    """What a reviewer can say of a statement; spans of the report's text, `speakers` as entities."""

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    speakers: tuple[Who, ...] = ()
    kind: StatementKind = "indirect"
    act: Act = "say"
    negated: bool = False


class EventEdit(Struct, frozen=True):
    """What a reviewer can say of an event; spans of the report's text, codes as in the codebook."""

    trigger: tuple[Span, ...]
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    modality: Modality = "asserted"
    actors: tuple[Who, ...] = ()
    recipients: tuple[Who, ...] = ()
    actor_words: tuple[Span, ...] = ()
    recipient_words: tuple[Span, ...] = ()


def accept(reviewed: Reviewed, id_: str, signed: Signed) -> Entry:
    """The entry that a finding is right as it is.

    Raises:
        ReviewError: there is no such finding, it is rejected, or name or note cannot be taken down.
    """
    found = _present(reviewed, id_)
    told = version(reviewed.record, found.finding)
    return _entry(reviewed, found, "accept", (told, told), signed)


def reject(reviewed: Reviewed, id_: str, signed: Signed) -> Entry:
    """The entry that a finding is wrong. Raises as `accept`."""
    found = _present(reviewed, id_)
    return _entry(reviewed, found, "reject", (version(reviewed.record, found.finding), None), signed)


def correct(reviewed: Reviewed, id_: str, edit: StatementEdit | EventEdit, signed: Signed) -> Entry:
    """The entry that a finding is to be otherwise.

    Raises:
        ReviewError: as for `accept`; or what is asked for is no finding of this report, or is there already.
    """
    found = _present(reviewed, id_)
    after = _edited(reviewed.record, edit, found.finding)
    _check_free(reviewed, after, found)
    told = version(reviewed.record, found.finding)
    return checked(reviewed, _entry(reviewed, found, "correct", (told, after), signed))


def add(reviewed: Reviewed, edit: StatementEdit | EventEdit, signed: Signed) -> Entry:
    """The entry for a finding that was missed. Raises as `correct`."""
    after = _edited(reviewed.record, edit, None)
    _check_free(reviewed, after, None)
    made = after.finding
    assert made is not None  # noqa: S101 (an edit makes a finding)
    return checked(
        reviewed,
        signed_entry(
            reviewed, signed, action="add", kind=kind_of(made), target=made.id, words=words_key(made), after=after
        ),
    )


def withdraw(entry: Entry, signed: Signed) -> Entry:
    """The entry that takes another one back.

    Raises:
        ReviewError: name or note cannot be taken down, or the time is not after that of the entry.
    """
    if signed.at <= entry.at:
        raise ReviewError(entry.id, "is not older than its withdrawal; see that the clock is right")
    return identified(
        Entry(
            id="", at=signed.at, by=check_name(signed.by), document_id=entry.document_id,
            document_key=entry.document_key, text_sha256=entry.text_sha256, action="withdraw", kind="entry",
            target=entry.id, note=check_note(signed.note),
        )
    )  # fmt: skip


def moment(entries: Iterable[Entry], now: dt.datetime) -> dt.datetime:
    """The time of a new entry: now, or just after the latest of those given when a clock ran ahead of this one."""
    latest = max((e.at for e in entries), default=now - _LEAST)
    return max(now, latest + _LEAST)


_LEAST = dt.timedelta(microseconds=1)


def known(record: Record, entity_id: str) -> Who:
    """An entity of a record as somebody to choose.

    Raises:
        ReviewError: the record has none with this id.
    """
    return who(record, entity_of(record, entity_id))


def entity_of(record: Record, id_: str) -> Entity:
    """An entity of a record.

    Raises:
        ReviewError: the record has none with this id.
    """
    try:
        return record.entity(id_)
    except KeyError:
        raise ReviewError(id_[:80], "is no entity of the report") from None


def _present(reviewed: Reviewed, id_: str) -> Found:
    found = reviewed.of(id_)
    if found is None:
        raise ReviewError(id_[:80], "is no finding of the report")
    if found.status == "rejected":
        raise ReviewError(id_, "is rejected; withdraw that first")
    return found


def _check_free(reviewed: Reviewed, after: Version, found: Found | None) -> None:
    """Sees that no other finding has the words that one is to have."""
    made = after.finding
    other = reviewed.of(made.id) if made else None
    if other is not None and (found is None or other.root != found.root):
        state = "rejected; withdraw that" if other.status == "rejected" else "there; correct that one"
        raise ReviewError(other.finding.id, f"a finding with these words is already {state}")


def _entry(
    reviewed: Reviewed, found: Found, action: Action, told: tuple[Version, Version | None], signed: Signed
) -> Entry:
    kind = kind_of(found.finding)
    return signed_entry(
        reviewed, signed, action=action, kind=kind, target=found.root, words=found.words, before=told[0], after=told[1]
    )


def signed_entry(reviewed: Reviewed, signed: Signed, **said: object) -> Entry:
    """An entry on a report with its id.

    Raises:
        ReviewError: name or note cannot be taken down.
    """
    document = reviewed.record.document
    return identified(
        Entry(
            id="", at=signed.at, by=check_name(signed.by), document_id=document.id, document_key=document.key,
            text_sha256=document.origin.text_sha256, note=check_note(signed.note), **said,  # type: ignore[arg-type] # checked by `_checked` and `faults`
        )
    )  # fmt: skip


def checked(reviewed: Reviewed, entry: Entry) -> Entry:
    """The entry, if the record still holds when it is applied.

    Raises:
        ReviewError: it does not.
    """
    try:
        verify.check(apply(reviewed.record, [entry]).record)
    except VerifyError as error:
        raise ReviewError(entry.target, f"the record would not hold: {error}") from error
    return entry


def _edited(record: Record, edit: StatementEdit | EventEdit, base: Statement | Event | None) -> Version:
    if isinstance(edit, StatementEdit):
        if isinstance(base, Event):
            raise ReviewError(base.id, "is an event and not a statement")
        return _edited_statement(record, edit, base)
    if isinstance(base, Statement):
        raise ReviewError(base.id, "is a statement and not an event")
    return _edited_event(record, edit, base)


def _edited_statement(record: Record, edit: StatementEdit, base: Statement | None) -> Version:
    document = record.document
    if not edit.content:
        raise ReviewError("content", "a statement has words of content")
    source, cue, content = (
        _evidence(document, name, spans)
        for name, spans in (("source", edit.source), ("cue", edit.cue), ("content", edit.content))
    )
    speakers, extra = _people(edit.speakers, "speaker")
    id_ = statement_id(document.id, source, cue, content)
    made = (
        Statement(
            id=id_, document_id=document.id, kind=edit.kind, source=source, speaker=speakers, cue=cue, content=content,
            act=edit.act, negated=edit.negated, confidence=1.0, provenance=_BY_HAND,
        )
        if base is None
        else replace(
            base, id=id_, kind=edit.kind, source=source, speaker=speakers, cue=cue, content=content, act=edit.act,
            negated=edit.negated,
        )
    )  # fmt: skip
    return version(record, made, extra)


def _edited_event(record: Record, edit: EventEdit, base: Event | None) -> Version:
    document = record.document
    if not edit.trigger:
        raise ReviewError("trigger", "an event has words that tell it")
    trigger, actor_words, recipient_words = (
        _evidence(document, name, spans)
        for name, spans in (
            ("trigger", edit.trigger), ("actor words", edit.actor_words), ("recipient words", edit.recipient_words),
        )
    )  # fmt: skip
    actors, extra = _people(edit.actors, "actor")
    recipients, more = _people(edit.recipients, "recipient", after=len(extra))
    book, code = load_codebook(), PloverCode(edit.type, edit.mode or None, edit.contexts)
    if code.type not in book.types or (code.mode and (code.type, code.mode) not in book.modes):
        raise ReviewError(f"{code.type} {code.mode or ''}".strip()[:80], "is no PLOVER type with this mode")
    if unknown := set(code.contexts) - set(book.contexts):
        raise ReviewError(", ".join(sorted(unknown))[:80], "is no PLOVER context")
    if edit.cameo and edit.cameo not in book.cameo:
        raise ReviewError(edit.cameo[:80], "is no CAMEO code")
    values = {
        "id": event_id(document.id, trigger, actor_words, recipient_words), "trigger": trigger, "actor": actors,
        "recipient": recipients, "actor_words": actor_words, "recipient_words": recipient_words, "plover": code,
        "cameo": edit.cameo or None, "goldstein": book.cameo[edit.cameo].goldstein if edit.cameo else None,
        "score": book.score(code.type, code.mode), "quad": book.types[code.type].quad, "modality": edit.modality,
    }  # fmt: skip
    if base is None:
        made = Event(document_id=document.id, confidence=1.0, provenance=_BY_HAND, **values)  # type: ignore[arg-type] # of the fields' types, see above
    else:
        made = replace(base, **values)
    return version(record, made, (*extra, *more))


#: Of a finding that is not yet in the log; applying it names the entry.
_BY_HAND = Provenance(stage="review", rule="add", version=__version__)


def _people(told: Sequence[Who], role: str, *, after: int = 0) -> tuple[tuple[str, ...], list[Who]]:
    """Ids for those chosen, and the same with these ids; somebody new gets one that only the entry knows."""
    named = [w if w.id else replace(w, id=f"new-{after + number}") for number, w in enumerate(told, 1)]
    if len(named) > MAX_PIECES:
        raise ReviewError(role, f"there are more than {MAX_PIECES}")
    for each in named:
        if not each.name.strip() or not each.name.isprintable():
            raise ReviewError(role, "a name has visible characters")
    return tuple(dict.fromkeys(w.id for w in named)), list(named)


def _evidence(document: Document, role: str, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    """The words of a role, in text order and without overlaps.

    Raises:
        ReviewError: there are too many, or they overlap, are blank or lie beyond the text.
    """
    if len(spans) > MAX_PIECES:
        raise ReviewError(role, f"has more than {MAX_PIECES} pieces")
    made: list[Evidence] = []
    for span in sorted(spans):
        if span.end > len(document.text) or (made and span.start < made[-1].span.end):
            raise ReviewError(f"{role} {span.start}-{span.end}", "overlaps another piece or lies beyond the text")
        made.append(Evidence.of(document.text, span.start, span.end))
        if not made[-1].exact.strip():
            raise ReviewError(f"{role} {span.start}-{span.end}", "is blank")
    return tuple(made)
