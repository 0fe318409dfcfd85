"""The log of reviews applied to a record: what is found now, with what people said of it.

The rules, which docs/review.md tells at length:

* Of all entries on one finding the latest that was not withdrawn decides.
* A rejected finding stays out, however often it is found again. What stood in it stands in what it stood in.
* An accepted or corrected finding has the values that the reviewer saw or gave; what a reviewer cannot give (stance,
  date, venue) comes from the present reading.
* An accepted or corrected finding that is not found any more is in the record all the same, as one added.
* Entries made for another text of the same report are not applied, but told as stale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Event, Judgement, Record, ReviewStatus, Statement, event_id, statement_id
from onrecord.review.cast import Cast, by_review
from onrecord.review.entry import Entry, Version, finding_id, in_force, is_about, kind_of, words_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Document

Finding = Statement | Event


class Found(Struct, frozen=True):
    """A finding and its status.

    Attributes:
        finding: the statement or event; of a rejected one, as it was predicted.
        status: predicted, checked, corrected, added or rejected.
        root: id by which the log names it: that of the finding as it was predicted or first added.
        words: where the words of that finding stand.
        entry: the entry that decided; None for what was only predicted.
    """

    finding: Finding
    status: ReviewStatus
    root: str
    words: str
    entry: Entry | None = None


class Reviewed(Struct, frozen=True):
    """A record with its reviews applied.

    Attributes:
        record: what holds: corrected values, without what was rejected.
        findings: the statements of that record, then its events, then what was rejected.
        stale: entries in force that were made for another text of the report.
    """

    record: Record
    findings: tuple[Found, ...]
    stale: tuple[Entry, ...] = ()

    def of(self, id_: str) -> Found | None:
        """The finding with this id, now or as the log names it."""
        return next((f for f in self.findings if f.finding.id == id_), None) or next(
            (f for f in self.findings if f.root == id_), None
        )

    def only(self) -> Record:
        """The record with nothing but what a reviewer vouches for."""
        unseen = {f.finding.id for f in self.findings if f.status == "predicted"}
        return _assembled(self.record, _Placed.of(self.record), without=unseen)


def apply(record: Record, entries: Iterable[Entry]) -> Reviewed:
    """Applies a log to a record.

    A pure function. The order of `entries` does not matter, and what is applied already changes nothing.

    Args:
        record: what was found, as it was read.
        entries: of the log; those of other reports are passed over.
    """
    document = record.document
    valid = in_force(e for e in entries if is_about(e, document) or e.action == "withdraw")
    own = [_rebased(e, document) for e in valid if e.text_sha256 == document.origin.text_sha256]
    stale = tuple(e for e in valid if e.text_sha256 != document.origin.text_sha256)
    if not own:
        return Reviewed(record, _predicted(record), stale)
    cast = Cast(record)
    change = {"correct": cast.correct, "merge": cast.merge, "split": cast.split}
    for entry in own:
        if entry.kind == "entity":
            change[entry.action](entry)
    last: dict[str, Entry] = {}
    for entry in own:
        if entry.kind in {"statement", "event"}:
            last.pop(entry.target, None)
            last[entry.target] = entry
    placed = _Placed.of(record)
    placed.findings = {id_: _recast(cast, f) for id_, f in placed.findings.items()}
    for root, entry in last.items():
        _place(placed, cast, root, entry)
    cast_record = replace(record, mentions=cast.mentions(), entities=cast.entities())
    made = _assembled(cast_record, placed, without=frozenset())
    found = _found(made, placed)
    judgements = tuple(
        Judgement(f.finding.id, f.status, f.entry.by, f.entry.at, f.entry.id) for f in found if f.entry is not None
    )
    rest = _earlier(record, made, judgements)
    return Reviewed(replace(made, reviews=(*judgements, *rest)), found, stale)


def _findings(record: Record) -> Iterator[Finding]:
    yield from record.statements
    yield from record.events


def _predicted(record: Record) -> tuple[Found, ...]:
    """The findings of a record to which nothing applies; what another store's review said of them stays."""
    told = {j.of: j.status for j in record.reviews}
    return tuple(Found(f, told.get(f.id, "predicted"), f.id, words_key(f)) for f in _findings(record))


class _Placed:
    """The findings by their ids while entries are applied, and what became of ids."""

    def __init__(self, findings: dict[str, Finding], before: dict[str, Judgement]) -> None:
        self.findings = findings
        self.before = before
        self.renamed: dict[str, str] = {}
        self.gone: dict[str, Finding] = {}
        self.told: dict[str, tuple[ReviewStatus, str, Entry]] = {}
        self.rejected: dict[str, tuple[Finding, Entry]] = {}

    @classmethod
    def of(cls, record: Record) -> _Placed:
        findings: dict[str, Finding] = {f.id: f for f in _findings(record)}
        return cls(findings, {j.of: j for j in record.reviews})

    def status(self, id_: str, entry: Entry, status: ReviewStatus) -> ReviewStatus:
        """A status; that which the same entry gave when it was applied before."""
        earlier = self.before.get(id_)
        return earlier.status if earlier is not None and earlier.entry == entry.id else status

    def within(self, id_: str | None) -> str | None:
        """The id of the statement that now stands in the place of one."""
        seen: set[str] = set()
        while id_ is not None and id_ not in seen:
            seen.add(id_)
            if id_ in self.renamed:
                id_ = self.renamed[id_]
            elif id_ in self.gone:
                id_ = self.gone[id_].within
            else:
                break
        return id_ if isinstance(self.findings.get(id_ or ""), Statement) else None


def _place(placed: _Placed, cast: Cast, root: str, entry: Entry) -> None:
    """Puts what one entry says into the place of what was found."""
    predicted = placed.findings.get(root)
    if entry.after is None or entry.after.finding is None:
        earlier = placed.before.get(root)
        if predicted is not None:
            placed.gone[root] = placed.findings.pop(root)
            placed.told.pop(root, None)
            placed.rejected[root] = (predicted, entry)
        elif earlier is not None and earlier.entry == entry.id and entry.before and entry.before.finding:
            placed.rejected[root] = (entry.before.finding, entry)
        return
    told = entry.after.finding
    covered = placed.findings.get(told.id)
    base = predicted or covered
    finding = _given(base, entry, cast)
    status: ReviewStatus = "added" if base is None else "checked" if finding == base else "corrected"
    if status in {"corrected", "added"}:
        finding = replace(finding, confidence=1.0, provenance=by_review(entry))
    if predicted is not None and root != told.id:
        placed.gone[root] = placed.findings.pop(root)
        placed.renamed[root] = told.id
    placed.rejected.pop(told.id, None)
    placed.findings[told.id] = finding
    placed.told[told.id] = (placed.status(told.id, entry, status), root, entry)


def _given(base: Finding | None, entry: Entry, cast: Cast) -> Finding:
    """The finding that an entry asks for: a reviewer's values, and for the rest those of the present reading."""
    version = entry.after or Version()
    told = version.finding
    ids = {who.id: cast.find_or_make(who, entry) for who in version.entities}
    if isinstance(told, Statement):
        speaker = _ids(told.speaker, ids)
        if isinstance(base, Statement):
            return replace(
                base, id=told.id, kind=told.kind, source=told.source, cue=told.cue, content=told.content,
                speaker=speaker, act=told.act, negated=told.negated, anonymous=told.anonymous,
            )  # fmt: skip
        stance = tuple(replace(s, entity=ids[s.entity]) for s in told.stance if s.entity in ids)
        return replace(told, speaker=speaker, about=_ids(told.about, ids), stance=stance)
    assert isinstance(told, Event)  # noqa: S101 (an entry on a finding tells one)
    actor, recipient = _ids(told.actor, ids), _ids(told.recipient, ids)
    if isinstance(base, Event):
        return replace(
            base, id=told.id, trigger=told.trigger, actor=actor, recipient=recipient, actor_words=told.actor_words,
            recipient_words=told.recipient_words, plover=told.plover, cameo=told.cameo, goldstein=told.goldstein,
            score=told.score, quad=told.quad, modality=told.modality,
        )  # fmt: skip
    return replace(told, actor=actor, recipient=recipient, place=ids.get(told.place or ""))


def _ids(ids: Sequence[str], now: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(now[i] for i in ids if i in now))


def _recast(cast: Cast, finding: Finding) -> Finding:
    """A finding with the entities that its own stand for after merges and splits."""
    if isinstance(finding, Statement):
        about = tuple(dict.fromkeys(map(cast.now, finding.about)))
        stances = {cast.now(s.entity): s for s in reversed(finding.stance)}
        stance = tuple(replace(stances[i], entity=i) for i in about if i in stances)
        return replace(finding, speaker=cast.meant(finding.speaker, finding.source), about=about, stance=stance)
    return replace(
        finding,
        actor=cast.meant(finding.actor, finding.actor_words),
        recipient=cast.meant(finding.recipient, finding.recipient_words),
        place=cast.now(finding.place) if finding.place else None,
    )


def _assembled(record: Record, placed: _Placed, *, without: Iterable[str]) -> Record:
    """A record with these findings, each in its place, and with nothing that refers to one that is gone."""
    for id_ in without:
        placed.gone[id_] = placed.findings.pop(id_)
    rest = [replace(f, within=placed.within(f.within)) for f in placed.findings.values()]
    statements = _uncircled(sorted((f for f in rest if isinstance(f, Statement)), key=_first))
    events = sorted((f for f in rest if isinstance(f, Event)), key=_first)
    ids = {*placed.findings, record.document.id}
    topics = (replace(t, of=placed.renamed.get(t.of, t.of)) for t in record.topics)
    return replace(
        record,
        statements=tuple(statements),
        events=tuple(events),
        topics=tuple(t for t in topics if t.of in ids),
        reviews=tuple(j for j in record.reviews if (j.of in ids) != (j.status == "rejected")),
    )


def _first(finding: Finding) -> int:
    """The code point at which a finding begins; that of an event's trigger."""
    if isinstance(finding, Event):
        return min(e.span.start for e in finding.trigger)
    return min(e.span.start for e in (*finding.source, *finding.cue, *finding.content))


def _uncircled(statements: list[Statement]) -> list[Statement]:
    """Statements of which none lies, by way of others, within itself."""
    kept = {s.id: s for s in statements}
    for statement in statements:
        seen, here = {statement.id}, statement.within
        while here is not None and here not in seen:
            seen.add(here)
            here = kept[here].within if here in kept else None
        if here is not None:
            kept[statement.id] = replace(statement, within=None)
    return list(kept.values())


def _found(record: Record, placed: _Placed) -> tuple[Found, ...]:
    """The findings of the reviewed record with what became of them, then the rejected ones."""
    found: list[Found] = []
    for finding in _findings(record):
        if finding.id in placed.told:
            status, root, entry = placed.told[finding.id]
            found.append(Found(finding, status, root, entry.words, entry))
        else:
            earlier = placed.before.get(finding.id)
            found.append(Found(finding, earlier.status if earlier else "predicted", finding.id, words_key(finding)))
    rejected = sorted(placed.rejected.items(), key=lambda pair: (kind_of(pair[1][0]) == "event", _first(pair[1][0])))
    found.extend(Found(finding, "rejected", root, entry.words, entry) for root, (finding, entry) in rejected)
    return tuple(found)


def _earlier(record: Record, made: Record, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Judgements that came with the record and on which these entries say nothing."""
    told = {j.of for j in judgements}
    there = {f.id for f in _findings(made)}
    return tuple(j for j in record.reviews if j.of not in told and (j.of in there) != (j.status == "rejected"))


def _rebased(entry: Entry, document: Document) -> Entry:
    """An entry on the same text under another id of the report, with the ids that its findings have there."""
    if entry.document_id == document.id:
        return entry
    target = finding_id(entry.kind, document.id, entry.words) if entry.words else entry.target
    return replace(entry, target=target, before=_moved(entry.before, document), after=_moved(entry.after, document))


def _moved(told: Version | None, document: Document) -> Version | None:
    if told is None:
        return None
    statement, event = told.statement, told.event
    if statement is not None:
        id_ = statement_id(document.id, statement.source, statement.cue, statement.content)
        statement = replace(statement, id=id_, document_id=document.id, within=None)
    if event is not None:
        id_ = event_id(document.id, event.trigger, event.actor_words, event.recipient_words)
        event = replace(event, id=id_, document_id=document.id, within=None)
    return replace(told, statement=statement, event=event)
