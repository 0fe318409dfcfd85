"""Everything found in one report, and its serialised form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.model import frames, marked
from onrecord.model.document import Document
from onrecord.model.entity import Entity
from onrecord.model.event import Event
from onrecord.model.mention import Mention
from onrecord.model.review import Judgement
from onrecord.model.statement import Statement
from onrecord.model.topic import Topic

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """A document with its findings. Immutable; a new reading replaces it.

    Attributes:
        document: the report.
        mentions: in text order.
        entities: in order of their first mention.
        statements: in order of their first word.
        model: name and version of the language model that was used.
        events: in order of their triggers.
        topics: those of the document, then of each statement and of each event, the surest of each kind first.
        reviews: what people said of findings: of the statements, of the events, then of the rejected; none in a record
            as it was read.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    model: str = ""
    events: tuple[Event, ...] = ()
    topics: tuple[Topic, ...] = ()
    reviews: tuple[Judgement, ...] = ()

    def entity(self, entity_id: str) -> Entity:
        """The entity with this id.

        Raises:
            KeyError: the record has none.
        """
        for entity in self.entities:
            if entity.id == entity_id:
                return entity
        raise KeyError(entity_id)

    def speakers(self, statement: Statement) -> tuple[str, ...]:
        """Names of a statement's speakers: the resolved ones, else the words of its source."""
        names = tuple(self.entity(i).name for i in statement.speaker)
        return names or tuple(e.exact for e in statement.source)

    def to_pandas(self) -> pd.DataFrame:
        """The statements as rows; the columns are those of `onrecord.model.frames.COLUMNS`.

        Raises:
            ExtraMissingError: pandas is not installed.
        """
        frame: pd.DataFrame = frames.data_frame("pandas", self)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """The statements as rows; the columns are those of `onrecord.model.frames.COLUMNS`.

        Raises:
            ExtraMissingError: polars is not installed.
        """
        frame: pl.DataFrame = frames.data_frame("polars", self)
        return frame

    def parties(self, event: Event) -> tuple[str, str]:
        """Names of an event's actors and of its recipients: the resolved ones, else their words."""
        sides = ((event.actor, event.actor_words), (event.recipient, event.recipient_words))
        actors, recipients = (
            "; ".join([self.entity(i).name for i in ids] or [w.exact for w in words]) for ids, words in sides
        )
        return actors, recipients

    def _repr_html_(self) -> str:
        """What notebooks show: the text with its statements marked."""
        return marked.to_html(self)


def to_json(record: Record) -> bytes:
    """The record as one line of canonical JSON, UTF-8, without a line break."""
    return msgspec.json.encode(record, order="deterministic")


def from_json(line: bytes | str) -> Record:
    """The record in a line that `to_json` wrote.

    Raises:
        msgspec.ValidationError: the JSON is not a record.
        msgspec.DecodeError: the line is not JSON.
    """
    return _DECODER.decode(line)


_DECODER = msgspec.json.Decoder(Record)
