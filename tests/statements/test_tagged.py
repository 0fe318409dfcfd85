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
        report = document(plain, title=plain.splitlines()[0] if plain.startswith(("Venn:", "Karsk's")) else None)
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
    (
        "what a promise is said to have been, with its helping verb",
        "{S:Venn} {C:denied} {T:that the envoy had promised to release the two ships}.",
        [
            (("Venn",), ("denied",), ("that the envoy had promised to release the two ships",)),
            (("the envoy",), ("had promised",), ("to release the two ships",)),
        ],
    ),
    (
        "a witness whom the speaker only quotes",
        "{S:Venn} {C:quoted} {T:a guard as saying that the gate was open}.",
        [(("a guard",), ("quoted", "as saying"), ("that the gate was open",))],
    ),
    (
        "a quotation before its outlet and its speaker",
        "{T:“Nobody checked the gate,”} {S:the newspaper} {C:quoted} {T:a guard as saying}.",
        [(("a guard",), ("quoted", "as saying"), ("“Nobody checked the gate,”",))],
    ),
    (
        "day and occasion are no part of the cue",
        "{S:Venn} {C:said in a statement on Tuesday} {T:that the road was closed}.",
        [(("Venn",), ("said",), ("that the road was closed",))],
    ),
    (
        "a hearer is no part of the cue",
        "{T:The road is closed}, {S:Venn} {C:told the council} on Friday.",
        [(("Venn",), ("told",), ("The road is closed",))],
    ),
    (
        "a noun that belongs to the cue",
        "{S:Venn} {C:expressed} {T:hope that the road would open}.",
        [(("Venn",), ("expressed hope",), ("that the road would open",))],
    ),
    (
        "a second cue of the same speaker",
        "{S:Venn} {C:stated} {T:that it had failed and called on both states to return}.",
        [
            (("Venn",), ("stated",), ("that it had failed",)),
            (("Venn",), ("called on",), ("both states to return",)),
        ],
    ),
    (
        "a source that breaks off at a preposition",
        '{T:"The vote was stolen,"} {C:read} {S:a statement by} the group\'s leader, Tamas Brok.',
        [(("a statement by the group's leader, Tamas Brok",), ("read",), ('"The vote was stolen,"',))],
    ),
    (
        "a phrase with a place for its source",
        "In {S:her} {C:opinion}, the truce of May {T:is dead}.",
        [
            (("her",), ("In", "opinion"), ("the truce of May is dead",)),
        ],
    ),
    (
        "a phrase of the sentence before has words of its own",
        "{T:In the view of Ilse Harn, the truce “buys time”. “I have seen longer ones,”} {S:she} {C:added}.",
        [
            (("Ilse Harn",), ("In the view of",), ("the truce “buys time”",)),
            (("she",), ("added",), ("“I have seen longer ones,”",)),
        ],
    ),
    (
        "a sure cue that is not tagged",
        "Venn told its citizens to leave the town. {S:Harn} {C:said} {T:it was late}.",
        [
            (("Venn",), ("told",), ("its citizens to leave the town",)),
            (("Harn",), ("said",), ("it was late",)),
        ],
    ),
    (
        "words of a source are no statement",
        "{C:According to} {S:a trader who asked not to be named}, {T:prices rose}.",
        [(("a trader who asked not to be named",), ("According to",), ("prices rose",))],
    ),
    (
        "what is said in a turn belongs to the turn",
        """Orla Venn: {S:The union} {C:says} {T:that the port stays open}. Does it?
Harn: It does.
Orla Venn: Who pays?""",
        [
            (("Orla Venn",), (":",), ("The union says that the port stays open. Does it?",)),
            (("Harn",), (":",), ("It does.",)),
            (("Orla Venn",), (":",), ("Who pays?",)),
        ],
    ),
    (
        "a possessive is no whole name before a colon",
        "{S:Karsk's} Ilse Harn{C::} {T:No new tariffs}",
        [(("Karsk's Ilse Harn",), (":",), ("No new tariffs",))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_tagged(find: Callable[[str], Found], text: str, want: Found) -> None:
    assert find(text) == want
