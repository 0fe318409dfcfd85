"""What is: frozen records and their invariants. Needs the standard library and msgspec only."""

from onrecord.model.analysis import Analysis, Name, Sentence
from onrecord.model.attribution import Attribution
from onrecord.model.date import Date
from onrecord.model.document import READ_KINDS, Block, BlockKind, Claim, Document, Origin, document_id
from onrecord.model.entity import Candidate, Entity, EntityKind, entity_id
from onrecord.model.event import Count, CountKind, Event, Modality, PloverCode, Quad, event_id
from onrecord.model.ids import make_id, spans_key, text_hash
from onrecord.model.mention import Mention, MentionKind, mention_id
from onrecord.model.place import Place, PlaceKind
from onrecord.model.provenance import Failure, Provenance
from onrecord.model.record import Record, from_json, to_json
from onrecord.model.review import Judgement, ReviewStatus
from onrecord.model.span import Evidence, Span
from onrecord.model.statement import Act, Stance, StanceTowards, Statement, StatementKind, statement_id
from onrecord.model.topic import MOST_EVIDENCE, Topic, TopicKind, main_topic

__all__ = [
    "MOST_EVIDENCE",
    "READ_KINDS",
    "Act",
    "Analysis",
    "Attribution",
    "Block",
    "BlockKind",
    "Candidate",
    "Claim",
    "Count",
    "CountKind",
    "Date",
    "Document",
    "Entity",
    "EntityKind",
    "Event",
    "Evidence",
    "Failure",
    "Judgement",
    "Mention",
    "MentionKind",
    "Modality",
    "Name",
    "Origin",
    "Place",
    "PlaceKind",
    "PloverCode",
    "Provenance",
    "Quad",
    "Record",
    "ReviewStatus",
    "Sentence",
    "Span",
    "Stance",
    "StanceTowards",
    "Statement",
    "StatementKind",
    "Topic",
    "TopicKind",
    "document_id",
    "entity_id",
    "event_id",
    "from_json",
    "main_topic",
    "make_id",
    "mention_id",
    "spans_key",
    "statement_id",
    "text_hash",
    "to_json",
]
