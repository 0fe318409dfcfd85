from __future__ import annotations

from onrecord.review.changes import StatementEdit, accept, add, correct, known, reject
from onrecord.review.entity_changes import EntityEdit, correct_entity, merge
from onrecord.review.telling import Change, changes, lines, told
from review.made import report, reviewed, signed, span

RECORD = report()
ONE, TWO = RECORD.statements


def test_findings_in_one_line() -> None:
    entry = accept(reviewed(RECORD), ONE.id, signed())
    assert told(entry.before) == "Ann Lee say: the road was closed"
    event = reject(reviewed(RECORD), RECORD.events[0].id, signed())
    assert told(event.before) == "Ann Lee CONSULT: closed"
    assert told(event.after) == ""
    both = merge(reviewed(RECORD), [e.id for e in RECORD.entities], signed())
    assert told(both.before) == "Ann Lee (Ann Lee); Bob Roe (Bob Roe)"
    assert told(both.after) == "Ann Lee (Ann Lee … Bob Roe)"


def test_changes_field_by_field() -> None:
    edit = StatementEdit(
        content=(span(RECORD, "the road was closed"),), source=(span(RECORD, "Ann Lee"),), cue=(span(RECORD, "said"),),
        speakers=(known(RECORD, RECORD.entities[1].id),), negated=True,
    )  # fmt: skip
    entry = correct(reviewed(RECORD), ONE.id, edit, signed())
    assert changes(entry) == (Change("speaker", "Ann Lee", "Bob Roe"), Change("negated", "", "yes"))
    assert changes(accept(reviewed(RECORD), ONE.id, signed())) == ()
    added = add(reviewed(RECORD), StatementEdit(content=(span(RECORD, "later"),)), signed())
    assert {c.before for c in changes(added)} == {""}
    both = merge(reviewed(RECORD), [e.id for e in RECORD.entities], signed())
    assert [c.field for c in changes(both)] == ["entities"]


def test_what_an_entity_is_called() -> None:
    edit = EntityEdit("Ann B. Lee", "person", country="NOR", sectors=("GOV", "MIL"))
    entry = correct_entity(reviewed(RECORD), RECORD.entities[0].id, edit, signed())
    assert lines(entry) == ("Ann Lee, person", "Ann B. Lee, person, NOR, GOV MIL")
    assert changes(entry) == (
        Change("name", "Ann Lee", "Ann B. Lee"), Change("country", "", "NOR"), Change("sectors", "", "GOV MIL"),
    )  # fmt: skip
    assert lines(accept(reviewed(RECORD), ONE.id, signed())) == ("Ann Lee say: the road was closed",) * 2
