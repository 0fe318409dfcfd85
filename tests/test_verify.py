from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import verify
from onrecord.errors import VerifyError
from onrecord.model import (
    Block,
    Count,
    Date,
    Event,
    Evidence,
    Mention,
    Record,
    Span,
    Statement,
    entity_id,
    event_id,
    mention_id,
    statement_id,
)  # fmt: skip
from strategies import records

from factories import document, nested, statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Entity

replace = msgspec.structs.replace


def with_document(**changes: object) -> Record:
    return replace(nested(), document=replace(nested().document, **changes))


def with_first(layer: str, change: Callable[[Any], object]) -> Record:
    findings = getattr(nested(), layer)
    return replace(nested(), **{layer: (change(findings[0]), *findings[1:])})


def renamed(finding: Statement | Mention | Entity | Event, **changes: object) -> Any:  # noqa: ANN401 (whichever was given)
    """The finding with changes and the id that they make."""
    changed = replace(finding, **changes)
    if isinstance(changed, Mention):
        return replace(changed, id=mention_id(changed.document_id, changed.kind, changed.evidence))
    if isinstance(changed, Statement):
        return replace(changed, id=statement_id(changed.document_id, changed.source, changed.cue, changed.content))
    if isinstance(changed, Event):
        words = (changed.trigger, changed.actor_words, changed.recipient_words)
        return replace(changed, id=event_id(changed.document_id, *words))
    return replace(changed, id=entity_id(changed.document_id, changed.kind, changed.mentions[0]))


def counted(event: Event, **changes: object) -> Event:
    """The event with changes of its first number."""
    return replace(event, counts=(replace(event.counts[0], **changes),))


ELSEWHERE = Evidence(Span(4, 7), "Bob")
BEYOND = Evidence(Span(47, 59), "Friday.")

FAULTS: list[tuple[str, Record, str]] = [
    ("another text", with_document(text="Ann Lee said nothing of the kind, nor did anybody else, ever."), "SHA-256"),
    ("another outlet", with_document(outlet="Other"), "have the id"),
    ("another date", with_document(published=None), "have the id"),
    ("another id", with_document(id="d-1"), "have the id"),
    ("block of no kind", with_document(blocks=(Block("aside", Span(0, 3)),)), "no known kind"),  # type: ignore[arg-type]
    ("block beyond the text", with_document(blocks=(Block("paragraph", Span(0, 99)),)), "beyond"),
    ("blocks out of order", with_document(blocks=tuple(Block("paragraph", Span(a, a + 3)) for a in (4, 0))), "before"),
    ("blocks that overlap", with_document(blocks=tuple(Block("paragraph", Span(a, a + 7)) for a in (0, 4))), "before"),
    ("block with blank edges", with_document(blocks=(Block("paragraph", Span(3, 7)),)), "blank"),
    ("a finding twice", replace(nested(), mentions=nested().mentions[:1] * 2 + nested().mentions[1:]), "2 times"),
    ("a finding of another document", with_first("mentions", lambda m: replace(m, document_id="d-1")), "document d-1"),
    ("mention of no kind", with_first("mentions", lambda m: renamed(m, kind="thing")), "no known kind"),
    ("mention with another id", with_first("mentions", lambda m: replace(m, id="m-1")), "have the id"),
    ("mention of other words", with_first("mentions", lambda m: renamed(m, evidence=ELSEWHERE)), "reads 'Lee'"),
    ("mention beyond the text", with_first("mentions", lambda m: renamed(m, evidence=BEYOND)), "beyond"),
    ("entity of no kind", with_first("entities", lambda e: renamed(e, kind="thing")), "no known kind"),
    ("entity with another id", with_first("entities", lambda e: replace(e, id="n-1")), "have the id"),
    ("entity without a mention", with_first("entities", lambda e: replace(e, mentions=())), "no mention"),
    ("entity of unknown mentions", with_first("entities", lambda e: renamed(e, mentions=("m-1",))), "mention m-1"),
    ("entity with another role", with_first("entities", lambda e: replace(e, role=ELSEWHERE)), "reads 'Lee'"),
    ("statement of no kind", with_first("statements", lambda s: replace(s, kind="sung")), "no known kind"),
    ("statement of no act", with_first("statements", lambda s: replace(s, act="sing")), "no known act"),
    ("statement with another id", with_first("statements", lambda s: replace(s, id="s-1")), "have the id"),
    ("confidence above 1", with_first("statements", lambda s: replace(s, confidence=1.1)), "between 0 and 1"),
    (
        "confidence that is no number",
        with_first("statements", lambda s: replace(s, confidence=float("nan"))),
        "between",
    ),
    ("another source", with_first("statements", lambda s: renamed(s, source=(ELSEWHERE,))), "reads 'Lee'"),
    ("another cue", with_first("statements", lambda s: renamed(s, cue=(ELSEWHERE,))), "reads 'Lee'"),
    ("another content", with_first("statements", lambda s: renamed(s, content=(*s.content, ELSEWHERE))), "reads 'Lee'"),
    ("another venue", with_first("statements", lambda s: replace(s, venue=ELSEWHERE)), "reads 'Lee'"),
    (
        "another date's words",
        with_first("statements", lambda s: replace(s, said_on=Date("2024", "stated", ELSEWHERE))),
        "reads 'Lee'",
    ),
    ("unknown speaker", with_first("statements", lambda s: replace(s, speaker=("n-1",))), "speaker n-1"),
    ("about something unknown", with_first("statements", lambda s: replace(s, about=("n-1",))), "about n-1"),
    ("within something unknown", with_first("statements", lambda s: replace(s, within="s-1")), "within s-1"),
    ("within itself", with_first("statements", lambda s: replace(s, within=s.id)), "within itself"),
    (
        "within one that lies within it",
        with_first("statements", lambda s: replace(s, within=nested().statements[1].id)),
        "within itself",
    ),
    ("event with another id", with_first("events", lambda e: replace(e, id="e-1")), "have the id"),
    ("event of no modality", with_first("events", lambda e: replace(e, modality="dreamt")), "no known modality"),
    ("event of no quad class", with_first("events", lambda e: replace(e, quad="5")), "no known quad class"),
    ("event less sure than 0", with_first("events", lambda e: replace(e, confidence=-0.1)), "between 0 and 1"),
    ("event with too high a score", with_first("events", lambda e: replace(e, score=10.5)), "score 10.5"),
    ("event with too low a value", with_first("events", lambda e: replace(e, goldstein=-11.0)), "Goldstein value -11"),
    ("another trigger", with_first("events", lambda e: renamed(e, trigger=(ELSEWHERE,))), "reads 'Lee'"),
    ("another actor", with_first("events", lambda e: renamed(e, actor_words=(ELSEWHERE,))), "reads 'Lee'"),
    ("another recipient", with_first("events", lambda e: renamed(e, recipient_words=(ELSEWHERE,))), "reads 'Lee'"),
    (
        "another day's words",
        with_first("events", lambda e: replace(e, date=Date("2024", "stated", ELSEWHERE))),
        "reads 'Lee'",
    ),
    (
        "another number's words",
        with_first("events", lambda e: replace(e, counts=(Count("killed", 1, ELSEWHERE),))),
        "reads 'Lee'",
    ),
    ("fewer than none", with_first("events", lambda e: counted(e, least=-1)), "from -1 to 2"),
    ("at most less than at least", with_first("events", lambda e: counted(e, most=-1)), "from 0 to -1"),
    ("a number of no kind", with_first("events", lambda e: counted(e, kind="sheep")), "no known kind"),
    ("unknown actor", with_first("events", lambda e: replace(e, actor=("n-1",))), "actor n-1"),
    ("unknown recipient", with_first("events", lambda e: replace(e, recipient=("n-1",))), "recipient n-1"),
    ("at an unknown place", with_first("events", lambda e: replace(e, place="n-1")), "place n-1"),
    ("event within something unknown", with_first("events", lambda e: replace(e, within="s-1")), "within s-1"),
    ("half a surrogate pair in a name", with_first("entities", lambda e: replace(e, name="\ud800")), "JSON"),
    ("a value of another type", with_first("entities", lambda e: replace(e, country=7)), "JSON"),
    ("a list for a tuple", with_first("entities", lambda e: replace(e, mentions=list(e.mentions))), "JSON"),
]


def test_a_good_record_holds() -> None:
    verify.check(nested())
    assert not list(verify.faults(nested()))


@given(records())
def test_any_record_built_by_the_rules_holds(made: Record) -> None:
    verify.check(made)


@pytest.mark.parametrize(("broken", "why"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_fault_is_found_and_named(broken: Record, why: str) -> None:
    with pytest.raises(VerifyError, match=why) as caught:
        verify.check(broken)
    changed = {
        id_
        for layer in ("mentions", "entities", "statements", "events")
        for before, after in zip(getattr(nested(), layer), getattr(broken, layer), strict=False)
        if before != after
        for id_ in (before.id, after.id)
    }
    assert caught.value.row in changed | {broken.document.id}


def test_a_long_chain_of_statements_is_followed_once() -> None:
    doc = document("x" * 3000)
    chain: list[Statement] = []
    for at in range(2999):
        chain.append(statement(doc, content=Span(at, at + 1), within=chain[-1] if chain else None))
    verify.check(Record(doc, statements=tuple(chain)))
    circle = (replace(chain[0], within=chain[-1].id), *chain[1:])
    assert len(list(verify.faults(Record(doc, statements=circle)))) == 1


def test_every_fault_is_found() -> None:
    broken = replace(
        nested(), entities=(), events=(), statements=tuple(replace(s, confidence=2) for s in nested().statements)
    )
    assert [f.row for f in verify.faults(broken)] == [nested().statements[i].id for i in (0, 0, 0, 1, 1)]


@given(st.data())
def test_a_changed_letter_is_found(data: st.DataObject) -> None:
    made = data.draw(records())
    at = data.draw(st.integers(0, len(made.document.text) - 1))
    text = (
        made.document.text[:at]
        + data.draw(st.characters(exclude_characters=made.document.text[at]))
        + made.document.text[at + 1 :]
    )
    with pytest.raises(VerifyError):
        verify.check(replace(made, document=replace(made.document, text=text)))
