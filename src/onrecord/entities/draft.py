"""An entity in the making."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import EntityKind, Evidence

Gender = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True)
class Office:
    """What a role phrase says of somebody.

    Attributes:
        role: key of the lexicon's role ("foreign minister").
        country: of the state or body served.
        sector: PLOVER sector.
        body: reference or name of the body named with the role.
    """

    role: str
    country: str | None = None
    sector: str | None = None
    body: str | None = None


@dataclass(slots=True, eq=False)
class Draft:
    """An entity while its mentions are collected.

    Attributes:
        members: indices of its mentions, in text order.
        rules: mention index → name of the rule that joined it.
        sort: common noun by which the text may refer back to it.
        plural: several people.
        parts: the drafts that it stands for together.
    """

    kind: EntityKind
    name: str
    country: str | None = None
    sector: str | None = None
    ref: str | None = None
    role: Evidence | None = None
    gender: Gender = ""
    sort: str = ""
    plural: bool = False
    parts: tuple[Draft, ...] = ()
    offices: list[Office] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)

    def add(self, mention: int, rule: str) -> None:
        """Take a mention in."""
        if mention not in self.rules:
            insort(self.members, mention)
        self.rules[mention] = rule

    def last_before(self, mention: int) -> int:
        """Index of its last mention before `mention`; -1 when there is none."""
        at = bisect_left(self.members, mention)
        return self.members[at - 1] if at else -1


def closest(drafts: Sequence[Draft], mention: int) -> Draft:
    """Of several, the one mentioned last before `mention`, else the first after it."""
    best = max(drafts, key=lambda d: d.last_before(mention))
    return best if best.last_before(mention) >= 0 else min(drafts, key=lambda d: d.members[0])
