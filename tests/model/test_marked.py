from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Evidence, Record
from onrecord.model.marked import Run, event_marks, marks, runs, to_html

import factories

NESTED = "{S1:Ann} {C1:said} {T1:that {S2:Bob} {C2:denied} {T2:it}}."


def _runs(record: Record) -> list[Run]:
    return list(runs(record.document, marks(enumerate(record.statements, 1))))


def test_runs_open_and_close_marks_in_order() -> None:
    found = _runs(factories.record(NESTED))
    opened = [[(m.number, m.role) for m in run.opens] for run in found]
    closed = [[(m.number, m.role) for m in run.closes] for run in found]
    assert [o for o in opened if o] == [
        [(1, "source")], [(1, "cue")], [(1, "content")], [(2, "source")], [(2, "cue")], [(2, "content")],
    ]  # fmt: skip
    assert closed[-2] == [(2, "content"), (1, "content")]


def test_inside_is_from_the_outermost_mark() -> None:
    (run,) = [run for run in _runs(factories.record(NESTED)) if run.text == "denied"]
    assert [(m.number, m.role) for m in run.inside] == [(1, "content"), (2, "cue")]


def test_each_run_knows_its_block() -> None:
    record = factories.record("A title\n{S:Ann} {C:said} {T:yes}.", title="A title")
    assert [(r.text, r.block) for r in _runs(record)][:3] == [
        ("A title", "headline"), ("\n", None), ("Ann", "paragraph"),
    ]  # fmt: skip


@given(st.data())
def test_runs_are_the_text_and_marks_balance(data: st.DataObject) -> None:
    text = data.draw(st.text("ab <&\n", min_size=1, max_size=40))
    document = factories.document(text)
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).filter(lambda pair: pair[0] < pair[1]).map(lambda p: Evidence.of(text, *p))
    statements = [
        factories.statement(document, content=data.draw(spans), source=data.draw(st.lists(spans, max_size=1)))
        for _ in range(data.draw(st.integers(0, 3)))
    ]
    record = Record(document=document, statements=tuple(statements))
    found = _runs(record)
    assert "".join(run.text for run in found) == text
    opened = [mark for run in found for mark in run.opens]
    assert sorted(opened, key=repr) == sorted((mark for run in found for mark in run.closes), key=repr)
    for mark in opened:
        inside = "".join(run.text for run in found if mark in run.inside)
        assert inside == text[mark.span.start : mark.span.end]
    assert _Words.of(to_html(record)).endswith(text)


class _Words(HTMLParser):
    """The text of HTML, without the raised numbers; its tags must balance."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        assert parser.open == []
        return parser.words

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "span", "sup"}
        assert {name for name, _ in attrs} <= {"style", "title"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["sup"]:
            self.words += data


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt; '\""])
def test_html_escapes_what_comes_from_the_report(hostile: str) -> None:
    html = to_html(factories.record(f"{{S:{hostile}}} {{C:said}} {{T:{hostile}}}.", outlet=hostile))
    assert hostile not in html
    assert html.count(escape(hostile)) >= 3
    assert _Words.of(html).endswith(f"{hostile} said {hostile}.")


def test_a_notebook_shows_the_marked_text() -> None:
    record = factories.record(NESTED)
    assert record._repr_html_() == to_html(record)
    assert "it</span><sup>2</sup><sup>1</sup>" in to_html(record)
    assert "source of 2. Bob (say, indirect)" in to_html(record)


def test_marks_of_events() -> None:
    made = factories.nested()
    found = event_marks(enumerate(made.events, 1))
    words = [(m.role, made.document.text[m.span.start : m.span.end]) for m in found]
    assert words == [("recipient", "Ann Lee"), ("actor", "Bob"), ("trigger", "warned")]
