"""Whose people the unnamed are, and whose government "the government" is: by where the text says that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.entities.draft import Draft
    from onrecord.entities.places import Places
    from onrecord.entities.text import Text
    from onrecord.lexicon import Lexicon

#: Between somebody and the place where they are ("politicians *in* Islamabad", "rebels *from* Chad").
_AT_HOME = frozenset(("in", "from", "of", "across", "inside"))
#: Between what somebody does and the place where it is done.
_AT_WORK = frozenset(("in", "at", "through", "across", "outside", "around", "near", "on"))
_LED = 2  # rank of the offices that a state has one of: its leaders and ministers
_MEMORY = 20  # mentions, or tokens, that are looked at


class Homes:
    """Gives a country to those of whom the text does not say it in so many words.

    Args:
        text: the mentions.
        of: mention index → draft.
        places: where the places of the text are.
        lexicon: which sectors are of the country in which they act, and the ranks of offices.
    """

    def __init__(self, text: Text, of: Mapping[int, Draft], places: Places, lexicon: Lexicon) -> None:
        self._text = text
        self._of = of
        self._places = places
        self._lexicon = lexicon

    def settle(self, drafts: Iterable[Draft]) -> None:
        """Look at every draft without a country; those that are found keep the rule "home" in their provenance."""
        for draft in drafts:
            if draft.country is not None or draft.parts or draft.kind not in {"person", "group", "organisation"}:
                continue
            found = next(((n, code) for n in draft.members for code in self._codes(n, draft)), None)
            if found is not None:
                number, draft.country = found
                draft.rules[number] = f"{draft.rules[number]}+home"

    def _codes(self, number: int, draft: Draft) -> Iterator[str]:
        """The countries that a mention may give, the likeliest first."""
        mention = self._text.mentions[number]
        family, _, key = (mention.provenance.entry or "").partition(":")
        end = self._end(number)
        if family == "role":
            yield from self._below(self._text.places[number].head, _AT_HOME, end)
            sector = self._lexicon.sectors.get(draft.sector or "")
            if sector is not None and sector.local:
                yield from self._of_clause(number)
            rank = self._lexicon.roles[key].rank
            if rank >= _LED and self._text.word(self._text.places[number].first) == "the":
                yield from self._before(number)
        elif family == "organ":
            yield from self._below(self._text.places[number].head, _AT_HOME, end)
            yield from self._before(number)

    def _below(self, head: int, links: frozenset[str], end: int) -> Iterator[str]:
        """Countries and places that a preposition joins to a token of the sentence that ends before token `end`."""
        analysis = self._text.analysis
        for at in range(head + 1, min(head + _MEMORY, end)):
            if analysis.head[at] != head or analysis.dep[at] != "prep" or self._text.word(at) not in links:
                continue
            inner = (n for n in range(at + 1, end) if analysis.head[n] == at)
            noun = next((n for n in inner if analysis.dep[n] == "pobj"), None)
            if noun is not None:
                yield from self._named_at(noun)

    def _named_at(self, token: int) -> Iterator[str]:
        """The country of the place or country whose name a token ends or belongs to, or that describes it."""
        analysis = self._text.analysis
        for at in (token, *(n for n in range(max(0, token - 4), token) if analysis.head[n] == token)):
            for first in range(at, max(at - 5, -1), -1):
                for number in self._text.starting.get(first, ()):
                    code = self._code(number) if self._text.places[number].last > at else None
                    if code is not None:
                        yield code

    def _code(self, number: int) -> str | None:
        """The state that a mention of a country, people or place tells."""
        draft, mention = self._of.get(number), self._text.mentions[number]
        if draft is None or mention.kind not in {"country", "demonym", "place"}:
            return None
        code = self._places.country_of(draft) if draft.kind == "place" else draft.country
        return code if code in self._lexicon.countries else None

    def _end(self, number: int) -> int:
        """One past the last token of a mention's sentence."""
        return self._text.analysis.sentences[self._text.places[number].sentence].last

    def _of_clause(self, number: int) -> Iterator[str]:
        """Where the verb is done of which the mention is the subject."""
        place, analysis = self._text.places[number], self._text.analysis
        if not place.subject:
            return
        verb, end = analysis.head[place.head], self._end(number)
        yield from self._below(verb, _AT_WORK, end)
        for at in range(verb + 1, min(verb + _MEMORY, end)):
            if analysis.head[at] == verb and analysis.dep[at] == "dobj":
                yield from self._below(at, _AT_WORK, end)

    def _before(self, number: int) -> Iterator[str]:
        """The country or people named last before, in this or the sentence before."""
        places, mentions = self._text.places, self._text.mentions
        here = places[number]
        for other in range(number - 1, max(-1, number - _MEMORY), -1):
            if here.sentence - places[other].sentence > 1:
                break
            code = self._code(other)
            if code is not None and mentions[other].kind != "place":
                yield code
