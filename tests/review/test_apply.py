from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import verify
from onrecord.errors import ReviewError
from onrecord.model import Record, document_id, statement_id
from onrecord.review import Entry, Who, apply, in_force
from onrecord.review.changes import (
    EventEdit,
    StatementEdit,
    accept,
    add,
    correct,
    known,
    reject,
    withdraw,
)
from onrecord.review.entity_changes import EntityEdit, correct_entity, merge, split
from onrecord.review.entry import faults, identified
from review.made import TEXT, report, reviewed, signed, span

import factories

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from onrecord.model import ReviewStatus

RECORD = report()
ONE, TWO = RECORD.statements
EVENT = RECORD.events[0]
NEW = StatementEdit(
    content=(span(RECORD, "The road was never closed"),), source=(span(RECORD, "a spokesman"),),
    cue=(span(RECORD, "added"),), act="deny",
    speakers=(Who("", "person", "a spokesman", (factories.evidence(RECORD.document.text, "a spokesman"),)),),
)  # fmt: skip


def changed(record: Record = RECORD, **values: object) -> StatementEdit:
    """A correction of the first statement."""
    edit = StatementEdit(
        content=(span(record, "the road was closed"),), source=(span(record, "Ann Lee"),), cue=(span(record, "said"),),
        speakers=(known(record, record.entities[0].id),),
    )  # fmt: skip
    return replace(edit, **values)


def statuses(record: Record, entries: Sequence[Entry]) -> list[ReviewStatus]:
    return [f.status for f in apply(record, entries).findings]


def held(record: Record, entries: Sequence[Entry]) -> Record:
    """The record with the entries applied, after seeing that it holds."""
    made = apply(record, entries).record
    verify.check(made)
    return made


def test_nothing_said_changes_nothing() -> None:
    found = reviewed(RECORD)
    assert found.record is RECORD
    assert {f.status for f in found.findings} == {"predicted"}
    assert len(found.findings) == 3


def test_an_accepted_finding_is_checked() -> None:
    entry = accept(reviewed(RECORD), ONE.id, signed(note="as heard"))
    made = held(RECORD, [entry])
    assert made.statements == RECORD.statements
    assert [(j.of, j.status, j.by, j.at) for j in made.reviews] == [(ONE.id, "checked", "Kim", signed().at)]


def test_a_rejected_finding_is_gone_and_stays_so_in_a_newer_reading() -> None:
    entry = reject(reviewed(RECORD), ONE.id, signed())
    newer = report(model="test-model 2")
    for record in (RECORD, newer):
        assert [s.id for s in held(record, [entry]).statements] == [TWO.id]
        assert statuses(record, [entry]) == ["predicted", "predicted", "rejected"]


def test_what_stood_in_a_rejected_statement_stands_where_that_stood() -> None:
    nested = factories.nested()
    outer, inner = nested.statements
    made = held(nested, [reject(reviewed(nested), outer.id, signed())])
    assert [(s.id, s.within) for s in made.statements] == [(inner.id, None)]
    assert [e.within for e in made.events] == [None]
    assert [t.of for t in made.topics] == [nested.document.id, inner.id]


def test_a_corrected_finding_has_the_reviewers_values() -> None:
    edit = changed(act="announce", content=(span(RECORD, "the road"),), negated=True)
    made = held(RECORD, [correct(reviewed(RECORD), ONE.id, edit, signed())])
    first = made.statements[0]
    assert (first.act, first.content[0].exact, first.negated, first.confidence) == ("announce", "the road", True, 1.0)
    assert first.id == statement_id(RECORD.document.id, first.source, first.cue, first.content) != ONE.id
    assert (first.provenance.stage, first.provenance.rule) == ("review", "correct")


def test_a_correction_holds_when_a_newer_model_finds_the_same_words_otherwise() -> None:
    entry = correct(reviewed(RECORD), ONE.id, changed(act="announce"), signed())
    found = replace(ONE, act="hope", venue=factories.evidence(RECORD.document.text, "later"), speaker=())
    newer = replace(RECORD, statements=(found, TWO))
    first = held(newer, [entry]).statements[0]
    assert (first.act, first.speaker) == ("announce", ONE.speaker)
    assert first.venue == found.venue, "what the reviewer did not say comes from the reading"
    assert statuses(newer, [entry])[0] == "corrected"


@pytest.mark.parametrize("act", ["accept", "correct"])
def test_what_is_no_longer_found_is_added(act: str) -> None:
    before = reviewed(RECORD)
    entry = accept(before, ONE.id, signed()) if act == "accept" else correct(before, ONE.id, changed(), signed())
    newer = replace(RECORD, statements=(TWO,), mentions=RECORD.mentions[1:], entities=RECORD.entities[1:], events=())
    made = held(newer, [entry])
    assert [s.id for s in made.statements] == [ONE.id, TWO.id]
    assert made.speakers(made.statements[0]) == ("Ann Lee",)
    assert statuses(newer, [entry]) == ["added", "predicted"]


def test_a_correction_that_the_newer_model_finds_by_itself_is_one_finding() -> None:
    entry = correct(reviewed(RECORD), ONE.id, changed(content=(span(RECORD, "the road"),)), signed())
    right = held(RECORD, [entry]).statements[0]
    newer = replace(RECORD, statements=(replace(right, confidence=0.4, provenance=ONE.provenance), TWO))
    assert [s.id for s in held(newer, [entry]).statements] == [right.id, TWO.id]
    assert statuses(newer, [entry])[0] == "checked"


def test_a_missed_statement_is_added_with_its_speaker() -> None:
    made = held(RECORD, [add(reviewed(RECORD), NEW, signed())])
    assert [made.speakers(s) for s in made.statements] == [("Ann Lee",), ("Bob Roe",), ("a spokesman",)]
    assert made.reviews[0].status == "added"


def test_an_event_is_corrected_and_added_with_the_codebooks_values() -> None:
    edit = EventEdit(trigger=(span(RECORD, "closed"),), type="PROTEST", mode="riot", cameo="145", modality="negated")
    made = held(RECORD, [correct(reviewed(RECORD), EVENT.id, edit, signed())]).events[0]
    assert (made.plover.type, made.plover.mode, made.quad, made.cameo, made.goldstein) == (
        "PROTEST", "riot", "4", "145", -7.5,
    )  # fmt: skip
    more = replace(edit, trigger=(span(RECORD, "added"),), actors=(known(RECORD, RECORD.entities[1].id),))
    added = held(RECORD, [add(reviewed(RECORD), more, signed())]).events
    assert [e.trigger[0].exact for e in added] == ["closed", "added"]
    assert added[1].actor == (RECORD.entities[1].id,)


def test_two_entities_become_one() -> None:
    ann, bob = RECORD.entities
    made = held(RECORD, [merge(reviewed(RECORD), [bob.id, ann.id], signed())])
    (one,) = made.entities
    assert one.name == "Bob Roe"
    assert one.mentions == (*ann.mentions, *bob.mentions)
    assert {s.speaker for s in made.statements} == {(one.id,)} == {e.actor for e in made.events}


def test_one_entity_becomes_two() -> None:
    ann, bob = RECORD.entities
    joined = held(RECORD, [merge(reviewed(RECORD), [ann.id, bob.id], signed())])
    joined = replace(joined, reviews=())
    entry = split(reviewed(joined), joined.entities[0].id, ann.mentions, "Ann", signed(1))
    made = held(joined, [entry])
    assert [e.name for e in made.entities] == ["Ann", "Ann Lee"]
    assert [made.speakers(s) for s in made.statements] == [("Ann",), ("Ann Lee",)]
    assert [made.parties(e)[0] for e in made.events] == ["Ann"]
    later = correct(reviewed(joined, [entry]), TWO.id, changed_two(made), signed(2))
    assert held(joined, [entry, later]).speakers(held(joined, [entry, later]).statements[1]) == ("Ann",)


def test_an_entity_is_called_and_coded_otherwise() -> None:
    bob = RECORD.entities[1]
    entry = correct_entity(reviewed(RECORD), bob.id, BODY, signed())
    made = held(RECORD, [entry])
    roe = made.entities[1]
    assert (roe.name, roe.kind, roe.country, roe.sector, roe.sectors, roe.ref, roe.mentions) == (
        "Roe Ltd", "organisation", "FIN", "BUS", ("BUS", "ELI"), "org:ROE", bob.mentions,
    )  # fmt: skip
    assert made.speakers(made.statements[1]) == ("Roe Ltd",)
    assert apply(made, [entry]).record == made


def test_what_was_said_of_a_finding_before_holds_for_whom_is_called_otherwise() -> None:
    entries = [
        accept(reviewed(RECORD), TWO.id, signed()),
        correct_entity(reviewed(RECORD), RECORD.entities[1].id, BODY, signed(1)),
    ]
    made = held(RECORD, entries)
    assert [e.name for e in made.entities] == ["Ann Lee", "Roe Ltd"], "nobody is made anew"
    assert made.speakers(made.statements[1]) == ("Roe Ltd",)
    assert apply(made, entries).record == made


def test_a_name_outlives_a_newer_reading_that_calls_somebody_otherwise_still() -> None:
    entry = correct_entity(reviewed(RECORD), RECORD.entities[1].id, BODY, signed())
    bob = RECORD.entities[1]
    newer = replace(RECORD, entities=(RECORD.entities[0], replace(bob, name="Robert Roe", country="SWE")), model="m 2")
    assert [(e.name, e.country) for e in held(newer, [entry]).entities] == [("Ann Lee", None), ("Roe Ltd", "FIN")]
    assert held(newer, [entry, withdraw(entry, signed(1))]) == newer


def changed_two(record: Record) -> StatementEdit:
    return StatementEdit(
        content=(span(record, "it"),), source=(span(record, "Bob Roe"),), cue=(span(record, "denied"),),
        speakers=(known(record, record.entities[0].id),), act="deny",
    )  # fmt: skip


def test_an_entry_holds_for_the_same_text_under_other_metadata() -> None:
    entries = [
        correct(reviewed(RECORD), ONE.id, changed(content=(span(RECORD, "the road"),)), signed()),
        reject(reviewed(RECORD), TWO.id, signed(1)),
    ]
    other = factories.record(
        TEXT, title="Road", key=RECORD.document.key, published=dt.date(2024, 5, 1),
    )  # fmt: skip
    assert other.document.id != RECORD.document.id
    made = held(other, entries)
    assert [s.content[0].exact for s in made.statements] == ["the road"]


def test_entries_on_another_text_are_told_as_stale() -> None:
    entry = reject(reviewed(RECORD), ONE.id, signed())
    edited = factories.record("{S:Ann Lee} {C:said} {T:the road was closed}. Corrected.", key=RECORD.document.key)
    found = apply(edited, [entry])
    assert found.record is edited
    assert found.stale == (entry,)
    elsewhere = factories.record("{S:Ann Lee} {C:said} {T:the road was closed}.", key="https://example.org/2")
    assert apply(elsewhere, [entry]).stale == ()


def test_only_what_a_reviewer_vouches_for() -> None:
    nested = factories.nested()
    inner = nested.statements[1]
    found = apply(nested, [accept(reviewed(nested), inner.id, signed())])
    only = found.only()
    verify.check(only)
    assert [(s.id, s.within) for s in only.statements] == [(inner.id, None)]
    assert not only.events


def test_a_correction_is_corrected_again_and_accepted_by_another() -> None:
    first = correct(reviewed(RECORD), ONE.id, changed(content=(span(RECORD, "the road"),)), signed(0))
    made = reviewed(RECORD, [first])
    second = correct(made, made.record.statements[0].id, changed(content=(span(RECORD, "road"),)), signed(1))
    made = reviewed(RECORD, [first, second])
    third = accept(made, made.record.statements[0].id, signed(2, by="Lou"))
    assert {first.target, second.target, third.target} == {ONE.id}
    told = held(RECORD, [first, second, third])
    assert [s.content[0].exact for s in told.statements] == ["road", "it"]
    assert [(j.status, j.by) for j in told.reviews] == [("corrected", "Lou")]
    assert apply(told, [first, second, third]).record == told


def test_the_latest_entry_decides_and_a_withdrawal_gives_way_to_the_one_before() -> None:
    first = accept(reviewed(RECORD), ONE.id, signed(0))
    second = reject(reviewed(RECORD, [first]), ONE.id, signed(1, by="Lou"))
    third = withdraw(second, signed(2))
    fourth = withdraw(third, signed(3))
    assert statuses(RECORD, [first, second])[-1] == "rejected"
    assert statuses(RECORD, [first, second, third])[0] == "checked"
    assert statuses(RECORD, [first, second, third, fourth])[-1] == "rejected"
    assert in_force([fourth, third, second, first]) == (first, second)


BODY = EntityEdit("Roe Ltd", "organisation", country="FIN", sectors=("BUS", "ELI"), ref="org:ROE")

WHAT: dict[str, Callable[[int], Entry]] = {
    "accept": lambda at: accept(reviewed(RECORD), TWO.id, signed(at)),
    "reject": lambda at: reject(reviewed(RECORD), EVENT.id, signed(at)),
    "correct": lambda at: correct(
        reviewed(RECORD), ONE.id, changed(content=(span(RECORD, "the road"),), act="announce"), signed(at)
    ),
    "add": lambda at: add(reviewed(RECORD), NEW, signed(at)),
    "merge": lambda at: merge(reviewed(RECORD), [e.id for e in RECORD.entities], signed(at)),
    "rename": lambda at: correct_entity(reviewed(RECORD), RECORD.entities[1].id, BODY, signed(at)),
}


@given(
    actions=st.lists(st.sampled_from(sorted(WHAT)), unique=True),
    order=st.randoms(use_true_random=False),
    predicted=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_applying_twice_is_applying_once_in_any_order(
    actions: list[str], order: Random, predicted: tuple[bool, bool, bool]
) -> None:
    entries = [WHAT[action](at) for at, action in enumerate(actions)]
    newer = replace(
        RECORD,
        statements=tuple(s for s, there in zip(RECORD.statements, predicted[:2], strict=True) if there),
        events=RECORD.events if predicted[2] else (),
    )
    once = held(newer, entries)
    assert apply(once, entries).record == once
    order.shuffle(entries)
    assert held(newer, entries) == once
    times = [WHAT[action](at) for at, action in enumerate(sorted(actions))]
    independent, same = ([e for e in each if e.kind != "entity"] for each in (times, entries))
    told = [
        [(s.speaker, s.act, s.content) for s in apply(newer, each).record.statements] for each in (independent, same)
    ]
    assert told[0] == told[1]


@given(action=st.sampled_from(sorted(WHAT)), others=st.lists(st.sampled_from(sorted(WHAT)), unique=True))
def test_a_withdrawal_restores_what_was_before(action: str, others: list[str]) -> None:
    entries = [WHAT[other](at) for at, other in enumerate(others) if other != action]
    entry = WHAT[action](50)
    assert held(RECORD, [*entries, entry, withdraw(entry, signed(60))]) == held(RECORD, entries)


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: accept(reviewed(RECORD), "s-0", signed()), "is no finding"),
        (lambda: accept(reviewed(RECORD), ONE.id, signed(by=" ")), "a name has 1 to 80"),
        (lambda: accept(reviewed(RECORD), ONE.id, signed(by="a\x1b[0m")), "visible characters"),
        (lambda: accept(reviewed(RECORD), ONE.id, signed(note="x" * 2001)), "more than 2000"),
        (lambda: accept(reviewed(RECORD, [reject(reviewed(RECORD), ONE.id, signed())]), ONE.id, signed(1)), "withdraw"),
        (lambda: correct(reviewed(RECORD), ONE.id, changed(content=()), signed()), "has words of content"),
        (lambda: correct(reviewed(RECORD), ONE.id, changed(content=changed().content * 2), signed()), "overlaps"),
        (lambda: correct(reviewed(RECORD), EVENT.id, changed(), signed()), "is an event"),
        (lambda: add(reviewed(RECORD), changed(), signed()), "is already there"),
        (lambda: add(reviewed(RECORD), EventEdit(trigger=NEW.cue, type="DANCE"), signed()), "no PLOVER type"),
        (lambda: add(reviewed(RECORD), EventEdit(trigger=NEW.cue, type="PROTEST", cameo="9"), signed()), "no CAMEO"),
        (lambda: merge(reviewed(RECORD), [RECORD.entities[0].id], signed()), "two entities"),
        (lambda: split(reviewed(RECORD), RECORD.entities[0].id, RECORD.entities[0].mentions, "", signed()), "not all"),
        (lambda: known(RECORD, "n-0"), "is no entity"),
        (lambda: withdraw(accept(reviewed(RECORD), ONE.id, signed(5)), signed(5)), "clock"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_down_is_refused(ask: Callable[[], object], why: str) -> None:
    with pytest.raises(ReviewError, match=why):
        ask()


def test_entries_hold_and_tampered_ones_do_not() -> None:
    for make in WHAT.values():
        entry = make(0)
        assert not list(faults(entry))
        assert list(faults(replace(entry, note="other")))
        assert msgspec.json.decode(msgspec.json.encode(entry), type=Entry) == entry
    entry = WHAT["reject"](0)
    assert "target" in str(next(faults(identified(replace(entry, words="1:2//")))))
    assert list(faults(identified(replace(entry, action="merge"))))
    assert list(faults(identified(replace(entry, before=None))))
    assert list(faults(identified(replace(WHAT["accept"](0), document_id=document_id(
        text="x", url=None, outlet=None, published=None)))))  # fmt: skip
