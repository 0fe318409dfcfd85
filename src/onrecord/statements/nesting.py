"""Statements reported inside other statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onrecord.model.overlaps import Overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Attribution, Statement


def told_inside(attributions: Sequence[Attribution]) -> list[bool]:
    """For each attribution whether it is told by another one: its cue, else its source, stands in that content."""
    contents = Overlaps((c, c) for a in attributions for c in a.content)
    inside = []
    for found in attributions:
        told = (found.cue or found.source or found.content)[0]
        inside.append(any(c.contains(told) and c not in found.content for c in contents.at(told)))
    return inside


def enclosing(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with `within` set: the one of the shortest content that holds this one's cue and content.

    Of two with the same content, the one whose source comes last tells the other: "X said ..., the agency reported".
    """
    contents = Overlaps((c.span, number) for number, s in enumerate(statements) for c in s.content)
    return tuple(
        msgspec.structs.replace(s, within=_innermost(s, [statements[n] for n in sorted(_near(s, contents))]))
        for s in statements
    )


def _near(inner: Statement, contents: Overlaps[int]) -> set[int]:
    return set(contents.at(inner.content[0].span))


def _innermost(inner: Statement, near: Sequence[Statement]) -> str | None:
    holders = [s for s in near if s is not inner and (_holds(s, inner) or _relays(s, inner))]
    return min(holders, key=_length).id if holders else None


def _holds(outer: Statement, inner: Statement) -> bool:
    """Whether all of the inner statement's words of saying and said stand in the outer one's content."""
    words = (*inner.cue, *inner.content)
    fits = all(any(c.span.contains(w.span) for c in outer.content) for w in words)
    return fits and bool(inner.cue) and _length(inner) < _length(outer)


def _relays(outer: Statement, inner: Statement) -> bool:
    """Whether two attributions share a content, and the outer one's source and cue follow the inner one's."""
    both = outer.source and outer.cue and inner.source and inner.cue
    if not both or outer.content != inner.content or outer.speaker == inner.speaker:
        return False
    last = max(e.span.end for e in (*inner.source, *inner.cue))
    first = min(e.span.start for e in (*outer.source, *outer.cue))
    return inner.content[0].span.start < last <= first


def _length(statement: Statement) -> int:
    return sum(len(c.span) for c in statement.content)
