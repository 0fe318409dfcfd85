"""From words that tell to topics with a score."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model.topic import MOST_EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.lexicon.topics import TopicKey
    from onrecord.model import Span
    from onrecord.topics.hits import Hit

#: How much of its weight an entry adds when it is said again: the sum of its places to this power.
_AGAIN = 0.6
#: Words of a text up to which its length does not matter; beyond it what is told is divided by the root of the length.
_SHORT = 20
#: What is told in a short text for a score of 1 - 1/e.
_SCALE = 3.0
#: A topic with a lower score, or with less than this share of the strongest topic's, is only touched on.
_LEAST, _SHARE = 0.15, 0.25
_MOST = 5  # topics of one kind
#: What a word with other common uses counts of its weight: several of them are still no word that leaves no doubt.
_WEAK = 0.6


class Told(NamedTuple):
    """A topic, what the words tell of it in all, its score, and where the words that tell most stand, in text order."""

    topic: TopicKey
    total: float
    score: float
    spans: tuple[Span, ...]


class _Words(NamedTuple):
    """What one entry tells of a topic: weight, and each place with how much it counts there."""

    weight: float
    places: list[tuple[float, Span]]

    @property
    def total(self) -> float:
        return self.weight * math.pow(sum(share for share, _ in self.places), _AGAIN)


def told(
    hits: Iterable[Hit], *, size: int, span: Callable[[int, int], Span], share: Callable[[int], float] | None = None
) -> list[Told]:
    """The topics that some words tell, contexts first, each kind with the surest first; topics touched on left out.

    Args:
        hits: the words.
        size: tokens of the text they stand in.
        span: code points of tokens `[first, last)`.
        share: how much a word counts that begins at a token; 1 for all when left out.
    """
    tellers: dict[TopicKey, dict[tuple[str, ...], _Words]] = {}
    for hit in hits:
        for tell in hit.tells:
            words = tellers.setdefault(tell.topic, {}).setdefault(
                hit.entry.words, _Words(tell.weight * (1.0 if tell.strong else _WEAK), [])
            )
            words.places.append((share(hit.first) if share else 1.0, span(hit.first, hit.last)))
    found = [_told(topic, list(entries.values()), size) for topic, entries in tellers.items()]
    return kept(found)


def kept(found: Iterable[Told]) -> list[Told]:
    """The topics that are more than touched on, at most `_MOST` of each kind."""
    ranked = sorted(found, key=lambda t: (-t.total, t.spans[0], t.topic))
    least = _SHARE * ranked[0].total if ranked else 0.0
    sure = [t for t in ranked if t.score >= _LEAST and t.total >= least]
    return [t for kind in ("context", "area") for t in [t for t in sure if t.topic.kind == kind][:_MOST]]


def score_of(total: float, size: int) -> float:
    """A score of 0 to 1 for what a text of so many tokens tells."""
    length = math.sqrt(max(1.0, size / _SHORT))
    return round(1 - math.exp(-total / (_SCALE * length)), 3)


def _told(topic: TopicKey, entries: list[_Words], size: int) -> Told:
    total = sum(e.total for e in entries)
    most = sorted(entries, key=lambda e: -e.total)[:MOST_EVIDENCE]
    return Told(topic, total, score_of(total, size), tuple(sorted(e.places[0][1] for e in most)))
