"""Whose people the unnamed are, and whose government "the government" is: by where the text says that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.entities.pointing import OWNERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.entities.draft import Draft, Office
    from onrecord.entities.story import Story
    from onrecord.entities.text import Text
    from onrecord.entities.things import Things
    from onrecord.lexicon import Lexicon

#: Between somebody and the place where they are ("politicians *in* Islamabad", "rebels *from* Chad").
_AT_HOME = frozenset(("in", "from", "of", "across", "inside"))
#: Between what somebody does and the place where it is done.
_AT_WORK = frozenset(("in", "at", "through", "across", "outside", "around", "near", "on"))
_POSTED_TO = frozenset(("to", "in"))
_OWN = frozenset(("'s", "\u2019s"))
#: Sectors of state, whose people are of the side that acts before they are of where the report is at home.
_STATE = frozenset(("GOV", "MIL", "SPY", "LEG", "JUD", "OPP", "PTY"))
#: Sectors whose named people are as often from elsewhere: artists, sportsmen, preachers.
_GUESTS = frozenset(("CVL", "REL", "MED"))
_LED = 2  # rank of the offices that a state has one of: its leaders and ministers
_FAR = 60  # tokens before a subject in which the place in front of its clause begins
_MEMORY = 20  # mentions, or tokens, that are looked at


class Homes:
    """Gives a country to those of whom the text does not say it in so many words.

    Args:
        text: the mentions.
        story: where the report is at home, and who acts in it.
        things: to name a state's organs.
        lexicon: which sectors are of the country in which they act, and which roles are posted abroad.
    """

    def __init__(self, text: Text, story: Story, things: Things, lexicon: Lexicon) -> None:
        self._text = text
        self._story = story
        self._things = things
        self._lexicon = lexicon

    def settle(self, drafts: Iterable[Draft], *, is_known: Callable[[Draft], bool], owned: bool) -> None:
        """Look at every draft without a country; those that are found keep the rule "home" in their provenance.

        Args:
            drafts: in text order, so that speakers come before those whom they speak of.
            is_known: whether the table of offices tells a draft's country.
            owned: also those who are somebody's ("their commander"); before, it is seen whose.
        """
        for draft in drafts:
            if draft.country is not None or draft.parts or draft.kind not in {"person", "group", "organisation"}:
                continue
            members = [n for n in draft.members if owned or self._first_word(n) not in OWNERS]
            ways = ((find, n) for find in (self._beside_name, self._codes) for n in members)
            found = next(((n, code) for find, n in ways for code in find(n, draft)), None)
            if found is None or is_known(draft):
                continue
            number, code = found
            draft.rules[number] = f"{draft.rules[number]}+home"
            if self._family(number) == "organ":
                self._things.settle(draft, number, code)
            else:
                draft.country = code

    def _first_word(self, number: int) -> str:
        return self._text.word(self._text.places[number].first)

    def _family(self, number: int) -> str:
        return (self._text.mentions[number].provenance.entry or "").partition(":")[0]

    def _codes(self, number: int, draft: Draft) -> Iterator[str]:
        """The countries that a mention may give, the likeliest first."""
        family = self._family(number)
        if family not in {"role", "organ"} or any(self._is_international(o) for o in draft.offices):
            return
        if draft.sector == "JUD" and self._story.has_world_court:
            return
        posted = self._is_posted(number)
        if not posted:
            yield from self._below(self._text.places[number].head, _AT_HOME, self._end(number))
            yield from self._in_front(number)
        sectors = {draft.sector or "", *(o.sector or "" for o in draft.offices)}
        if posted:
            yield from self._of_posted(number)
        elif family == "organ" or not sectors.isdisjoint(_STATE):
            yield from self._of_state(number)
        elif any(self._is_local(code, draft) for code in sectors):
            yield from self._of_clause(number)
            if self._story.ground is not None and any(self._is_settled(code, draft) for code in sectors):
                yield self._story.ground

    def _is_international(self, office: Office) -> bool:
        """Whether an office is one in a body that belongs to no state."""
        row = self._lexicon.organisations.get((office.body or "").removeprefix("org:"))
        return row is not None and row.country not in self._lexicon.countries

    def _is_local(self, sector: str, draft: Draft) -> bool:
        """Whether people of a sector are mostly of the country in which they act."""
        row = self._lexicon.sectors.get(sector)
        return row is not None and (row.local in ("yes", "acting") or (row.local == "plural" and draft.plural))

    def _is_settled(self, sector: str, draft: Draft) -> bool:
        """Whether they are mostly of the country in which the report is at home; a named civilian may be a guest."""
        row = self._lexicon.sectors.get(sector)
        named = any(self._text.mentions[n].kind == "person" for n in draft.members)
        return row is not None and row.local != "acting" and not (named and sector in _GUESTS)

    def _of_state(self, number: int) -> Iterator[str]:
        side = self._story.side(number)
        if side is not None:
            yield side
        if self._story.home is not None:
            yield self._story.home
        family, _, key = (self._text.mentions[number].provenance.entry or "").partition(":")
        leads = family == "role" and self._lexicon.roles[key].rank >= _LED
        if family == "organ" or leads or self._first_word(number) != "the":
            yield from self._before(number)

    def _of_posted(self, number: int) -> Iterator[str]:
        """An ambassador's state: the one that acts, else the report's own, if the words tell of another where he is."""
        side, home, place = self._story.side(number), self._story.home, self._text.places[number]
        if side is not None:
            yield side
        elsewhere = {c for at in range(place.first, place.last + 2) for c in self._after_link(at)}
        if home is not None and elsewhere and home not in elsewhere:
            yield home

    def _after_link(self, at: int) -> Iterator[str]:
        if self._text.word(at) in _POSTED_TO:
            yield from (c for n in self._text.starting.get(at + 1, ()) if (c := self._story.code(n)) is not None)

    def _beside_name(self, number: int, _: Draft) -> Iterator[str]:
        """`Mali's Koumare`, `President Ann Lee of Malta`."""
        if self._text.mentions[number].kind != "person":
            return
        place = self._text.places[number]
        before = place.first - (self._text.word(place.first - 1) in _OWN)
        if before < place.first:
            yield from self._named_at(before - 1)
        if self._text.word(place.last) == "of":
            at = place.last + 1 + (self._text.word(place.last + 1) == "the")
            for first in (place.last + 1, at):
                yield from (c for n in self._text.starting.get(first, ()) if (c := self._story.code(n)) is not None)

    def _is_posted(self, number: int) -> bool:
        """Whether somebody serves abroad, where "in" and "to" tell the other state."""
        place = self._text.places[number]
        words = f" {' '.join(self._text.lower[place.first : place.last])} "
        return any(f" {posted} " in words for posted in self._lexicon.posted)

    def _in_front(self, number: int) -> Iterator[str]:
        """`In Lisbon, the foreign ministry said`; `the Solomon Islands, where the office`; `the ministry there`."""
        place, text, analysis = self._text.places[number], self._text, self._text.analysis
        first = max(analysis.sentences[place.sentence].first, place.first - _FAR)
        if text.word(place.last) == "there":
            here = (n for at in range(place.first, first - 1, -1) for n in text.starting.get(at, ()))
            yield from (c for n in here if (c := self._story.code(n)) is not None)
            yield from self._before(number)
        if not place.subject:
            return
        verb = analysis.head[place.head]
        for at in range(first, place.first):
            if analysis.head[at] == verb and analysis.dep[at] == "prep" and text.word(at) in _AT_WORK:
                yield from self._below(verb, frozenset((text.word(at),)), place.first, first=at)
            if analysis.head[at] == verb and text.word(at) == "where" and analysis.dep[verb] == "relcl":
                yield from self._named_at(analysis.head[verb])

    def _below(self, head: int, links: frozenset[str], end: int, *, first: int | None = None) -> Iterator[str]:
        """Countries and places that a preposition joins to a token of the sentence that ends before token `end`."""
        analysis = self._text.analysis
        start = head + 1 if first is None else first
        for at in range(start, min(start + _MEMORY, end)):
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
                    code = self._story.code(number) if self._text.places[number].last > at else None
                    if code is not None:
                        yield code

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
            code = self._story.code(other)
            if code is not None and mentions[other].kind != "place" and not self._story.says(number, other):
                yield code
