"""What the log of reviews is made of: one entry for each thing a reviewer said of a finding.

An entry is bound to words, not to a reading: it names the report's text by its hash, and its finding by where the
finding's words stand. A newer model reads the same text anew, and the entry holds for what it finds.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from onrecord.errors import ReviewError, VerifyError
from onrecord.model import Entity, EntityKind, Event, Evidence, Record, Statement, make_id, spans_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.model import Document

Action = Literal["accept", "reject", "correct", "add", "merge", "split", "withdraw"]
TargetKind = Literal["statement", "event", "entity", "entry"]

#: Longest name of a reviewer, and longest note, in code points.
MAX_NAME, MAX_NOTE = 80, 2_000

_LETTERS: dict[TargetKind, str] = {"statement": "s", "event": "e"}
#: What is done to which kind of target.
_ACTIONS: dict[TargetKind, frozenset[Action]] = {
    "statement": frozenset({"accept", "reject", "correct", "add"}),
    "event": frozenset({"accept", "reject", "correct", "add"}),
    "entity": frozenset({"correct", "merge", "split"}),
    "entry": frozenset({"withdraw"}),
}


class Who(Struct, frozen=True, forbid_unknown_fields=True):
    """An entity, told so that it is known again in another reading of the same text.

    Attributes:
        id: its id in the reading that the reviewer saw; empty for somebody new.
        kind: person, organisation and so on.
        name: its name.
        words: where it is mentioned; at least one.
        mentioned: whether `words` are mentions of it as read; otherwise they only say where in the text it is meant.
        ref: key that is the same in every document, when known.
        country: country code, when known.
        sectors: PLOVER sector codes.
    """

    id: str
    kind: EntityKind
    name: str
    words: Annotated[tuple[Evidence, ...], Meta(min_length=1)]
    mentioned: bool = True
    ref: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()


class Version(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding as it was at one moment.

    Attributes:
        statement: the statement, when it is one.
        event: the event, when it is one.
        entities: those that the finding refers to; or those that are corrected, merged or split.
    """

    statement: Statement | None = None
    event: Event | None = None
    entities: tuple[Who, ...] = ()

    @property
    def finding(self) -> Statement | Event | None:
        """The statement or event."""
        return self.statement or self.event


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the log. Nothing in it is changed afterwards; another entry withdraws it.

    Attributes:
        id: hash of everything else.
        at: when, UTC.
        by: the reviewer's name.
        document_id: the report.
        document_key: what stays the same when the report is edited.
        text_sha256: SHA-256 of the text that the reviewer saw.
        action: what was done.
        kind: of the target.
        target: id of the finding as it was predicted or first added, of the entity, or of the entry withdrawn.
        words: where the words of that finding stand, as in its id: three lists of spans with slashes between them.
        before: as it was; None for what was added.
        after: as it is to be; None for what was rejected.
        note: why, in the reviewer's words.
    """

    id: str
    at: dt.datetime
    by: str
    document_id: str
    document_key: str | None
    text_sha256: str
    action: Action
    kind: TargetKind
    target: str
    words: str = ""
    before: Version | None = None
    after: Version | None = None
    note: str = ""


def identified(entry: Entry) -> Entry:
    """The entry with the id that its content has."""
    return msgspec.structs.replace(entry, id=entry_id(entry))


def entry_id(entry: Entry) -> str:
    """The id of an entry: a hash of all that it says."""
    said = msgspec.structs.replace(entry, id="")
    return make_id("r", msgspec.json.encode(said, order="deterministic").decode())


def words_key(finding: Statement | Event) -> str:
    """Where the words of a finding stand: with its document and kind, its identity."""
    if isinstance(finding, Statement):
        roles = (finding.source, finding.cue, finding.content)
    else:
        roles = (finding.trigger, finding.actor_words, finding.recipient_words)
    return "/".join(map(spans_key, roles))


def finding_id(kind: TargetKind, document_id: str, words: str) -> str:
    """The id of a finding of a document whose words stand where `words_key` says."""
    return make_id(_LETTERS[kind], document_id, *words.split("/"))


def kind_of(finding: Statement | Event) -> TargetKind:
    """What a finding is called in the log."""
    return "statement" if isinstance(finding, Statement) else "event"


def who(record: Record, entity: Entity) -> Who:
    """An entity of a record, told for the log."""
    mentions = {m.id: m.evidence for m in record.mentions}
    return Who(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        words=tuple(mentions[i] for i in entity.mentions),
        ref=entity.ref,
        country=entity.country,
        sectors=entity.sectors,
    )


def version(record: Record, finding: Statement | Event, extra: Iterable[Who] = ()) -> Version:
    """A finding of a record, told for the log with the entities that it refers to.

    Args:
        record: the record that has these entities.
        finding: the statement or event.
        extra: entities that the record does not have.
    """
    known = {each.id: each for each in extra}
    entities = {e.id: e for e in record.entities}
    told = [known[i] if i in known else who(record, entities[i]) for i in dict.fromkeys(_referred(finding))]
    if isinstance(finding, Statement):
        return Version(statement=finding, entities=tuple(told))
    return Version(event=finding, entities=tuple(told))


def _referred(finding: Statement | Event) -> Iterator[str]:
    """Ids of the entities that a finding refers to."""
    if isinstance(finding, Statement):
        yield from (*finding.speaker, *finding.about)
    else:
        yield from (*finding.actor, *finding.recipient, *((finding.place,) if finding.place else ()))


def check_name(name: str) -> str:
    """A reviewer's name without blanks around it.

    Raises:
        ReviewError: it is empty, too long, or has characters that cannot be seen.
    """
    trimmed = name.strip()
    if not 0 < len(trimmed) <= MAX_NAME or not trimmed.isprintable():
        raise ReviewError("reviewer", f"a name has 1 to {MAX_NAME} visible characters")
    return trimmed


def check_note(note: str) -> str:
    """A note without blanks around it.

    Raises:
        ReviewError: it is too long, or holds half of a surrogate pair.
    """
    trimmed = note.replace("\r\n", "\n").strip()
    if len(trimmed) > MAX_NOTE or any("\ud800" <= c <= "\udfff" for c in trimmed):
        raise ReviewError("note", f"has more than {MAX_NOTE} characters, or some that no encoding holds")
    return trimmed


def faults(entry: Entry) -> Iterator[VerifyError]:
    """Every fault of an entry by itself: its id, its target, and the words it quotes against each other."""
    if entry.id != (due := entry_id(entry)):
        yield VerifyError(entry.id, f"its content has the id {due}")
    if entry.at.tzinfo is None:
        yield VerifyError(entry.id, "its time has no zone")
    if entry.action not in _ACTIONS[entry.kind]:
        yield VerifyError(entry.id, f"{entry.action} is not done to an {entry.kind}")
    elif entry.kind in _LETTERS:
        yield from _finding_faults(entry)
    elif entry.kind == "entity" and (entry.before is None or entry.after is None or not entry.after.entities):
        yield VerifyError(entry.id, "does not say which entities")


def _finding_faults(entry: Entry) -> Iterator[VerifyError]:
    if entry.words.count("/") != _ROLES - 1 or entry.target != finding_id(entry.kind, entry.document_id, entry.words):
        yield VerifyError(entry.id, f"its target {entry.target} is not at its words")
    due = {"accept": (True, True), "correct": (True, True), "reject": (True, False), "add": (False, True)}
    for told, needed in zip((entry.before, entry.after), due[entry.action], strict=True):
        if (told is not None) != needed or (told and (told.finding is None or kind_of(told.finding) != entry.kind)):
            yield VerifyError(entry.id, f"does not tell the {entry.kind} as it was before and after")
        elif (
            told
            and told.finding
            and told.finding.id != finding_id(entry.kind, entry.document_id, words_key(told.finding))
        ):
            yield VerifyError(entry.id, f"tells a finding whose id {told.finding.id} is not that of its words")


_ROLES = 3  # lists of spans in the identity of a finding


def in_force(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that no later one withdraws, the oldest first; withdrawals themselves are left out."""
    gone: set[str] = set()
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.at, e.id), reverse=True):
        if entry.id in gone:
            continue
        if entry.action == "withdraw":
            gone.add(entry.target)
        else:
            kept.append(entry)
    return tuple(reversed(kept))


def is_about(entry: Entry, document: Document) -> bool:
    """Whether an entry was made for this report, in this or another version of it."""
    return entry.document_id == document.id or bool(entry.document_key and entry.document_key == document.key)
