"""How far two reviewers agree on the findings that both of them judged.

Three measures, each over the findings on which each of the two has an entry that was not withdrawn:

* verdict: is it a finding? A reviewer who accepts or corrects it says yes, one who rejects it no. Share of equal
  verdicts, and Cohen's kappa.
* act: over the statements to which both say yes, the act that each of them leaves. Share of equal acts, and kappa.
* content: over the same statements, F1 of the code points of content that each leaves: twice those that both have, over
  those of the one and of the other together. It is the same whichever of the two is taken for the key.

Kappa is (observed - expected) / (1 - expected), where `expected` is the agreement of two reviewers who give each
category as often as these two do, but at random: J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational
and Psychological Measurement 20 (1960), 37-46. Where both give but one and the same category it says nothing, and is
None. F1 for spans, where the number of non-spans is without meaning, follows G. Hripcsak and A. S. Rothschild,
"Agreement, the F-Measure, and Reliability in Information Retrieval", JAMIA 12 (2005), 296-298.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.review.entry import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.model import Statement
    from onrecord.review.entry import Entry


class Agreement(Struct, frozen=True):
    """Two reviewers.

    Attributes:
        one: name of the one.
        other: name of the other.
        findings: how many both judged.
        verdict: per cent of these with equal verdicts; None without any.
        verdict_kappa: Cohen's kappa of the verdicts, -1 to 1.
        statements: how many statements both accepted or corrected.
        act: per cent of these with equal acts.
        act_kappa: Cohen's kappa of the acts.
        content: F1 in per cent of the code points of their content.
    """

    one: str
    other: str
    findings: int
    verdict: float | None
    verdict_kappa: float | None
    statements: int
    act: float | None
    act_kappa: float | None
    content: float | None


def agreements(entries: Iterable[Entry]) -> tuple[Agreement, ...]:
    """Every two reviewers who judged a finding in common, those with the most first."""
    by: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind in {"statement", "event", "entry"}:
            by.setdefault(entry.by, []).append(entry)
    # A reviewer's entry may be withdrawn by another; what is in force is known from all of them.
    valid = {e.id for e in in_force(e for own in by.values() for e in own)}
    last = {name: {e.target: e for e in in_force(own) if e.id in valid} for name, own in sorted(by.items())}
    found = (_agreement((one, last[one]), (other, last[other])) for one, other in combinations(last, 2))
    return tuple(sorted((f for f in found if f.findings), key=lambda f: (-f.findings, f.one, f.other)))


def _agreement(one: tuple[str, dict[str, Entry]], other: tuple[str, dict[str, Entry]]) -> Agreement:
    both = [(one[1][target], other[1][target]) for target in one[1] if target in other[1]]
    verdicts = [(a.after is not None, b.after is not None) for a, b in both]
    kept = [
        (a.after.statement, b.after.statement)
        for a, b in both
        if a.after and b.after and a.after.statement and b.after.statement
    ]
    acts = [(a.act, b.act) for a, b in kept]
    return Agreement(
        one=one[0], other=other[0], findings=len(both), verdict=percent(verdicts), verdict_kappa=kappa(verdicts),
        statements=len(kept), act=percent(acts), act_kappa=kappa(acts), content=_content(kept),
    )  # fmt: skip


def percent(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Per cent of the pairs whose two are equal; None without any."""
    return 100 * sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def kappa(pairs: Sequence[tuple[object, object]]) -> float | None:
    """Cohen's kappa of pairs of categories; None without any, or where there is only one category."""
    if not pairs:
        return None
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(one[category] * other[category] for category in one) / len(pairs) ** 2
    observed = sum(a == b for a, b in pairs) / len(pairs)
    return (observed - expected) / (1 - expected) if expected < 1 else None


def _content(kept: Sequence[tuple[Statement, Statement]]) -> float | None:
    common = sum(len(_points(a) & _points(b)) for a, b in kept)
    total = sum(len(_points(a)) + len(_points(b)) for a, b in kept)
    return 200 * common / total if total else None


def _points(statement: Statement) -> set[int]:
    return {point for e in statement.content for point in range(e.span.start, e.span.end)}
