"""The encoder's say in the type of an event, with an encoder that answers as it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from onrecord.analysis.relations import ROOTS
from onrecord.events import EventFinder
from onrecord.events.classify import SURE, Verdict
from onrecord.lexicon.codebook import load_codebook
from onrecord.lexicon.event_words import load_event_words
from onrecord.lexicon.modality import load_modality
from onrecord.lexicon.triggers import load_triggers
from onrecord.pipeline import Stage

from factories import document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from onrecord.events.classify import Pair
    from onrecord.model import Event
    from onrecord.pipeline import Pipeline

    Coder = Callable[[str, str, float], tuple[Event, ...]]


class Oracle:
    """An encoder that gives one root one chance, and shares the rest among the others."""

    model_id = "oracle"
    roots = ROOTS

    def __init__(self) -> None:
        self.root, self.chance = "", 0.0
        self.asked: list[Pair] = []

    def predict(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        self.asked += pairs
        row = [self.chance if r == self.root else (1 - self.chance) / (len(ROOTS) - 1) for r in ROOTS]
        return np.array([row] * len(pairs), np.float32).reshape(len(pairs), len(ROOTS))


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture(scope="module")
def code(pipeline: Pipeline, oracle: Oracle) -> Coder:
    """The events of a text when the encoder is sure of a root to some degree."""
    book = load_codebook()
    finder = EventFinder(load_triggers(book), book, load_modality(), load_event_words(book), relations=oracle)
    whole = pipeline.with_stage(Stage("events", "events", finder))

    def events(text: str, root: str, chance: float) -> tuple[Event, ...]:
        oracle.root, oracle.chance = root, chance
        oracle.asked.clear()
        return whole(document(text)).events

    return events


def test_agreement_makes_surer(code: Coder) -> None:
    (event,) = code("Iran accused Israel of sabotage.", "ACCUSE", 0.9)
    (other,) = code("Iran accused Israel of sabotage.", "AID", 0.3)
    assert event.cameo == other.cameo
    assert event.plover.type == "ACCUSE"
    assert event.confidence > 0.75 > other.confidence
    assert event.provenance.rule == "subj>obj oracle"
    assert event.provenance.entry == "verb:accuse"


@pytest.mark.parametrize(("chance", "kind"), [(SURE - 0.01, "ACCUSE"), (SURE + 0.01, "COERCE")])
def test_a_sure_encoder_overrules_the_lexicon(code: Coder, chance: float, kind: str) -> None:
    (event,) = code("Iran accused Israel of sabotage.", "COERCE", chance)
    assert event.plover.type == kind
    assert event.cameo == {"ACCUSE": event.cameo, "COERCE": "170"}[kind]
    assert event.confidence < 0.75


def test_the_code_is_as_fine_as_the_trigger_allows(code: Coder) -> None:
    """Of "arrest" the announced kind is a threat of that kind."""
    (event,) = code("Iran arrested Israel's envoy.", "THREATEN", 0.9)
    assert (event.plover.type, event.cameo) == ("THREATEN", "132")


def test_a_type_that_another_trigger_tells_of_the_same_two_is_not_overruled(code: Coder) -> None:
    events = code("Iran accused Israel of sabotage and threatened Israel.", "THREATEN", 0.95)
    assert [e.plover.type for e in events] == ["ACCUSE", "THREATEN"]


@pytest.mark.parametrize(
    "text", ["Iran did not accuse Israel.", "Iran might accuse Israel of sabotage.", "Iran's president resigned."]
)
def test_what_is_no_fact_or_has_one_party_is_not_asked_about(code: Coder, oracle: Oracle, text: str) -> None:
    events = code(text, "AID", 0.99)
    assert not oracle.asked
    assert all(not e.provenance.rule.endswith("oracle") and e.plover.type != "AID" for e in events)


def test_the_encoder_sees_the_sentence_and_both_parties(code: Coder, oracle: Oracle) -> None:
    text = "It rained in Paris. Yesterday Iran accused Israel of sabotage."
    code(text, "ACCUSE", 0.9)
    ((sentence, source, target),) = oracle.asked
    assert sentence == "Yesterday Iran accused Israel of sabotage."
    assert (sentence[source.start : source.end], sentence[target.start : target.end]) == ("Iran", "Israel")


def test_an_unasked_event_keeps_its_confidence() -> None:
    assert Verdict("112").confidence(0.61) == 0.61
