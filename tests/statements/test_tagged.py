"""What the rules add to the encoder's attributions, with tags given by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.analysis import Analyzer
from onrecord.lexicon.cues import load_cues
from onrecord.model import Attribution
from onrecord.statements import TaggedFinder

from factories import document, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Span

Found = list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]


@pytest.fixture(scope="module")
def find() -> Callable[[str], Found]:
    """What is found in a text in which the tags of one attribution are marked with S, C and T."""
    analyzer, finder = Analyzer(), TaggedFinder(load_cues())

    def run(text: str) -> Found:
        plain, spans = marked(text)
        report = document(plain, title=plain.splitlines()[0] if plain.startswith("Venn:") else None)
        source, cue, content = (tuple(spans.get(role, ())) for role in "SCT")
        tags = [Attribution(source, cue, content, "hand", 0.9)] if content else []
        found = finder(report, analyzer(report), tuple(tags))

        def words(part: tuple[Span, ...]) -> tuple[str, ...]:
            return tuple(plain[s.start : s.end] for s in part)

        return [(words(a.source), words(a.cue), words(a.content)) for a in found]

    return run


CASES: list[tuple[str, str, Found]] = [
    (
        "commas at the edges are not said",
        "{S:Ms Venn,} {C:said} {T:the road was closed,} and left.",
        [(("Ms Venn",), ("said",), ("the road was closed",))],
    ),
    (
        "a closing comma inside the marks stays",
        '{T:"Not today,"} {S:Venn} {C:said}.',
        [(("Venn",), ("said",), ('"Not today,"',))],
    ),
    (
        "neighbouring pieces are one",
        "{S:Venn} {C:said} {T:the road} {T:was closed}.",
        [(("Venn",), ("said",), ("the road was closed",))],
    ),
    (
        "a relative pronoun is no content",
        "{S:Venn} {C:said} {T:the road was closed}, {T:which} nobody liked.",
        [(("Venn",), ("said",), ("the road was closed",))],
    ),
    (
        "a quotation before a cue without source is a statement of its own",
        '{T:"The road is closed,"} {C:adding} {T:that "it will open in May."}',
        [((), (), ('"The road is closed,"',)), ((), ("adding",), ('that "it will open in May."',))],
    ),
    (
        "what is added after a comma is a statement of its own",
        "{S:Venn} {C:said} {T:that the road was closed, adding that it would open in May}.",
        [
            (("Venn",), ("said",), ("that the road was closed",)),
            (("Venn",), ("adding",), ("that it would open in May",)),
        ],
    ),
    (
        "a statement of somebody named inside a statement",
        "{S:Ms Venn} {C:said} {T:that Germany expects the island to remain open for another ten years}.",
        [
            (("Ms Venn",), ("said",), ("that Germany expects the island to remain open for another ten years",)),
            (("Germany",), ("expects",), ("the island to remain open for another ten years",)),
        ],
    ),
    (
        "a headline with a colon",
        "Venn: New tariffs not aimed at Karsk",
        [(("Venn",), (":",), ("New tariffs not aimed at Karsk",))],
    ),
    (
        "a quotation with neither cue nor speaker",
        '"Nobody will cross it tonight."',
        [((), (), ('"Nobody will cross it tonight."',))],
    ),
    (
        "rules do not double what is tagged",
        "{S:Venn} {C:said} {T:it was late}.",
        [(("Venn",), ("said",), ("it was late",))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_tagged(find: Callable[[str], Found], text: str, want: Found) -> None:
    assert find(text) == want
