"""Hypothesis strategies for valid records of any text that a report can hold."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from onrecord.model import Act, Block, Modality, Record, Span, StatementKind

from factories import document, entity, event, first_word, mention, statement

#: Text with everything that UTF-8 can hold: NUL, quotes, right-to-left marks, astral code points.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record with some statements, their speakers the mentions of these, and events."""
    text = draw(TEXT)
    doc = document(text, blocks=[Block("paragraph", Span(0, len(text)))] if text == text.strip() else [])
    cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=12, unique=True))
    spans = [Span(a, b) for a, b in zip(sorted(cuts), sorted(cuts)[1:], strict=False)]
    mentions = [mention(doc, span) for span in spans[::2]]
    people = [entity([m], country=draw(st.sampled_from([None, "IRN", "USA"]))) for m in mentions]
    statements = [
        statement(
            doc,
            source=[person_mention.evidence],
            content=[span],
            speaker=[person],
            kind=draw(st.sampled_from(get_args(StatementKind))),
            act=draw(st.sampled_from(get_args(Act))),
            confidence=draw(st.floats(0, 1)),
        )
        for person_mention, person, span in zip(mentions, people, spans[1::2], strict=False)
    ]
    events = [
        event(
            doc,
            trigger=[span],
            actor=[person],
            actor_words=[person_mention.evidence],
            modality=draw(st.sampled_from(get_args(Modality))),
            within=draw(st.sampled_from([None, *statements])),
        )
        for person_mention, person, span in zip(mentions, people, spans[1::2], strict=False)
        if draw(st.booleans())
    ]
    ordered = tuple(sorted(statements, key=first_word))
    return Record(doc, tuple(mentions), tuple(people), ordered, "model 1", tuple(events))
