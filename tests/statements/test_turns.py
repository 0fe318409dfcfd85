from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Block, Document, Span
from onrecord.statements.turns import turns

from factories import document


def told(doc: Document) -> list[tuple[str, list[str]]]:
    words = doc.text
    return [
        (words[t.source[0].start : t.source[0].end], [words[c.start : c.end] for c in t.content]) for t in turns(doc)
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Q: How long?\nA: A week.\nQ: And then?\nA: Nothing.",
            [("Q", ["How long?"]), ("A", ["A week."]), ("Q", ["And then?"]), ("A", ["Nothing."])],
        ),
        (
            "Question: Where?\nMr Venn: In Karsk.\nAt the port.\nQuestion: When?\nMr Venn (smiling): Soon.\nHe left.",
            [
                ("Question", ["Where?"]),
                ("Mr Venn", ["In Karsk.", "At the port."]),
                ("Question", ["When?"]),
                ("Mr Venn", ["Soon."]),
            ],
        ),
        (
            "ORLA VENN\nWe are open.\nTAMAS BROK\nYou are not.\nORLA VENN\nCome and see.",
            [("ORLA VENN", ["We are open."]), ("TAMAS BROK", ["You are not."]), ("ORLA VENN", ["Come and see."])],
        ),
    ],
    ids=["letters", "a turn of two paragraphs", "names on lines of their own"],
)
def test_turns(text: str, want: list[tuple[str, list[str]]]) -> None:
    assert told(document(text)) == want


@pytest.mark.parametrize(
    "text",
    [
        "Price: ten crowns.\nPlace: Karsk.\nTime: noon.",
        "Mr Venn: We are open.\nThe port was busy.",
        "Orla Venn\nWe are open.\nOrla Venn\nCome and see.\nOrla Venn\nBye.",
    ],
    ids=["a list", "one label", "one name again and again is a caption"],
)
def test_too_few_labels_make_no_transcript(text: str) -> None:
    assert told(document(text)) == []


def test_a_heading_ends_a_turn() -> None:
    text = "Q: One?\nA: Two.\nNEXT\nQ: Three?\nA: Four."
    kinds = ["paragraph", "paragraph", "heading", "paragraph", "paragraph"]
    starts = [0, *(at + 1 for at, c in enumerate(text) if c == "\n")]
    blocks = [
        Block(kind, Span(start, start + len(line)))  # type: ignore[arg-type]
        for kind, start, line in zip(kinds, starts, text.splitlines(), strict=True)
    ]
    assert ("A", ["Two."]) in told(document(text, blocks=blocks))


@given(st.lists(st.sampled_from(["Q: Why?", "A: So.", "Ann Lee", "It rained.", "Ann Lee:", "B"]), max_size=12))
def test_turns_are_in_order_and_apart(lines: list[str]) -> None:
    spans = [s for t in turns(document("\n".join(lines))) for s in (*t.source, *t.cue, *t.content)]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
