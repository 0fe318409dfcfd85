"""Records as rows: what the store's tables hold for searching, each row made from the record and from nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from onrecord.errors import VerifyError
from onrecord.review.doubt import doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.model import Document, Entity, Evidence, Record, Statement

S = TypeVar("S", bound=Struct)

#: Between names, codes or sources where a statement has several.
AND = "; "
#: Between the pieces of a split quotation, and between the words of a cue that stand apart.
GAP = " … "


class DocumentRow(Struct, frozen=True):
    """A row of table `documents`. The days are ISO 8601."""

    id: str
    key: str | None
    location: str
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    model: str
    text: str


class EntityRow(Struct, frozen=True):
    """A row of table `entities`.

    Attributes:
        position: counts from 0 within the document.
        place: the gazetteer's name of where it is, of a place or country that the gazetteer knows.
        latitude: degrees north of a point within that.
        longitude: degrees east.
        key: `entity_key`.
        statements: how many of the document's statements are its own.
    """

    id: str
    document_id: str
    position: int
    kind: str
    name: str
    country: str | None
    sector: str | None
    ref: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    key: str
    statements: int


class StatementRow(Struct, frozen=True):
    """A row of table `statements`.

    Attributes:
        position: counts from 0 within the document.
        speaker: names of the speakers, else the words of the source; None when the text has neither.
        country: distinct country codes of the speakers.
        sector: distinct sector codes of the speakers.
        said_on: TIMEX3 value, when the report dates the statement.
        first_day: first day on which it can have been said, else the day of publication; ISO 8601.
        last_day: the last such day; the same as `first_day` unless only a week, month or year is known.
        negated: 1 when the report says that this was not said, else 0.
        about: names of the entities that it is about.
        stance: towards whom the speaker is not neutral, as in "oppose Iran; support Oman".
        review: predicted, checked, corrected or added.
        doubt: how much it wants looking at.
    """

    id: str
    document_id: str
    position: int
    kind: str
    act: str
    speaker: str | None
    country: str | None
    sector: str | None
    source: str | None
    cue: str | None
    content: str
    said_on: str | None
    first_day: str | None
    last_day: str | None
    within: str | None
    confidence: float
    commitment: str
    polarity: str
    negated: int
    tense: str | None
    anonymous: str | None
    venue: str | None
    about: str | None
    stance: str | None
    review: str
    doubt: float


class SpeakerRow(Struct, frozen=True):
    """A row of table `speakers`: which entities a statement's speakers are."""

    statement_id: str
    position: int
    entity_id: str


class TargetRow(Struct, frozen=True):
    """A row of table `targets`: an entity that a statement is about, and the speaker's stance towards it."""

    statement_id: str
    position: int
    entity_id: str
    stance: str
    score: float


def from_columns(values: dict[str, object], kind: type[S], *, row: str) -> S:
    """What columns of the store hold, as a struct with their types.

    Args:
        values: by name.
        kind: the struct.
        row: what the error names.

    Raises:
        VerifyError: a value is not of its type, so that it was changed after it was written.
    """
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise VerifyError(row, str(error)) from error


def from_row(row: Sequence[object], kind: type[S]) -> S:
    """A row whose columns are the fields of a struct, in their order, as that struct; the first one names it in errors.

    Raises:
        VerifyError: a value is not of its type, so that it was changed after it was written.
    """
    return from_columns(dict(zip(kind.__struct_fields__, row, strict=True)), kind, row=str(row[0]))


def document_row(record: Record) -> DocumentRow:
    """The row of a record's document."""
    doc = record.document
    return DocumentRow(
        id=doc.id,
        key=doc.key,
        location=doc.origin.location,
        url=doc.url,
        title=doc.title,
        outlet=doc.outlet,
        published=doc.published.isoformat() if doc.published else None,
        language=doc.language,
        model=record.model,
        text=doc.text,
    )


def entity_rows(record: Record) -> list[EntityRow]:
    """The rows of a record's entities, in the record's order."""
    said = Counter(entity_id for s in record.statements for entity_id in set(s.speaker))
    return [
        EntityRow(
            e.id, e.document_id, position, e.kind, e.name, e.country, e.sector, e.ref,
            place=e.place.name if e.place else None,
            latitude=e.place.latitude if e.place else None,
            longitude=e.place.longitude if e.place else None,
            key=entity_key(e), statements=said[e.id],
        )
        for position, e in enumerate(record.entities)
    ]  # fmt: skip


def entity_key(entity: Entity) -> str:
    """What an entity is known by in all documents: its reference, or else its kind, country and name in lower case."""
    return entity.ref or f"{entity.kind}:{entity.country or ''}:{entity.name.lower()}"


def statement_rows(record: Record) -> list[StatementRow]:
    """The rows of a record's statements, in the record's order."""
    entities = {e.id: e for e in record.entities}
    statuses = review_statuses(record)
    return [
        _statement_row(record.document, s, position, entities, statuses.get(s.id, "predicted"))
        for position, s in enumerate(record.statements)
    ]


def review_statuses(record: Record) -> dict[str, str]:
    """What became of findings by review, by their ids; of the others nothing is said."""
    return {j.of: j.status for j in record.reviews}


def speaker_rows(record: Record) -> list[SpeakerRow]:
    """The rows that tie a record's statements to their speakers."""
    return [
        SpeakerRow(s.id, position, entity_id) for s in record.statements for position, entity_id in enumerate(s.speaker)
    ]


def target_rows(record: Record) -> list[TargetRow]:
    """The rows that tie a record's statements to the entities they are about."""
    return [
        TargetRow(s.id, position, entity_id, *_stance_towards(s, entity_id))
        for s in record.statements
        for position, entity_id in enumerate(s.about)
    ]


def _stance_towards(statement: Statement, entity_id: str) -> tuple[str, float]:
    return next(((s.stance, s.score) for s in statement.stance if s.entity == entity_id), ("neutral", 0.0))


def stance_words(statement: Statement, names: Mapping[str, str]) -> str | None:
    """Towards whom the speaker of a statement is not neutral: "oppose Iran; support Oman"; `names` by entity id."""
    told = (f"{s.stance} {names[s.entity]}" for s in statement.stance if s.stance != "neutral" and s.entity in names)
    return AND.join(told) or None


def _statement_row(
    document: Document, statement: Statement, position: int, entities: Mapping[str, Entity], review: str
) -> StatementRow:
    speakers = [entities[i] for i in statement.speaker if i in entities]
    names = {i: entities[i].name for i in statement.about if i in entities}
    source = _words(statement.source, AND)
    first_day, last_day = days(statement.said_on.value if statement.said_on else None, document.published)
    return StatementRow(
        id=statement.id,
        document_id=statement.document_id,
        position=position,
        kind=statement.kind,
        act=statement.act,
        speaker=distinct(e.name for e in speakers) or source,
        country=distinct(e.country for e in speakers),
        sector=distinct(e.sector for e in speakers),
        source=source,
        cue=_words(statement.cue, GAP),
        content=_words(statement.content, GAP) or "",
        said_on=statement.said_on.value if statement.said_on else None,
        first_day=first_day,
        last_day=last_day,
        within=statement.within,
        confidence=statement.confidence,
        commitment=statement.commitment,
        polarity=statement.polarity,
        negated=int(statement.negated),
        tense=statement.tense,
        anonymous=statement.anonymous,
        venue=statement.venue.exact if statement.venue else None,
        about=distinct(names.values()),
        stance=stance_words(statement, names),
        review=review,
        doubt=doubt(statement),
    )


def _words(evidence: Sequence[Evidence], between: str) -> str | None:
    words = evidence[0].exact if len(evidence) == 1 else between.join([e.exact for e in evidence])
    return words or None


def distinct(values: Iterable[str | None]) -> str | None:
    """The values, each once, in one cell; None without any."""
    known = [value for value in values if value]
    if len(known) > 1:
        return AND.join(dict.fromkeys(known))
    return known[0] if known else None


def days(timex: str | None, published: dt.date | None) -> tuple[str | None, str | None]:
    """The first and last day that a TIMEX3 value can mean, or twice the day of publication where it names no days."""
    match = _TIMEX.fullmatch(timex) if timex else None
    try:
        if match:
            first, last = _range(match)
            return first.isoformat(), last.isoformat()
    except (ValueError, OverflowError):  # a day that no calendar has, such as 2023-02-30
        pass
    day = published.isoformat() if published else None
    return day, day


_TIMEX = re.compile(
    r"(?P<year>[0-9]{4})(?:-W(?P<week>[0-9]{2})|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T.*)?)?)?", re.ASCII
)


def _range(match: re.Match[str]) -> tuple[dt.date, dt.date]:
    year = int(match["year"])
    if match["day"]:
        day = dt.date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["week"]:
        monday = dt.date.fromisocalendar(year, int(match["week"]), 1)
        return monday, monday + dt.timedelta(days=6)
    if match["month"]:
        first = dt.date(year, int(match["month"]), 1)
        after = dt.date(year + first.month // 12, first.month % 12 + 1, 1)
        return first, after - dt.timedelta(days=1)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
