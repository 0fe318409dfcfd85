from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from onrecord.cli import progress
from onrecord.cli.progress import Progress
from onrecord.documents import Input
from onrecord.scale import Ticket

import factories


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stderr that is, or is not, a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(progress, "time", clock)
    return clock


def _stderr(monkeypatch: pytest.MonkeyPatch, *, is_terminal: bool) -> Terminal:
    terminal = Terminal(is_terminal=is_terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


RECORD = factories.record("one two three four five")
A, B = Input("a.txt", Path("a.txt"), 100), Input("b.gz", Path("b.gz"), 300)


def test_rate_share_and_time_left_on_a_terminal(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _stderr(monkeypatch, is_terminal=True)
    shown = Progress()
    shown.expect([A, B])
    clock.now = 1.0
    shown.advance(RECORD)
    shown.reach(Ticket(A, 1, 100))
    shown.draw()
    assert terminal.getvalue().endswith("1 report, 5 words/s, 25%, 0:03 left")
    shown.clear()
    assert terminal.getvalue().endswith("\r\x1b[2K")
    clock.now = 2.0
    shown.reach(Ticket(B, 7, 150))  # an earlier run had read six reports of it, and so about as far
    shown.draw()
    assert "62%, 0:03 left" in terminal.getvalue()


def test_no_time_left_when_a_size_is_unknown(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _stderr(monkeypatch, is_terminal=True)
    shown = Progress()
    shown.expect([Input("-"), B])
    clock.now = 1.0
    shown.advance(RECORD)
    shown.reach(Ticket(B, 1, 100))
    shown.draw()
    assert terminal.getvalue().endswith("1 report, 5 words/s")


def test_what_failed_is_counted_and_what_was_read_before_is_not_waited_for(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = _stderr(monkeypatch, is_terminal=True)
    shown = Progress()
    shown.expect([A, B])
    shown.pass_over(B)
    clock.now = 1.0
    shown.failed()
    shown.reach(Ticket(A, 1, 100))
    shown.draw()
    assert "0 reports, 0 words/s, 1 failed, 100%, 0:00 left" in terminal.getvalue()


def test_elsewhere_a_line_now_and_then(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _stderr(monkeypatch, is_terminal=False)
    shown = Progress()
    shown.expect([])
    shown.say("loading")
    for clock.now in (1.0, 2.0, 29.0):
        shown.advance(RECORD)
        shown.draw()
    assert file.getvalue() == ""
    clock.now = 40.0
    shown.draw()
    assert file.getvalue() == "onrecord: 3 reports, 0 words/s\n"


def test_quiet_says_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _stderr(monkeypatch, is_terminal=True)
    shown = Progress(quiet=True)
    shown.expect([])
    shown.say("loading")
    clock.now = 100.0
    shown.advance(RECORD)
    shown.draw()
    shown.clear()
    assert terminal.getvalue() == ""
