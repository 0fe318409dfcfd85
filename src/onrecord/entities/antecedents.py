"""What a pronoun or a pointing noun may stand for: the mentions before it, and how salient each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.entities.draft import Draft
    from onrecord.entities.sayings import Saying, Sayings
    from onrecord.entities.text import Text

_MEMORY = 80  # mentions before the pronoun that are looked at
_BARRED = -100.0


class Candidate(NamedTuple):
    """A mention with its draft."""

    number: int
    draft: Draft


class Antecedents:
    """The mentions before a pronoun, by fixed scores.

    Args:
        text: the mentions.
        of: mention index → draft; grows while pronouns are resolved.
        sayings: who speaks where.
    """

    def __init__(self, text: Text, of: dict[int, Draft], sayings: Sayings) -> None:
        self.text = text
        self.of = of
        self.sayings = sayings

    def take(self, number: int, draft: Draft, rule: str) -> None:
        """Let a mention belong to a draft."""
        draft.add(number, rule)
        self.of[number] = draft

    def before(self, number: int, reach: int) -> Iterator[Candidate]:
        """Mentions with a draft before the pronoun, nearest first, up to `reach` sentences back."""
        here = self.text.places[number]
        for other in range(number - 1, max(-1, number - _MEMORY), -1):
            if self.distance(number, other) > reach:
                return
            draft = self.of.get(other)
            if draft is not None and self.text.places[other].last <= here.first:
                yield Candidate(other, draft)

    def distance(self, number: int, other: int) -> int:
        """Sentences between two mentions; outside quotations, wholly quoted ones do not count."""
        here, there = self.text.places[number], self.text.places[other]
        if here.quoted or there.quoted:
            return here.sentence - there.sentence
        return self.text.narrated[here.sentence] - self.text.narrated[there.sentence]

    def drafts(self, saying: Saying | None) -> list[Draft]:
        """Who speaks, each once, as far as it is known."""
        found = [self.of[n] for n in saying.sources if n in self.of] if saying else []
        return list(dict.fromkeys(found))

    def speakers_before(self, number: int) -> list[Draft]:
        """Who spoke last, for a pronoun that is itself the source of a saying and goes on from there."""
        return self.drafts(self.sayings.before(number)) if self.sayings.speaks(number) else []

    def is_own_speaker(self, number: int, draft: Draft) -> bool:
        """Whether a pronoun stands in the draft's own direct words, in which it would be "I"."""
        first = self.text.places[number].first
        return self.sayings.direct(first) and draft in self.drafts(self.sayings.voice(first))

    def salience(self, number: int, candidate: Candidate) -> float:
        """Nearer is better, subjects and speakers are better; what is quoted hardly ever goes on outside."""
        other, draft = candidate
        here, there = self.text.places[number], self.text.places[other]
        if self.same_clause(number, other) or self.is_own_speaker(number, draft):
            return _BARRED
        points = 10.0 - 2.0 * self.distance(number, other) - 0.01 * (number - other)
        points += 3.0 * there.subject
        points += 1.5 * self.sayings.speaks(other)
        points += 2.0 * (draft in self.speakers_before(number))
        points -= 5.0 * any(self.of.get(n) is draft for n in self.sayings.names(number))
        points -= 4.0 * (there.quoted and not here.quoted)
        return points

    def same_clause(self, number: int, other: int) -> bool:
        """A plain object pronoun is not the subject of its own verb."""
        analysis, here, there = self.text.analysis, self.text.places[number], self.text.places[other]
        if not there.subject or analysis.dep[here.head] not in {"dobj", "dative", "pobj"}:
            return False
        governor = analysis.head[here.head]
        if analysis.dep[here.head] == "pobj":
            governor = analysis.head[governor]
        return governor == analysis.head[there.head] and "sel" not in self.text.word(here.first)
