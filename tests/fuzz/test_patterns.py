"""No regular expression takes for ever on the text that suits it worst."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from fuzz.patterns import patterns, traps

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from fuzz.patterns import Pattern

LENGTH = 5_000
#: Processor time for one text. A pattern that looks at each character once takes a thousandth of it; one that begins
#: anew at each, several times as much.
SECONDS = 0.4
#: Patterns that would take long, and the length up to which they are given a text.
BOUNDED = {
    "onrecord.documents.html._SENTENCE_END": 40,
    "onrecord.documents.lines._SEPARATORS": 150,
    "onrecord.documents.lines._PLACE_OR_OUTLET": 150,
    "onrecord.documents.page_metadata._TITLE_SEPARATOR": 400,
    "onrecord.documents.structure._DATE_SEPARATOR": 200,
}


class TooSlowError(Exception):
    """The time is over."""


@pytest.fixture
def bounded() -> Iterator[Callable[[], None]]:
    """Begins to count the time anew; when it is over, TooSlowError is raised where the program is."""

    def over(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, over)
    yield lambda: signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS) and None
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def exhaust(pattern: re.Pattern[str], text: str, *, anywhere: bool) -> None:
    if anywhere:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)


@pytest.mark.slow
def test_every_pattern_of_the_package(bounded: Callable[[], None]) -> None:
    slow: list[str] = []
    tried: list[Pattern] = list(patterns())
    for name, pattern, anywhere in tried:
        for text in traps(pattern.pattern, BOUNDED.get(name, LENGTH)):
            bounded()
            try:
                exhaust(pattern, text, anywhere=anywhere)
            except TooSlowError:
                slow.append(f"{name} on {text[:12]!r}...")
                break
    assert not slow
    assert len(tried) > 100
    assert {pattern.name for pattern in tried} >= BOUNDED.keys()


def test_a_bad_pattern_is_found_out(bounded: Callable[[], None]) -> None:
    import re  # noqa: PLC0415 - for this pattern alone

    bad = re.compile(r"\s*[|]\s*x|(a+)+b")
    text = next(text for text in traps(bad.pattern, LENGTH) if text.startswith("aaa"))
    bounded()
    with pytest.raises(TooSlowError):
        exhaust(bad, text, anywhere=True)
