"""How a finding came to be."""

from __future__ import annotations

from msgspec import Struct


class Provenance(Struct, frozen=True, forbid_unknown_fields=True):
    """Which stage, rule or model, lexicon and version made a finding.

    Attributes:
        stage: name of the stage, as in `onrecord.pipeline.STAGES`.
        rule: the rule's name or the model's id.
        version: version of onrecord.
        lexicon: hash of the lexicon that was read, when one was.
        entry: the lexicon entry that decided, when one did.
    """

    stage: str
    rule: str
    version: str
    lexicon: str | None = None
    entry: str | None = None


class Failure(Struct, frozen=True, forbid_unknown_fields=True):
    """What could not be read or coded, why, and what to do. The run goes on without it.

    Attributes:
        location: path, URL or `-`, with line or record number where there are several reports in one file.
        stage: `documents` or the stage that raised.
        code: a stable word, one of `onrecord.errors.DOCUMENT_CODES` or `stage-error`.
        message: one sentence for people.
        remedy: what the user can do; may be empty.
        document_id: the document, once there was one.
    """

    location: str
    stage: str
    code: str
    message: str
    remedy: str = ""
    document_id: str | None = None
