from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Mention

    Read = Callable[..., tuple[Mention, ...]]

_TABLES = [Path(__file__).parent.parent / "cases" / name for name in ("dates.toml", "dates_news.toml")]
GROUPS = [group for table in _TABLES for group in tomllib.loads(table.read_text(encoding="utf-8"))["group"]]
CASES = [(group["published"], text, dates) for group in GROUPS for text, dates in group["cases"]]


@pytest.mark.parametrize(("day", "text", "dates"), CASES, ids=[text for _, text, _ in CASES])
def test_case(day: str, text: str, dates: list[list[str]], mentions_of: Read) -> None:
    published = None if day == "none" else dt.date.fromisoformat(day)
    found = [m for m in mentions_of(text, published) if m.kind == "date"]
    assert [[m.evidence.exact, m.value or ""] for m in found] == dates
