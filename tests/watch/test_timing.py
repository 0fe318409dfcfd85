from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.watch.timing import backoff, retry_after, strewn

NOW = 1_715_000_000.0  # 6 May 2024, 12:53:20


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0), ("120", 120.0), (" 120 ", 120.0), ("99999999999", 86_400.0), ("9" * 5_000, 86_400.0),
        ("Mon, 06 May 2024 12:54:20 GMT", 60.0), ("Mon, 06 May 2024 14:54:20 +0200", 60.0),
        ("Mon, 06 May 2024 12:00:00 GMT", 0.0), ("Mon, 06 May 2999 12:00:00 GMT", 86_400.0),
        ("", None), ("soon", None), ("-5", None), ("1.5", None), ("\u0663", None),
        ("Mon, 99 May 2024 12:54:20 GMT", None),
    ],
)  # fmt: skip
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, now=NOW) == seconds


@given(st.text(max_size=60))
def test_no_retry_after_blocks_for_long(value: str) -> None:
    assert 0 <= (retry_after(value, now=NOW) or 0) <= 86_400


@given(st.integers(0, 10_000), st.integers(0, 100))
def test_backing_off_doubles_up_to_a_day(failures: int, seed: int) -> None:
    wait = backoff(failures, Random(seed))  # noqa: S311 - strews times
    whole = min(60 * 2.0 ** min(max(failures - 1, 0), 30), 86_400)
    assert whole / 2 <= wait <= whole


@given(st.floats(0, 1e6), st.integers(0, 100))
def test_strewn(seconds: float, seed: int) -> None:
    assert seconds * 0.89 <= strewn(seconds, Random(seed)) <= seconds * 1.11  # noqa: S311 - as above
