from __future__ import annotations

import pytest

from onrecord.model import Span

from factories import document, evidence, marked, record


@pytest.mark.parametrize(
    ("text", "plain", "spans"),
    [
        ("", "", {}),
        ("no marks", "no marks", {}),
        ("{S:Ann} {C:said} {T:yes}", "Ann said yes", {"S": [(0, 3)], "C": [(4, 8)], "T": [(9, 12)]}),
        (
            "{T:yes}, {S:Ann} {C:said}, {T:no}",
            "yes, Ann said, no",
            {"T": [(0, 3), (15, 17)], "S": [(5, 8)], "C": [(9, 13)]},
        ),
        ("{T1:he {C2:said} {T2:so}}", "he said so", {"T1": [(0, 10)], "C2": [(3, 7)], "T2": [(8, 10)]}),
        ("a {brace} and } stay", "a {brace} and } stay", {}),
    ],
)
def test_marked(text: str, plain: str, spans: dict[str, list[tuple[int, int]]]) -> None:
    assert marked(text) == (plain, {label: [Span(*s) for s in found] for label, found in spans.items()})


@pytest.mark.parametrize("text", ["{S:Ann", "{S:}"])
def test_marked_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"closed|empty"):
        marked(text)


def test_evidence_of_a_later_occurrence() -> None:
    assert evidence("said he said", "said", nth=1).span == Span(8, 12)
    with pytest.raises(ValueError, match="substring"):
        evidence("said", "said", nth=1)


def test_document_has_a_block_for_each_line() -> None:
    doc = document("Talks fail\n\n  Ann spoke. \nBob left.", title="Talks fail")
    assert [(b.kind, doc.block_text(b)) for b in doc.blocks] == [
        ("headline", "Talks fail"),
        ("paragraph", "Ann spoke."),
        ("paragraph", "Bob left."),
    ]


def test_record_of_marked_text() -> None:
    made = record("{S1:Ann} {C1:said} {T1:yes}. {S2:Bob} {C2:said} {T2:no}. {S3:Ann} {C3:left} {T3:it}.", country="IRN")
    assert [made.speakers(s) for s in made.statements] == [("Ann",), ("Bob",), ("Ann",)]
    assert [[e.exact for e in s.content] for s in made.statements] == [["yes"], ["no"], ["it"]]
    assert [(e.name, len(e.mentions), e.country) for e in made.entities] == [("Ann", 2, "IRN"), ("Bob", 1, "IRN")]
