from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis import Analyzer
from onrecord.lexicon.codebook import load_codebook
from onrecord.model import MOST_EVIDENCE, Event, Evidence, PloverCode, event_id, main_topic
from onrecord.topics import TopicFinder
from onrecord.topics.scoring import score_of

from factories import PROVENANCE, document, evidence, statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.lexicon.topics import TopicLexicon
    from onrecord.model import Document, Topic
    from onrecord.pipeline import Pipeline

TEXT = "Army shells village\nThe mayor said that the harvest was lost. She said it was sad.\nA dog slept."


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.fixture(scope="module")
def finder(lexicon: TopicLexicon) -> TopicFinder:
    return TopicFinder(lexicon, load_codebook())


def an_event(doc: Document, words: str, cameo: str) -> Event:
    trigger: tuple[Evidence, ...] = (evidence(doc.text, words),)
    return Event(
        id=event_id(doc.id, trigger, (), ()), document_id=doc.id, trigger=trigger, actor=(), recipient=(),
        plover=PloverCode("CONCEDE"), score=5.0, quad="2", modality="asserted", confidence=0.5,
        provenance=PROVENANCE, cameo=cameo,
    )  # fmt: skip


def test_a_statement_has_the_topics_of_its_content_or_inherits_the_main_ones(
    analyzer: Analyzer, finder: TopicFinder
) -> None:
    doc = document(TEXT, title="Army shells village")
    own = statement(doc, content="that the harvest was lost", cue="said")
    bare = statement(doc, content="it was sad")
    topics = finder(doc, analyzer(doc), (own, bare), ())
    assert [(t.kind, t.name, t.inherited) for t in topics if t.of == own.id] == [
        ("context", "economic", False),
        ("area", "food", False),
    ]
    assert [(t.kind, t.name, t.evidence) for t in topics if t.of == bare.id and t.inherited] == [
        ("context", "military", ()),
        ("area", "defence", ()),
    ]


def test_an_event_has_the_contexts_of_its_code_with_its_trigger_as_evidence(
    analyzer: Analyzer, finder: TopicFinder
) -> None:
    doc = document("The rivals met. They embraced.")
    event = an_event(doc, "embraced", "0811")  # easing of political restrictions
    contexts = load_codebook().cameo["0811"].contexts
    topics = [t for t in finder(doc, analyzer(doc), (), (event,)) if t.of == event.id]
    assert contexts
    assert {t.name for t in topics} == set(contexts)
    assert {e.exact for t in topics for e in t.evidence} == {"embraced"}


def test_the_headline_weighs_more_than_the_body(about: Callable[[str], tuple[Topic, ...]]) -> None:
    filler = "\nNobody came.\nNobody left.\n"
    told = about(f"The vaccine arrived.{filler}The judge spoke.")
    assert next(t.name for t in told if t.kind == "context") == "health"
    told = about(f"The judge spoke.{filler}The vaccine arrived.")
    assert next(t.name for t in told if t.kind == "context") == "legal"


def test_evidence_is_in_text_order_and_limited(about: Callable[[str], tuple[Topic, ...]]) -> None:
    words = "army, navy, troops, soldiers, howitzers, frigates, battalions, infantry, paratroopers, garrisons, warships"
    (defence,) = (t for t in about(f"They counted {words}.") if t.name == "defence")
    spans = [e.span for e in defence.evidence]
    assert len(spans) == MOST_EVIDENCE
    assert spans == sorted(spans)


def test_a_text_without_words_has_no_topics(about: Callable[[str], tuple[Topic, ...]]) -> None:
    assert about("-") == ()
    assert main_topic((), "d-0") is None


def test_the_pipeline_writes_topics_that_hold(pipeline: Pipeline) -> None:
    from onrecord import verify  # noqa: PLC0415 - the other tests need no verifier

    record = pipeline(document("Norland's navy shelled the port, its minister said.\n“We want a truce,” Roe said."))
    verify.check(record)
    main = main_topic(record.topics, record.document.id)
    assert main is not None
    assert main.name == "military"
    parts = {*(s.id for s in record.statements), *(e.id for e in record.events)}
    assert {t.of for t in record.topics} == {record.document.id, *parts}


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 10**6))
def test_scores_lie_between_0_and_1_and_grow_with_what_is_told(less: float, more: float, size: int) -> None:
    low, high = sorted((score_of(less, size), score_of(more, size)))
    assert 0 <= low <= high <= 1
    assert (score_of(less, size) <= score_of(more, size)) or less >= more


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_longer_texts_need_more(one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert score_of(5.0, long) <= score_of(5.0, short)
