from __future__ import annotations

import pytest

from onrecord.review.agreement import agreements, kappa, percent
from onrecord.review.changes import StatementEdit, accept, correct, reject, withdraw
from review.made import report, reviewed, signed, span

RECORD = report()
ONE, TWO = RECORD.statements


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # Two by two: 20 and 15 of 50 equal, 5 and 10 not; expected by chance is one half.
        ([(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15, 0.4),
        ([(1, 1), (0, 0)], 1.0),
        ([(1, 0), (0, 1)], -1.0),
        ([(1, 1), (1, 0)], 0.0),
        ([(1, 1), (1, 1)], None),
        ([], None),
    ],
)
def test_kappa(pairs: list[tuple[int, int]], expected: float | None) -> None:
    assert kappa(pairs) == (None if expected is None else pytest.approx(expected))


def test_two_reviewers_on_what_both_judged() -> None:
    kim, lou = "Kim", "Lou"
    shorter = StatementEdit(content=(span(RECORD, "the road"),), source=(ONE.source[0].span,), act="announce")
    entries = [
        accept(reviewed(RECORD), ONE.id, signed(0, by=kim)),
        reject(reviewed(RECORD), TWO.id, signed(1, by=kim)),
        accept(reviewed(RECORD), RECORD.events[0].id, signed(2, by=kim)),
        correct(reviewed(RECORD), ONE.id, shorter, signed(3, by=lou)),
        accept(reviewed(RECORD), TWO.id, signed(4, by=lou)),
    ]
    (found,) = agreements(entries)
    assert (found.one, found.other, found.findings, found.statements) == (kim, lou, 2, 1)
    assert (found.verdict, found.act) == (50.0, 0.0)
    assert found.content == pytest.approx(200 * len("the road") / (len("the road") + len("the road was closed")))
    gone = withdraw(entries[4], signed(5, by="Max"))
    (less,) = agreements([*entries, gone])
    assert (less.findings, less.verdict) == (1, 100.0)


def test_alone_nobody_agrees() -> None:
    assert agreements([accept(reviewed(RECORD), ONE.id, signed())]) == ()
    assert percent([]) is None
