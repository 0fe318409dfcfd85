from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Mention

    Read = Callable[..., tuple[Mention, ...]]

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "dates.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_case(case: dict[str, Any], mentions_of: Read) -> None:
    given = case.get("published", "2023-02-24")
    published = None if given == "none" else dt.date.fromisoformat(given)
    dates = [m for m in mentions_of(case["text"], published) if m.kind == "date"]
    assert [[m.evidence.exact, m.value or ""] for m in dates] == case["dates"]
