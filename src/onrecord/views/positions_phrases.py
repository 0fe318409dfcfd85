"""Formulae: sequences of words that come back in what somebody says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from onrecord.views.positions_rows import order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.views.positions_rows import Said, Word

#: Words of a phrase that are no function words.
FEWEST_CONTENT_WORDS = 3
#: Reports, copies counted once, that a phrase must be in.
FEWEST_REPORTS = 2
#: Words of a phrase; of a longer passage these are listed.
MOST_WORDS = 60

_MOST_OF_SENTENCE = 400  # words of a sentence that are looked at; more have no end that we know


class Phrase(Struct, frozen=True):
    """Words that come back.

    Attributes:
        words: as they stand where they were first said.
        length: how many words they are.
        reports: how many reports have it, copies counted once.
        days: on how many days it was said, as far as days are known.
        voices: who said it.
        first_day: the first of these days.
        last_day: the last.
        statements: ids of the statements that have it, by day.
    """

    words: str
    length: int
    reports: int
    days: int
    voices: tuple[str, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    statements: tuple[str, ...]


class _Place(NamedTuple):
    """Where a sequence of words begins: in which sentence of what was said, and at which of its words."""

    said: Said
    words: tuple[Word, ...]
    at: int


_Gram = tuple[str, ...]


def phrases(found: Sequence[Said], *, function_words: frozenset[str]) -> tuple[Phrase, ...]:
    """The sequences of words that two reports or more have, the longest first.

    A phrase has at least three words that are no function words, and begins and ends with one. A part of a longer
    phrase is a phrase of its own only if more reports have it. Copies are one report.

    Args:
        found: what was said, in order.
        function_words: forms that make no phrase.
    """
    kept: list[tuple[_Gram, list[_Place]]] = []
    longest: dict[_Gram, list[_Place]] = {}
    for level in _levels(found):
        kept += [(gram, places) for gram, places in level.items() if _is_phrase(gram, function_words)]
        longest = level
    kept.sort(key=lambda pair: (-len(pair[0]), -_reports(pair[1]), pair[0]))
    going_on = _going_on(longest)
    parts: dict[_Gram, int] = {}
    made = []
    for gram, places in kept:
        reports = _reports(places)
        if reports > parts.get(gram, 0):
            made += [] if gram in going_on else [_phrase(gram, places)]
            for part in _parts(gram):
                parts[part] = max(reports, parts.get(part, 0))
    return tuple(made)


def _levels(found: Sequence[Said]) -> Iterator[dict[_Gram, list[_Place]]]:
    """The sequences that enough reports have, by their length, each with its places."""
    rare = _rare_words(found)
    places: Iterable[_Place] = (
        _Place(said, words, at)
        for said in found
        for words in said.sentences
        for at in range(min(len(words), _MOST_OF_SENTENCE) - FEWEST_CONTENT_WORDS + 1)
        if not any(word.form in rare for word in words[at : at + FEWEST_CONTENT_WORDS])
    )
    for length in range(FEWEST_CONTENT_WORDS, MOST_WORDS + 1):
        level: dict[_Gram, list[_Place]] = defaultdict(list)
        for place in places:
            words = place.words[place.at : place.at + length]
            if len(words) == length:
                level[tuple(word.form for word in words)].append(place)
        frequent = {gram: at for gram, at in level.items() if len(at) > 1 and _reports(at) >= FEWEST_REPORTS}
        if not frequent:
            return
        yield frequent
        places = [place for at in frequent.values() for place in at]


def _going_on(level: dict[_Gram, list[_Place]]) -> set[_Gram]:
    """Of the longest sequences those that only go on a passage whose first words are one already."""
    if MOST_WORDS not in {len(gram) for gram in level}:
        return set()
    starts = {_where(place) for places in level.values() for place in places}
    before = {start: (*start[:-1], start[-1] - 1) for start in starts}
    return {gram for gram, places in level.items() if all(before[_where(place)] in starts for place in places)}


def _where(place: _Place) -> tuple[str, int, int]:
    return place.said.position.statement_id, place.words[0].start, place.at


def _rare_words(found: Sequence[Said]) -> set[str]:
    """Words of one report alone, which no phrase can have."""
    of: dict[str, str | None] = {}
    for said in found:
        for form in said.forms:
            if of.setdefault(form, said.group) != said.group:
                of[form] = None
    return {form for form, group in of.items() if group is not None}


def _is_phrase(gram: _Gram, function_words: frozenset[str]) -> bool:
    if gram[0] in function_words or gram[-1] in function_words:
        return False
    return sum(word not in function_words for word in gram) >= FEWEST_CONTENT_WORDS


def _reports(places: Iterable[_Place]) -> int:
    return len({place.said.group for place in places})


def _parts(gram: _Gram) -> Iterator[_Gram]:
    for length in range(FEWEST_CONTENT_WORDS, len(gram)):
        for at in range(len(gram) - length + 1):
            yield gram[at : at + length]


def _phrase(gram: _Gram, places: Sequence[_Place]) -> Phrase:
    by_statement = {place.said.position.statement_id: place for place in reversed(places)}
    ordered = sorted(by_statement.values(), key=lambda place: order(place.said))
    first = ordered[0]
    days = sorted({place.said.position.day for place in ordered if place.said.position.day})
    start, end = first.words[first.at].start, first.words[first.at + len(gram) - 1].end
    return Phrase(
        words=first.said.position.content[start:end],
        length=len(gram),
        reports=_reports(ordered),
        days=len(days),
        voices=tuple(sorted({place.said.position.voice for place in ordered})),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        statements=tuple(place.said.position.statement_id for place in ordered),
    )
