from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from onrecord.model import Span
from onrecord.web.report import paragraphs
from strategies import records

import factories

if TYPE_CHECKING:
    from onrecord.model import Record
    from onrecord.web.report import Note, Paragraph


def whole(record: Record, linked: Span | None = None) -> tuple[Paragraph, ...]:
    return paragraphs(record, statements=record.statements, events=record.events, linked=linked)


def notes(record: Record) -> list[Note]:
    return [note for paragraph in whole(record) for note in paragraph.notes]


@given(made=records())
def test_the_text_is_shown_as_published(made: Record) -> None:
    pieces = [piece for paragraph in whole(made) for piece in paragraph.pieces]
    text = made.document.text
    assert all(text[p.at : p.at + len(p.text)] == p.text for p in pieces)
    shown = {at for p in pieces for at in range(p.at, p.at + len(p.text))}
    assert all(text[at].isspace() for at in set(range(len(text))) - shown)


@given(made=records())
def test_each_finding_has_its_words_and_one_note(made: Record) -> None:
    keys = [f"s{n}" for n, _ in enumerate(made.statements, 1)] + [f"e{n}" for n, _ in enumerate(made.events, 1)]
    assert sorted(note.key for note in notes(made)) == sorted(keys)
    pieces = [piece for paragraph in whole(made) for piece in paragraph.pieces]
    assert {key for p in pieces for key in p.findings} == set(keys)
    assert sorted(key for p in pieces for key in p.begins) == sorted(keys)


def test_content_in_content_is_told_apart() -> None:
    looks = {p.text: p.classes for p in whole(factories.nested())[0].pieces}
    assert looks["of war"] == "m content d2"
    assert looks["warned"] == "m content cue trigger d1"
    assert looks["Ann Lee"] == "m source recipient d0"
    assert looks[" on Friday."] == ""


def test_a_note_tells_who_reports_it() -> None:
    outer, inner = (note for note in notes(factories.nested()) if note.key[0] == "s")
    assert outer.chain == ()
    assert inner.chain == ((1, "Ann Lee"),)
    assert [e.name for e in inner.actors] == ["Bob"]


def test_an_event_is_somebodys_word() -> None:
    (event,) = (note for note in notes(factories.nested()) if note.key[0] == "e")
    assert event.chain == ((1, "Ann Lee"),)


def test_a_linked_passage_is_marked() -> None:
    record = factories.record("One {S:Ann} {C:said} {T:two three}.")
    start = record.document.text.index("wo")
    pieces = [p for p in whole(record, Span(start, start + 4))[0].pieces if "span" in p.classes.split()]
    assert [(p.text, p.findings, p.begins) for p in pieces] == [("wo t", ("s1",), ("span",))]
