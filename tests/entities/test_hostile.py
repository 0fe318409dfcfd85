"""Any tree over any words: small parsers err in every way, and input may be made to break us."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.entities import Resolver
from onrecord.lexicon import load
from onrecord.mentions import Finder
from onrecord.model import Analysis, Name, Sentence

from factories import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Document, Entity, Mention

    Run = Callable[[Document, Analysis], tuple[tuple[Mention, ...], tuple[Entity, ...]]]

Value = TypeVar("Value")

WORDS = [
    "the", "a", "his", "he", "it", "they", "president", "president", "spokesman", "officials", "agency",
    "country", "Iran", "Iranian", "US", "us", "Moscow", "Kremlin", "West", "government", "army", "Ann",
    "Lee", "Smith", "Mr.", "General", "of", "for", "to", "in", ",", "-", "'s", "(", ")", ":", '"', "IAEA",
    "last", "next", "past", "this", "week", "Friday", "19", "2023", "9999", "February", "30", "two", "days",
    "ago", "ninety", "centuries", "quarter", "first", "1990s", "said", "is", "now", "soon", "’", "x",
]  # fmt: skip
POS = ["NOUN", "PROPN", "VERB", "ADJ", "DET", "PRON", "ADP", "PUNCT", "AUX", "ADV", "NUM", "PART", "X"]
DEP = ["nsubj", "dobj", "pobj", "prep", "compound", "amod", "poss", "conj", "appos", "ROOT", "aux", "det", "agent"]
LABEL = ["PERSON", "ORG", "GPE", "NORP", "DATE", "EVENT", "CARDINAL"]


@st.composite
def reports(draw: st.DrawFn) -> tuple[Document, Analysis]:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
    size = len(words)

    def column(values: st.SearchStrategy[Value]) -> tuple[Value, ...]:
        return tuple(draw(st.lists(values, min_size=size, max_size=size)))

    text = " ".join(words)
    published = draw(st.none() | st.dates())
    start = [sum(len(w) + 1 for w in words[:at]) for at in range(size)]
    cuts = sorted({0, size, *draw(st.lists(st.integers(0, size), max_size=4))})
    bounds = sorted({*draw(st.lists(st.integers(0, size), max_size=12))})
    report = document(text, published=published)
    analysis = Analysis(
        document_id=report.id,
        model="none",
        start=tuple(start),
        end=tuple(s + len(w) for s, w in zip(start, words, strict=True)),
        text=tuple(words),
        lemma=tuple(w.lower() for w in words),
        pos=column(st.sampled_from(POS)),
        tag=column(st.sampled_from(["NN", "NNS", "NNP", "VBD", "VBN", "VBG"])),
        dep=column(st.sampled_from(DEP)),
        head=column(st.integers(0, size - 1)),
        sentences=tuple(Sentence(a, b, 0) for a, b in pairwise(cuts)),
        names=tuple(Name(a, b, draw(st.sampled_from(LABEL))) for a, b in pairwise(bounds)),
    )
    return report, analysis


@pytest.fixture(scope="module")
def run() -> Run:
    lexicon = load()
    finder, resolver = Finder(lexicon), Resolver(lexicon)

    def both(report: Document, analysis: Analysis) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
        mentions = finder(report, analysis)
        return mentions, resolver(report, analysis, mentions)

    return both


@given(reports())
def test_any_analysis_gives_sound_mentions_and_entities(run: Run, report: tuple[Document, Analysis]) -> None:
    text, analysis = report
    mentions, entities = run(text, analysis)
    ends: dict[str, int] = {}
    for m in mentions:
        assert text.text[m.evidence.span.start : m.evidence.span.end] == m.evidence.exact
        assert m.evidence.span.start >= ends.get(m.kind, 0)
        ends[m.kind] = m.evidence.span.end
    members = [i for e in entities for i in e.mentions]
    assert len(members) == len(set(members))
    assert set(members) <= {m.id for m in mentions}


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max, dt.date(2, 1, 1), dt.date(9998, 12, 31)])
def test_the_ends_of_the_calendar(run: Run, published: dt.date) -> None:
    words = [
        "last",
        "Friday",
        "next",
        "Friday",
        "next",
        "weekend",
        "tomorrow",
        "last",
        "century",
        "ninety",
        "years",
        "ago",
    ]
    start = [sum(len(w) + 1 for w in words[:at]) for at in range(len(words))]
    report = document(" ".join(words), published=published)
    same = tuple(words)
    size = len(words)
    analysis = Analysis(
        document_id=report.id, model="none", start=tuple(start),
        end=tuple(s + len(w) for s, w in zip(start, words, strict=True)),
        text=same, lemma=same, pos=("NOUN",) * size, tag=("NN",) * size, dep=("dep",) * size, head=tuple(range(size)),
        sentences=(Sentence(0, size, 0),), names=(),
    )  # fmt: skip
    assert {m.kind for m in run(report, analysis)[0]} <= {"date"}
