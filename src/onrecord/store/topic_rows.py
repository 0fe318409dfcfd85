"""Topics as rows: what the store's table `topics` holds, each row made from the record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from onrecord.model import Record


class TopicRow(Struct, frozen=True):
    """A row of table `topics`.

    Attributes:
        position: counts from 0 within the document.
        of: id of the document, statement or event.
        kind: `context` or `area`.
        inherited: 1 when it is only the document's main topic.
    """

    document_id: str
    position: int
    of: str
    kind: str
    name: str
    score: float
    inherited: int


def topic_rows(record: Record) -> list[TopicRow]:
    """The rows of a record's topics, in the record's order."""
    return [
        TopicRow(record.document.id, position, t.of, t.kind, t.name, t.score, int(t.inherited))
        for position, t in enumerate(record.topics)
    ]
