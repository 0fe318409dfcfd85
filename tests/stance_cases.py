"""Statements with the stance of their speakers, as marked text: `P` for, `N` against, `Z` neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Attribution
from onrecord.pipeline import Pipeline, Stage

from factories import document, marked

if TYPE_CHECKING:
    from onrecord.model import Analysis, Document, Record, Span, Statement

LABELS = {"P": "support", "N": "oppose", "Z": "neutral"}
Spans = dict[str, list["Span"]]


def read(case: str, pipeline: Pipeline) -> tuple[Record, Spans]:
    """The record of a case whose statements stand where its marks say, and the marks."""
    text, spans = marked(case)
    numbers = sorted({label[1:] for label in spans if label[0] == "T"})
    given = tuple(
        Attribution(
            source=tuple(spans.get(f"S{n}", ())),
            cue=tuple(spans.get(f"C{n}", ())),
            content=tuple(spans[f"T{n}"]),
            rule="given",
            confidence=1.0,
        )
        for n in numbers
    )

    def attribution(document: Document, analysis: Analysis) -> tuple[Attribution, ...]:
        assert document.id == analysis.document_id
        return given

    stages = tuple(
        Stage("attribution", "attributions", attribution) if s.name == "attribution" else s for s in pipeline.stages
    )
    return Pipeline(pipeline.config, stages=stages)(document(text)), spans


def mistakes(case: str, pipeline: Pipeline) -> list[str]:
    """What is found otherwise than marked: stances of marked entities, and any stance towards others."""
    record, spans = read(case, pipeline)
    wrong: list[str] = []
    for statement in record.statements:
        wrong += _differences(record, statement, spans)
    return wrong


def marked_entities(case: str) -> int:
    """How many entities a case marks."""
    return sum(len(found) for label, found in marked(case)[1].items() if label[0] in LABELS)


def _differences(record: Record, statement: Statement, spans: Spans) -> list[str]:
    number = next(
        label[1:] for label, found in spans.items() if label[0] == "T" and found[0] == statement.content[0].span
    )
    found = {s.entity: str(s.stance) for s in statement.stance}
    wrong: list[str] = []
    known: set[str] = set()
    for label, places in spans.items():
        for span in places if label[0] in LABELS and label[1:] == number else ():
            named = _entities_at(record, span)
            stances = {found.get(e, "neutral") for e in named}
            known.update(e for e in named if found.get(e) == LABELS[label[0]])
            if LABELS[label[0]] not in stances:
                wrong.append(f"{record.document.text[span.start : span.end]}: {stances}, not {LABELS[label[0]]}")
    return wrong + [f"{record.entity(e).name}: {s}" for e, s in found.items() if s != "neutral" and e not in known]


def _entities_at(record: Record, span: Span) -> list[str]:
    mentions = {m.id for m in record.mentions if m.evidence.span.overlaps(span)}
    found = [e.id for e in record.entities if not mentions.isdisjoint(e.mentions)]
    assert found, f"nothing is named at {span}"
    return found
