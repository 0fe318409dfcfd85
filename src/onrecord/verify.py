"""Whether a record holds: every span against its text, every id and hash against its content, every reference."""

from __future__ import annotations

import re
from collections import Counter
from reprlib import repr as short
from typing import TYPE_CHECKING, Protocol, get_args

import msgspec

from onrecord.errors import VerifyError
from onrecord.model import (
    MOST_EVIDENCE,
    Act,
    BlockKind,
    CountKind,
    EntityKind,
    MentionKind,
    Modality,
    Quad,
    ReviewStatus,
    StanceTowards,
    StatementKind,
    TopicKind,
    document_id,
    entity_id,
    event_id,
    from_json,
    mention_id,
    statement_id,
    text_hash,
    to_json,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from onrecord.model import (
        Block,
        Count,
        Document,
        Entity,
        Event,
        Evidence,
        Judgement,
        Mention,
        Record,
        Stance,
        Statement,
        Topic,
    )


class Audited(Protocol):
    """What `verify_store` needs of a store; `onrecord.store.Reader` has it."""

    def audit(self) -> Iterator[Record | VerifyError]:
        """Every record, and every fault of the store's own making."""
        ...


def check(record: Record) -> None:
    """Checks a record, and that it would come back from its JSON form the same.

    Raises:
        VerifyError: the first fault; `row` is the id of what does not hold.
    """
    for fault in faults(record):
        raise fault
    try:
        back = from_json(to_json(record))
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise VerifyError(record.document.id, f"cannot be written as JSON and read back: {error}") from error
    if back != record:
        raise VerifyError(record.document.id, "does not come back from JSON as it was")


def verify_store(reader: Audited) -> Iterator[VerifyError]:
    """Every fault of a store: of its records, and between them and what the store made from them."""
    for found in reader.audit():
        if isinstance(found, VerifyError):
            yield found
        else:
            yield from faults(found)


def faults(record: Record) -> Iterator[VerifyError]:
    """Every fault of a record."""
    yield from _document(record.document)
    yield from _twice(record)
    for finding in _findings(record):
        if finding.document_id != record.document.id:
            yield VerifyError(finding.id, f"belongs to document {finding.document_id}")
    for mention in record.mentions:
        yield from _mention(mention, record.document)
    mentions = {m.id for m in record.mentions}
    for entity in record.entities:
        yield from _entity(entity, record.document, mentions)
    entities = {e.id for e in record.entities}
    for entity in record.entities:
        yield from _missing(entity.id, "part", entity.parts, entities)
    statements = {s.id: s for s in record.statements}
    for statement in record.statements:
        yield from _statement(statement, record.document)
        yield from _references(statement, entities, statements)
    yield from _circles(statements)
    for event in record.events:
        yield from _event(event, record.document)
        yield from _event_references(event, entities, statements)
    parts = statements.keys() | {e.id for e in record.events}
    for topic in record.topics:
        yield from _topic(topic, record.document, parts)
    for judgement in record.reviews:
        yield from _judgement(judgement, parts)


def _findings(record: Record) -> Iterator[Mention | Entity | Statement | Event]:
    yield from record.mentions
    yield from record.entities
    yield from record.statements
    yield from record.events


def _document(doc: Document) -> Iterator[VerifyError]:
    if doc.origin.text_sha256 != text_hash(doc.text):
        yield VerifyError(doc.id, "its text differs from its SHA-256")
    due = document_id(text=doc.text, url=doc.url, outlet=doc.outlet, published=doc.published)
    if doc.id != due:
        yield VerifyError(doc.id, f"its url, outlet, date and text have the id {due}")
    if surrogate := _SURROGATE.search(doc.text):
        yield VerifyError(doc.id, f"its text has half a surrogate pair at {surrogate.start()}, which no encoding holds")
    end = 0
    for number, block in enumerate(doc.blocks):
        yield from _block(doc, block, number, end)
        end = block.span.end


def _block(doc: Document, block: Block, number: int, after: int) -> Iterator[VerifyError]:
    start, end = block.span.start, block.span.end
    if block.kind not in _BLOCK_KINDS:
        yield VerifyError(doc.id, f"block {number} is of no known kind: {block.kind!r}")
    if start < after:
        yield VerifyError(
            doc.id, f"block {number} at [{start}, {end}) begins before the one before it ends, at {after}"
        )
    if end > len(doc.text):
        yield VerifyError(
            doc.id, f"block {number} at [{start}, {end}) is beyond the text's {len(doc.text)} code points"
        )
    elif doc.text[start].isspace() or doc.text[end - 1].isspace():
        yield VerifyError(doc.id, f"block {number} at [{start}, {end}) has blank edges")


def _twice(record: Record) -> Iterator[VerifyError]:
    ids = Counter(finding.id for finding in _findings(record))
    for id_, count in ids.items():
        if count > 1:
            yield VerifyError(id_, f"stands in the record {count} times")


def _mention(mention: Mention, doc: Document) -> Iterator[VerifyError]:
    yield from _known(mention.id, "kind", mention.kind, _MENTION_KINDS)
    if mention.id != (due := mention_id(doc.id, mention.kind, mention.evidence)):
        yield VerifyError(mention.id, f"its kind and words have the id {due}")
    yield from _words(mention.id, doc.text, (mention.evidence,))


def _entity(entity: Entity, doc: Document, mentions: Container[str]) -> Iterator[VerifyError]:
    yield from _known(entity.id, "kind", entity.kind, _ENTITY_KINDS)
    if not entity.mentions:
        yield VerifyError(entity.id, "has no mention")
    elif entity.id != (due := entity_id(doc.id, entity.kind, entity.mentions[0])):
        yield VerifyError(entity.id, f"its kind and first mention have the id {due}")
    yield from _missing(entity.id, "mention", entity.mentions, mentions)
    yield from _words(entity.id, doc.text, (entity.role,))


def _statement(statement: Statement, doc: Document) -> Iterator[VerifyError]:
    yield from _known(statement.id, "kind", statement.kind, _STATEMENT_KINDS)
    yield from _known(statement.id, "act", statement.act, _ACTS)
    if statement.id != (due := statement_id(doc.id, statement.source, statement.cue, statement.content)):
        yield VerifyError(statement.id, f"its words have the id {due}")
    yield from _between(statement.id, "confidence", statement.confidence, 0, 1)
    said = statement.said_on.evidence if statement.said_on else None
    told = (e for s in statement.stance for e in s.evidence)
    yield from _words(
        statement.id, doc.text, (*statement.source, *statement.cue, *statement.content, statement.venue, said, *told)
    )
    for stance in statement.stance:
        yield from _stance(statement.id, stance)


def _stance(row: str, stance: Stance) -> Iterator[VerifyError]:
    yield from _between(row, "stance's score", stance.score, -1, 1)
    if stance.stance not in _STANCES:
        yield VerifyError(row, f"its stance is of no known kind: {stance.stance!r}")
    elif stance.stance != "neutral" and (not stance.evidence or (stance.score > 0) != (stance.stance == "support")):
        yield VerifyError(row, f"its stance {stance.stance} has score {stance.score} and {len(stance.evidence)} words")


def _references(statement: Statement, entities: Container[str], statements: Container[str]) -> Iterator[VerifyError]:
    yield from _missing(statement.id, "speaker", statement.speaker, entities)
    yield from _missing(statement.id, "about", statement.about, entities)
    yield from _missing(statement.id, "stance's entity", (s.entity for s in statement.stance), set(statement.about))
    if statement.within is not None:
        yield from _missing(statement.id, "within", (statement.within,), statements)


def _event(event: Event, doc: Document) -> Iterator[VerifyError]:
    yield from _known(event.id, "modality", event.modality, _MODALITIES)
    yield from _known(event.id, "quad class", event.quad, _QUADS)
    if event.id != (due := event_id(doc.id, event.trigger, event.actor_words, event.recipient_words)):
        yield VerifyError(event.id, f"its words have the id {due}")
    yield from _between(event.id, "confidence", event.confidence, 0, 1)
    for name, value in (("score", event.score), ("Goldstein value", event.goldstein or 0.0)):
        yield from _between(event.id, name, value, -10, 10)
    when = event.date.evidence if event.date else None
    told = (c.evidence for c in event.counts)
    yield from _words(event.id, doc.text, (*event.trigger, *event.actor_words, *event.recipient_words, when, *told))
    for count in event.counts:
        yield from _count(event.id, count)


def _count(row: str, count: Count) -> Iterator[VerifyError]:
    if count.kind not in _COUNT_KINDS:
        yield VerifyError(row, f"its number is of no known kind: {count.kind!r}")
    if count.least < 0 or (count.most is not None and count.most < count.least):
        yield VerifyError(row, f"its number of {count.kind} is from {count.least} to {count.most}")


def _event_references(event: Event, entities: Container[str], statements: Container[str]) -> Iterator[VerifyError]:
    yield from _missing(event.id, "actor", event.actor, entities)
    yield from _missing(event.id, "recipient", event.recipient, entities)
    for name, id_, known in (("place", event.place, entities), ("within", event.within, statements)):
        if id_ is not None:
            yield from _missing(event.id, name, (id_,), known)


def _topic(topic: Topic, doc: Document, parts: Container[str]) -> Iterator[VerifyError]:
    """Faults of a topic; `parts` are the ids of the statements and events, which alone inherit."""
    row = f"{topic.kind} {topic.name} of {topic.of}"
    yield from _known(row, "kind", topic.kind, _TOPIC_KINDS)
    if topic.of not in parts and (topic.of != doc.id or topic.inherited):
        yield VerifyError(row, "what it is a topic of is not in the record")
    yield from _between(row, "score", topic.score, 0, 1)
    if topic.inherited == bool(topic.evidence) or len(topic.evidence) > MOST_EVIDENCE:
        yield VerifyError(row, f"rests on {len(topic.evidence)} words")
    yield from _words(row, doc.text, topic.evidence)


def _judgement(judgement: Judgement, findings: Container[str]) -> Iterator[VerifyError]:
    yield from _known(judgement.of, "review status", judgement.status, _REVIEW_STATUSES)
    if (judgement.of in findings) == (judgement.status == "rejected"):
        yield VerifyError(
            judgement.of, f"is {judgement.status}, but {'is' if judgement.of in findings else 'is not'} there"
        )


def _circles(statements: dict[str, Statement]) -> Iterator[VerifyError]:
    """A fault for each circle of statements that lie within each other, named by one of them."""
    followed: set[str] = set()
    for statement in statements.values():
        path: dict[str, None] = {}
        here: Statement | None = statement
        while here and here.id not in followed and here.id not in path:
            path[here.id] = None
            here = statements.get(here.within) if here.within else None
        if here and here.id in path:
            yield VerifyError(here.id, "lies, by way of others, within itself")
        followed |= path.keys()


def _words(row: str, text: str, evidence: Iterable[Evidence | None]) -> Iterator[VerifyError]:
    for words in evidence:
        if words is None:
            continue
        start, end = words.span.start, words.span.end
        if end > len(text):
            yield VerifyError(row, f"its words at [{start}, {end}) are beyond the text's {len(text)} code points")
        elif text[start:end] != words.exact:
            yield VerifyError(
                row, f"the text at [{start}, {end}) reads {short(text[start:end])}, not {short(words.exact)}"
            )


def _known(row: str, what: str, value: str, known: Container[str]) -> Iterator[VerifyError]:
    if value not in known:
        yield VerifyError(row, f"is of no known {what}: {value!r}")


def _between(row: str, what: str, value: float, least: int, most: int) -> Iterator[VerifyError]:
    if not least <= value <= most:
        yield VerifyError(row, f"its {what} {value} is not between {least} and {most}")


def _missing(row: str, role: str, ids: Iterable[str], known: Container[str]) -> Iterator[VerifyError]:
    for id_ in ids:
        if id_ not in known:
            yield VerifyError(row, f"its {role} {id_} is not in the record")


_SURROGATE = re.compile("[\ud800-\udfff]")
_BLOCK_KINDS = frozenset(get_args(BlockKind))
_MENTION_KINDS = frozenset(get_args(MentionKind))
_ENTITY_KINDS = frozenset(get_args(EntityKind))
_STATEMENT_KINDS = frozenset(get_args(StatementKind))
_STANCES = frozenset(get_args(StanceTowards))
_MODALITIES = frozenset(get_args(Modality))
_QUADS = frozenset(get_args(Quad))
_COUNT_KINDS = frozenset(get_args(CountKind))
_REVIEW_STATUSES = frozenset(get_args(ReviewStatus))
_TOPIC_KINDS = frozenset(get_args(TopicKind))
_ACTS = frozenset(get_args(Act))
