"""The store's schema, as the steps that lead from one version to the next.

The record itself is `documents.findings`: its canonical JSON without the text, deflated. All other columns and tables
are made from it (see `store.tables`) so that questions need no decoding; `audit` compares them.
"""

from onrecord.store.schema.checkpoints import CHECKPOINTS
from onrecord.store.schema.copies import COPIES
from onrecord.store.schema.counting import COUNTING
from onrecord.store.schema.dyads import DYADS
from onrecord.store.schema.events import EVENTS
from onrecord.store.schema.indexing import INDEXING
from onrecord.store.schema.manner import MANNER
from onrecord.store.schema.narrowing import NARROWING
from onrecord.store.schema.places import PLACES
from onrecord.store.schema.records import RECORDS
from onrecord.store.schema.reviews import REVIEWS
from onrecord.store.schema.searching import SEARCHING
from onrecord.store.schema.step import Step
from onrecord.store.schema.ties import TIES
from onrecord.store.schema.topics import TOPICS
from onrecord.store.schema.watching import WATCHING

__all__ = ["STEPS", "Step"]

#: Step n leads from version n to version n + 1. A step that was released is never edited.
STEPS: tuple[Step, ...] = (
    RECORDS,
    MANNER,
    EVENTS,
    COPIES,
    COUNTING,
    TOPICS,
    DYADS,
    CHECKPOINTS,
    REVIEWS,
    WATCHING,
    INDEXING,
    PLACES,
    SEARCHING,
    NARROWING,
    TIES,
)
