"""Events by example."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from factories import marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Event, Evidence, Span

PATH = Path(__file__).parent.parent / "cases" / "events.toml"
CASES: list[dict[str, Any]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], find: Callable[[str], tuple[Event, ...]]) -> None:
    """Types, codes, modalities and parties are those marked, and there are no further events."""
    text, spans = marked(case["text"])
    events = find(text)
    told = [[e.plover.type, e.cameo, *([] if e.modality == "asserted" else [e.modality])] for e in events]
    assert told == case["events"]
    for number, event in enumerate(events, start=1):
        for letter, words in (("A", event.actor_words), ("E", event.trigger), ("R", event.recipient_words)):
            assert _agree(spans.get(f"{letter}{number}", []), words), f"{letter}{number}: {[w.exact for w in words]}"


def _agree(spans: list[Span], words: tuple[Evidence, ...]) -> bool:
    """Whether each marked span overlaps one of the words, and the other way round."""
    return all(any(s.overlaps(w.span) for w in words) for s in spans) and all(
        any(s.overlaps(w.span) for s in spans) for w in words
    )
