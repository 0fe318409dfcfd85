"""The tables of a record's findings: the kind of their rows, and how a record makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.store.event_rows import EventRow, PartyRow, event_rows, party_rows
from onrecord.store.reviews import JudgementRow, judgement_rows
from onrecord.store.rows import (
    EntityRow,
    SpeakerRow,
    StatementRow,
    TargetRow,
    entity_rows,
    speaker_rows,
    statement_rows,
    target_rows,
)
from onrecord.store.tie_rows import SpotRow, TieRow, spot_rows, tie_rows
from onrecord.store.topic_rows import TopicRow, topic_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.model import Record

FindingRow = (
    EntityRow | StatementRow | SpeakerRow | TargetRow | EventRow | PartyRow | TopicRow | JudgementRow | TieRow | SpotRow
)

OF_DOCUMENT = "document_id = ?"
_OF_STATEMENT = "statement_id IN (SELECT id FROM statements WHERE document_id = ?)"
_OF_EVENT = "event_id IN (SELECT id FROM events WHERE document_id = ?)"


class Table(NamedTuple):
    """A table of findings.

    Attributes:
        name: of the table.
        kind: of its rows; their fields are its columns.
        rows: makes them from a record.
        where: SQL that is true of the rows of a document, with its id as the parameter.
    """

    name: str
    kind: type[FindingRow]
    rows: Callable[[Record], Sequence[FindingRow]]
    where: str = OF_DOCUMENT


#: In the order of writing: rows refer to rows of earlier tables alone.
FINDINGS = (
    Table("entities", EntityRow, entity_rows),
    Table("statements", StatementRow, statement_rows),
    Table("speakers", SpeakerRow, speaker_rows, _OF_STATEMENT),
    Table("targets", TargetRow, target_rows, _OF_STATEMENT),
    Table("events", EventRow, event_rows),
    Table("parties", PartyRow, party_rows, _OF_EVENT),
    Table("topics", TopicRow, topic_rows),
    Table("judgements", JudgementRow, judgement_rows),
    Table("ties", TieRow, tie_rows),
    Table("spots", SpotRow, spot_rows),
)
