"""Builders of valid documents, findings and records for tests, most simply from marked text.

`{S:Mr Lavrov} {C:said} {T:talks had failed}` marks a source, a cue and a content. Marks may nest. A number after the
letter keeps several statements apart: `{S1:Ann} {C1:said} {T1:yes}, {S2:Bob} {C2:said} {T2:no}`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from onrecord.model import (
    Act,
    Block,
    Count,
    Date,
    Document,
    Entity,
    EntityKind,
    Event,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Origin,
    PloverCode,
    Provenance,
    Record,
    Span,
    Statement,
    StatementKind,
    Topic,
    document_id,
    entity_id,
    event_id,
    mention_id,
    statement_id,
    text_hash,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What a builder takes for words of a text: the words themselves (their first occurrence), or where they stand.
Words = str | Span | Evidence

PROVENANCE = Provenance(stage="test", rule="by-hand", version="0")

_MARK = re.compile(r"\{([A-Z]+\d*):|\}")


def marked(text: str) -> tuple[str, dict[str, list[Span]]]:
    """The text without its marks, and for each label the spans marked with it, in order of their starts.

    A closing brace that closes no mark is text, as is an opening one that is not followed by a label and a colon.

    Raises:
        ValueError: a mark is not closed, or is empty.
    """
    plain: list[str] = []
    length = done = 0
    open_marks: list[tuple[str, int]] = []
    found: list[tuple[str, Span]] = []
    for match in _MARK.finditer(text):
        if match[0] == "}" and not open_marks:
            continue
        piece = text[done : match.start()]
        plain.append(piece)
        length += len(piece)
        done = match.end()
        if match[0] == "}":
            label, start = open_marks.pop()
            found.append((label, Span(start, length)))
        else:
            open_marks.append((match[1], length))
    if open_marks:
        message = f"mark {open_marks[-1][0]} is not closed"
        raise ValueError(message)
    plain.append(text[done:])
    spans: dict[str, list[Span]] = {}
    for label, span in sorted(found, key=lambda pair: pair[1]):
        spans.setdefault(label, []).append(span)
    return "".join(plain), spans


def evidence(text: str, words: Words, *, nth: int = 0) -> Evidence:
    """Evidence for words of a text; `nth` chooses among several occurrences, counting from 0.

    Raises:
        ValueError: the text does not hold the words that often.
    """
    if isinstance(words, Evidence):
        return words
    if isinstance(words, Span):
        return Evidence.of(text, words.start, words.end)
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Evidence.of(text, start, start + len(words))


def document(  # noqa: PLR0913 (one keyword for each field of a document)
    text: str,
    *,
    title: str | None = None,
    byline: str | None = None,
    outlet: str | None = "Example Daily",
    url: str | None = None,
    published: dt.date | None = dt.date(2024, 5, 6),
    language: str | None = "en",
    key: str | None = None,
    location: str = "report.txt",
    blocks: Sequence[Block] | None = None,
) -> Document:
    """A document of this text. Without `blocks`, each line is a paragraph, or the headline if it is the title."""
    return Document(
        id=document_id(text=text, url=url, outlet=outlet, published=published),
        text=text,
        origin=origin(text, location=location),
        blocks=tuple(_lines(text, title) if blocks is None else blocks),
        title=title,
        byline=byline,
        outlet=outlet,
        url=url,
        published=published,
        language=language,
        key=key or url or location,
    )


def origin(text: str, *, location: str = "report.txt") -> Origin:
    """The origin of a plain UTF-8 file that holds this text."""
    return Origin(
        location=location,
        media_type="text/plain",
        bytes_sha256=text_hash(text),
        text_sha256=text_hash(text),
        size=len(text.encode("utf-8", "surrogatepass")),
        encoding="utf-8",
        extractor="factories",
    )


def mention(  # noqa: PLR0913 (one keyword for each field of a mention)
    document: Document,
    words: Words,
    *,
    kind: MentionKind = "person",
    value: str | None = None,
    metonym: bool = False,
    nth: int = 0,
) -> Mention:
    """A mention of a document."""
    where = evidence(document.text, words, nth=nth)
    return Mention(
        id=mention_id(document.id, kind, where),
        document_id=document.id,
        kind=kind,
        evidence=where,
        provenance=PROVENANCE,
        value=value,
        metonym=metonym,
    )


def entity(  # noqa: PLR0913 (one keyword for each field of an entity)
    mentions: Sequence[Mention],
    *,
    kind: EntityKind = "person",
    name: str | None = None,
    country: str | None = None,
    sector: str | None = None,
    ref: str | None = None,
    role: Evidence | None = None,
) -> Entity:
    """The entity that these mentions have in common, named by the first of them unless `name` is given."""
    first = mentions[0]
    return Entity(
        id=entity_id(first.document_id, kind, first.id),
        document_id=first.document_id,
        kind=kind,
        name=name or first.evidence.exact,
        mentions=tuple(m.id for m in mentions),
        provenance=PROVENANCE,
        country=country,
        sector=sector,
        ref=ref,
        role=role,
    )


def statement(  # noqa: PLR0913 (one keyword for each field of a statement)
    document: Document,
    *,
    content: Words | Sequence[Words],
    source: Words | Sequence[Words] = (),
    cue: Words | Sequence[Words] = (),
    kind: StatementKind = "indirect",
    speaker: Iterable[Entity] = (),
    act: Act = "say",
    confidence: float = 0.9,
    about: Iterable[Entity] = (),
    within: Statement | None = None,
    said_on: Date | None = None,
    venue: Words | None = None,
) -> Statement:
    """A statement of a document."""
    roles = [_evidences(document.text, words) for words in (source, cue, content)]
    return Statement(
        id=statement_id(document.id, *roles),
        document_id=document.id,
        kind=kind,
        source=roles[0],
        speaker=tuple(e.id for e in speaker),
        cue=roles[1],
        content=roles[2],
        act=act,
        confidence=confidence,
        provenance=PROVENANCE,
        about=tuple(e.id for e in about),
        within=within.id if within else None,
        said_on=said_on,
        venue=evidence(document.text, venue) if venue is not None else None,
    )


def event(  # noqa: PLR0913 (one keyword for each field of an event)
    document: Document,
    *,
    trigger: Words | Sequence[Words],
    actor: Iterable[Entity] = (),
    recipient: Iterable[Entity] = (),
    actor_words: Words | Sequence[Words] = (),
    recipient_words: Words | Sequence[Words] = (),
    code: PloverCode | None = None,
    modality: Modality = "asserted",
    within: Statement | None = None,
    date: Date | None = None,
    place: Entity | None = None,
    counts: Sequence[Count] = (),
    lead: bool = False,
) -> Event:
    """An event of a document: talks, unless another code is given."""
    roles = [_evidences(document.text, words) for words in (trigger, actor_words, recipient_words)]
    return Event(
        id=event_id(document.id, *roles),
        document_id=document.id,
        trigger=roles[0],
        actor=tuple(e.id for e in actor),
        recipient=tuple(e.id for e in recipient),
        actor_words=roles[1],
        recipient_words=roles[2],
        plover=code or PloverCode("CONSULT"),
        cameo="040",
        goldstein=1.0,
        score=3.0,
        quad="1",
        modality=modality,
        within=within.id if within else None,
        date=date,
        place=place.id if place else None,
        counts=tuple(counts),
        lead=lead,
        confidence=0.7,
        provenance=PROVENANCE,
    )


def record(  # noqa: PLR0913 (what a search can ask for)
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = "Example Daily",
    url: str | None = None,
    published: dt.date | None = dt.date(2024, 5, 6),
    key: str | None = None,
    location: str = "report.txt",
    country: str | None = None,
    sector: str | None = None,
    act: Act = "say",
    said_on: Date | None = None,
    model: str = "test-model 1",
) -> Record:
    """A record of marked text: each group of S, C and T marks is a statement, each distinct source a person.

    `country` and `sector` are given to all of these persons, `act` and `said_on` to all statements.
    """
    plain, spans = marked(text)
    doc = document(plain, title=title, outlet=outlet, url=url, published=published, key=key, location=location)
    groups = sorted({label[1:] for label in spans if label[0] == "T"}, key=lambda g: int(g or 0))
    sources = sorted(span for label, found in spans.items() if label[0] == "S" for span in found)
    mentions = tuple(mention(doc, span) for span in sources)
    by_name: dict[str, list[Mention]] = {}
    for found in mentions:
        by_name.setdefault(found.evidence.exact, []).append(found)
    people = {name: entity(of, country=country, sector=sector) for name, of in by_name.items()}
    statements = [
        statement(
            doc,
            source=spans.get(f"S{g}", []),
            cue=spans.get(f"C{g}", []),
            content=spans[f"T{g}"],
            speaker=[people[plain[s.start : s.end]] for s in spans.get(f"S{g}", [])],
            act=act,
            said_on=said_on,
        )
        for g in groups
    ]
    return Record(
        document=doc,
        mentions=mentions,
        entities=tuple(people.values()),
        statements=tuple(sorted(statements, key=first_word)),
        model=model,
    )


def nested() -> Record:
    """A record with something in every field: two persons, a statement and one within it, which tells an event."""
    doc = document("Ann Lee, a minister, said Bob warned of war on Friday.")
    ann, bob = mention(doc, "Ann Lee"), mention(doc, "Bob")
    people = entity([ann], role=Evidence.of(doc.text, 9, 19)), entity([bob])
    outer = statement(
        doc, source="Ann Lee", cue="said", content="Bob warned of war", speaker=people[:1], about=people[1:]
    )
    friday = Date("2024-05-03", "stated", Evidence.of(doc.text, 44, 53))
    inner = statement(
        doc, source="Bob", cue="warned", content="of war", speaker=people[1:], within=outer, said_on=friday
    )
    warning = event(
        doc, trigger="warned", actor=people[1:], actor_words="Bob", recipient=people[:1], recipient_words="Ann Lee",
        within=outer, date=friday, place=people[1], counts=[Count("killed", 0, Evidence.of(doc.text, 34, 36), 2)],
        code=PloverCode("THREATEN", "threat", ("military",)), lead=True,
    )  # fmt: skip
    topic = Topic("military", "context", doc.id, 0.8, PROVENANCE, (Evidence.of(doc.text, 40, 43),))
    handed_down = Topic("military", "context", inner.id, 0.8, PROVENANCE, inherited=True)
    return Record(doc, (ann, bob), people, (outer, inner), "model 1", (warning,), (topic, handed_down))


def first_word(statement: Statement) -> int:
    """The code point at which a statement begins."""
    return min(e.span.start for e in (*statement.source, *statement.cue, *statement.content))


def _evidences(text: str, words: Words | Sequence[Words]) -> tuple[Evidence, ...]:
    if isinstance(words, str | Span | Evidence):
        return (evidence(text, words),)
    return tuple(evidence(text, w) for w in words)


def _lines(text: str, title: str | None) -> Iterable[Block]:
    for match in re.finditer(r"[^\n]+", text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words)
            yield Block("headline" if words == title else "paragraph", Span(start, start + len(words)))
